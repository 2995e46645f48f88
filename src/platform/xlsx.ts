/** One sheet of a workbook (ECMA-376), written row by row. The parts around the rows are in `xlsx-parts.ts`. */
import { cellText } from './cells.ts'
import { inTurns } from './turns.ts'
import {
  columnLetters,
  escapeXml,
  fixedParts,
  sheetEnd,
  sheetStart,
  styleOf,
  workbookPart,
} from './xlsx-parts.ts'
import { type ZipEntry, zip } from './zip.ts'

/**
 * `text` is never read as anything else, not even when someone edits the cell; `long-text` is wrapped; a `time` cell's
 * number comes from `excelTime`. Null and empty text leave the cell out.
 */
export type XlsxColumn<Row> = {
  label: string
  /** In characters */
  width: number
  kind: 'text' | 'long-text' | 'number' | 'time'
  cell(row: Row): string | number | null
}

export type XlsxSheet<Row> = {
  /** On the tab; what Excel forbids there is taken out. */
  name: string
  /** In the file's properties */
  title: string
  columns: readonly XlsxColumn<Row>[]
  madeAt: Date
}

/** What Excel takes in one cell, in UTF-16 units, and in one sheet. */
const longestText = 32_767
const mostRows = 1_048_576

/** Rows a chunk: some 130 KB of XML, a millisecond's work. */
const rowsInTurn = 100

/**
 * A workbook of one sheet as chunks: bold frozen header with filters, text cells for people's text. Pulls pages as it
 * is read and lets other work in between. Throws a RangeError past Excel's 1,048,576 rows.
 */
export function xlsx<Row>(
  sheet: XlsxSheet<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Buffer> {
  return zip(parts(sheet, pages), sheet.madeAt)
}

/**
 * Days since 1900 as Excel counts them, of an instant by the clock that is `offset` minutes ahead of UTC. Up by less
 * than a tenth of a millisecond: a program that cuts down would show the minute before.
 */
export function excelTime(instant: number, offset: number): number {
  const days = (instant + offset * 60_000) / 86_400_000 + 25_569
  return Math.ceil(days * 1e9) / 1e9
}

function* parts<Row>(sheet: XlsxSheet<Row>, pages: AsyncIterable<readonly Row[]>): Generator<ZipEntry> {
  const counted = { rows: 1 }
  yield* fixedParts(sheet)
  yield { name: 'xl/worksheets/sheet1.xml', content: rows(sheet, pages, counted) }
  // After the rows, since the filter names its last one.
  yield { name: 'xl/workbook.xml', content: workbookPart(sheet, counted.rows) }
}

async function* rows<Row>(
  sheet: XlsxSheet<Row>,
  pages: AsyncIterable<readonly Row[]>,
  counted: { rows: number },
): AsyncGenerator<Buffer> {
  yield Buffer.from(sheetStart(sheet.columns))
  const writeRow = rowWriter(sheet.columns)
  for await (const slice of inTurns(pages, rowsInTurn)) {
    if (counted.rows + slice.length > mostRows) throw new RangeError('more rows than a sheet takes')
    let xml = ''
    for (const row of slice) xml += writeRow(row, ++counted.rows)
    yield Buffer.from(xml)
  }
  yield Buffer.from(sheetEnd(sheet.columns, counted.rows))
}

/** The tags of each column are put together once; a row only joins them with its number and its texts. */
function rowWriter<Row>(columns: readonly XlsxColumn<Row>[]): (row: Row, number: number) => string {
  const cells = columns.map((column, index) => cellWriter(column, columnLetters(index)))
  return (row, number) => {
    let xml = `<row r="${number}">`
    for (const cell of cells) xml += cell(row, number)
    return `${xml}</row>`
  }
}

function cellWriter<Row>(column: XlsxColumn<Row>, letters: string): (row: Row, number: number) => string {
  const open = `<c r="${letters}`
  const text = `" s="${styleOf(column.kind)}" t="inlineStr"><is>`
  const number = `" s="${styleOf(column.kind)}"><v>`
  return (row, at) => {
    const value = column.cell(row)
    if (value === null || value === '') return ''
    if (typeof value === 'number') return `${open}${at}${number}${value}</v></c>`
    return `${open}${at}${text}${textElement(value)}</is></c>`
  }
}

/** The text as an element; one look spares nearly all texts the work. */
function textElement(text: string): string {
  if (text.length <= longestText && !special.test(text)) return `<t>${text}</t>`
  const escaped = escapeXml(shortened(cellText(text)).replace(looksEscaped, '_x005F_'))
  return `<t xml:space="preserve">${escaped}</t>`
}

/** What must be escaped, taken out, or kept from being trimmed. */
const special =
  /^ | $|[&<>"\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]|_x[\da-f]{4}_/i

/** Excel reads `_x0041_` as "A" (ECMA-376 part 1, 22.9.2.19): the underscore before is written in the same way. */
const looksEscaped = /_(?=x[\da-f]{4}_)/gi

function shortened(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1).toWellFormed()}…`
}
