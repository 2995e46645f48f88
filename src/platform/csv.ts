/** CSV by RFC 4180 for spreadsheets that take what looks like a formula for one. */
import { cellText } from './cells.ts'
import { inTurns } from './turns.ts'

export type CsvColumn<Row> = { name: string; cell(row: Row): string }

/** Rows a chunk: about 50 KB, a millisecond's work. */
const rowsInTurn = 250

/**
 * A header line and a line a row as chunks of UTF-8 with a byte order mark (without it Excel reads Cyrillic as
 * another code page). Pulls pages as it is read and lets other work in between.
 */
export async function* csv<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${columns.map((column) => csvCell(column.name)).join(',')}\r\n`)
  for await (const rows of inTurns(pages, rowsInTurn)) {
    let text = ''
    for (const row of rows) text += csvLine(columns, row)
    yield Buffer.from(text)
  }
}

function csvLine<Row>(columns: readonly CsvColumn<Row>[], row: Row): string {
  let line = ''
  let separator = ''
  for (const column of columns) {
    line += separator + csvCell(column.cell(row))
    separator = ','
  }
  return `${line}\r\n`
}

/** What makes a cell more than a copy of its text; one look at it spares nearly all cells the work below. */
const special = /^[\s=+\-@＝＋－＠]|[",;\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]/

/** One cell: cleaned, made harmless, in quotes where RFC 4180 asks for them. */
export function csvCell(text: string): string {
  if (!special.test(text)) return text
  const safe = guarded(cellText(text))
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Where a cell may begin with a formula: at its start, and after whatever else is a separator to some spreadsheet.
 * Excel in Bulgarian or Russian splits at `;`, forgets the quotes, and would run what stands behind it or on the
 * next line. The full-width signs count as their narrow ones in Japanese editions; leading spaces are skipped over.
 */
const formula = /^(?=[\t\n])|(?<=^|[;\t\n])(?=[^\S\t\n]*[=+\-@＝＋－＠])/g

/** The text with an apostrophe before everything that a spreadsheet could read as a formula. */
function guarded(text: string): string {
  return text.replace(formula, "'")
}
