/** Draws sign-in sheets, page by page. */
import { fitText } from '../platform/fit-text.ts'
import { openPaper, type Paper } from '../platform/pdf.ts'
import { emblemFonts } from './eu-emblem.ts'
import { drawHead, type Head, layHead } from './sign-in-head.ts'
import { pagesOf, type Row, rowsOf } from './sign-in-layout.ts'
import { colors, inks, leading, sizes } from './sign-in-measures.ts'
import type { Party, SheetPlan } from './sign-in-plan.ts'
import { drawTable } from './sign-in-table.ts'

/** The document in chunks, a page or so each; every sheet has the same people and pages of its own. */
export async function* drawSignInSheets(
  plan: SheetPlan,
  parties: readonly Party[],
): AsyncGenerator<Uint8Array> {
  const { documentTitle: title, language, landscape } = plan
  const paper = openPaper({ title, language, landscape, madeAt: new Date(plan.madeAt), fonts: emblemFonts })
  const rows = rowsOf(parties, plan, paper)
  const notes = noteLines(paper, plan.notes)
  for (const { facts } of plan.sheets) {
    for (const _page of drawSheet(paper, plan, layHead(paper, plan, facts), notes, rows)) {
      const bytes = paper.written()
      if (bytes !== null) yield bytes
    }
  }
  yield* paper.end()
}

/** One day's sheet; stops after each page. */
function* drawSheet(
  paper: Paper,
  plan: SheetPlan,
  head: Head,
  notes: readonly string[],
  rows: readonly Row[],
): Generator<void> {
  const bottom = footTop(paper, notes)
  const room = bottom - head.end - sizes.tableHead
  const pages = pagesOf(rows, plan.blankRows, room, sizes.closing)
  let first = 1
  for (const [index, page] of pages.entries()) {
    paper.addPage()
    drawHead(paper, head)
    drawTable(paper, plan.columns, head.end, page, first)
    if (index === pages.length - 1) drawClosing(paper, plan, bottom)
    drawFoot(paper, notes, pageOf(plan, index + 1, pages.length))
    first += page.length
    yield
  }
}

/** How many signed, and who answers for it: lines to write on, with their captions below. */
function drawClosing(paper: Paper, plan: SheetPlan, bottom: number): void {
  const y = bottom - leading.fact
  const end = paper.width - sizes.right
  const half = end - sizes.closingLine
  paper.line(sizes.left, y, sizes.left + sizes.closingNumber, y, 0.6, colors.black)
  paper.text(plan.signed, sizes.left, y + 3.5, inks.caption)
  paper.line(half, y, end, y, 0.6, colors.black)
  paper.text(plan.forOrganizer, half, y + 3.5, inks.caption)
}

function drawFoot(paper: Paper, notes: readonly string[], page: string): void {
  const y = paper.height - sizes.bottom
  const first = y - (notes.length - 1) * leading.note
  for (const [index, line] of notes.entries()) {
    paper.text(line, sizes.left, first + index * leading.note, inks.note)
  }
  paper.text(page, paper.width - sizes.right, y, inks.page, 'right')
}

/** The top of the foot, with air above it */
function footTop(paper: Paper, notes: readonly string[]): number {
  return paper.height - sizes.bottom - Math.max(1, notes.length) * leading.note - sizes.gap
}

/** The page's number stands at the end of the last line. */
function noteLines(paper: Paper, notes: readonly string[]): string[] {
  const width = paper.width - sizes.left - sizes.right - sizes.pageNumber
  return notes.flatMap((note) => fitText(note, width, 4, (text) => paper.widthOf(text, inks.note)))
}

function pageOf({ pageOf: words }: SheetPlan, page: number, pages: number): string {
  return words.replace('{page}', String(page)).replace('{pages}', String(pages))
}
