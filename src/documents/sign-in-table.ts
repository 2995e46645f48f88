/** The table of a sign-in sheet. */
import { fitText } from '../platform/fit-text.ts'
import type { Ink, Paper } from '../platform/pdf.ts'
import type { Row } from './sign-in-layout.ts'
import { colors, inks, leading, sizes } from './sign-in-measures.ts'
import type { SheetPlan } from './sign-in-plan.ts'

type Columns = SheetPlan['columns']

/** `first` is the number of the first row. */
export function drawTable(
  paper: Paper,
  columns: Columns,
  top: number,
  rows: readonly Row[],
  first: number,
): void {
  drawTableHead(paper, columns, top)
  const from = top + sizes.tableHead
  for (const [index, row] of rows.entries()) {
    drawRow(paper, columns, from + index * sizes.row, row, first + index)
  }
  drawUprights(paper, columns, from, from + rows.length * sizes.row)
}

function drawTableHead(paper: Paper, columns: Columns, top: number): void {
  const baseline = middle(top, sizes.tableHead, inks.tableHead)
  rule(paper, top, 1, colors.black)
  for (const [index, { label, width }] of columns.entries()) {
    const widthOf = (text: string) => paper.widthOf(text, inks.tableHead)
    const lines = fitText(label, width - 2 * sizes.cellPadding, 2, widthOf)
    if (index === 0) drawNumber(paper, columns, label, baseline, inks.tableHead)
    else drawLines(paper, startOf(columns, index), baseline, lines, inks.tableHead)
  }
  rule(paper, top + sizes.tableHead, 0.6, colors.black)
}

/** All letters of a row stand on one line, whatever their size. */
function drawRow(paper: Paper, columns: Columns, top: number, row: Row, number: number): void {
  const baseline = middle(top, sizes.row, inks.name)
  drawNumber(paper, columns, String(number), baseline, inks.number)
  for (const [index, lines] of row.entries()) {
    drawLines(paper, startOf(columns, index + 1), baseline, lines, index === 0 ? inks.name : inks.cell)
  }
  rule(paper, top + sizes.row, 0.4, colors.hairline)
}

/** Numbers end where the names' column begins. */
function drawNumber(paper: Paper, columns: Columns, text: string, baseline: number, ink: Ink): void {
  paper.text(text, startOf(columns, 1) - 2 * sizes.cellPadding, baseline, ink, 'right')
}

/** One line on the baseline, or two about it. */
function drawLines(paper: Paper, x: number, baseline: number, lines: readonly string[], ink: Ink): void {
  const distance = ink.size * leading.cell
  const first = baseline - ((lines.length - 1) * distance) / 2
  for (const [index, line] of lines.entries()) {
    paper.text(line, x + sizes.cellPadding, first + index * distance, ink)
  }
}

/** Light uprights guide the pen; number and name need none between them, and the ends of the table stay open. */
function drawUprights(paper: Paper, columns: Columns, from: number, to: number): void {
  for (let index = 2; index < columns.length; index += 1) {
    const x = startOf(columns, index)
    paper.line(x, from, x, to, 0.4, colors.hairline)
  }
}

function rule(paper: Paper, y: number, weight: number, color: string): void {
  paper.line(sizes.left, y, paper.width - sizes.right, y, weight, color)
}

function startOf(columns: Columns, index: number): number {
  return columns.slice(0, index).reduce((x, { width }) => x + width, sizes.left)
}

/** Where letters stand so that their capitals are in the middle; Noto's are 0.714 of its size. */
function middle(top: number, height: number, { size }: Ink): number {
  const capital = (size * 0.714 * 25.4) / 72
  return top + (height + capital) / 2
}
