/** Tables of separated values, by RFC 4180 as far as the programs that write them keep to it. */
import { CsvError, type Options, parse } from 'csv-parse/sync'
import { decodeText } from './decode-text.ts'
import { type TableBounds, TableCount, TableRefused, type TableRow } from './table-file.ts'

const delimiters = [',', ';', '\t', '|'] as const

/** The rows that hold something; separator and encoding are told by what stands in the file. */
export function readCsv(file: Buffer, bounds: TableBounds): TableRow[] {
  const decoded = decodeText(file).text
  // No text has these; a picture or a program has plenty.
  if (/[\0-\x08\x0e-\x1a]/.test(decoded.slice(0, 100_000))) throw new TableRefused('not-a-table')
  const { text, delimiter } = withDelimiter(decoded)
  return readRows(text, delimiter, new TableCount(bounds))
}

/** Excel says its separator in a first line of its own, which is no row to it. */
function withDelimiter(decoded: string): { text: string; delimiter: string } {
  const said = /^\ufeff?sep=(.)\r?\n/i.exec(decoded)
  if (said !== null) return { text: decoded.slice(said[0].length), delimiter: said[1] ?? ',' }
  const text = decoded.replace(/^\ufeff/, '')
  return { text, delimiter: likeliest(text) }
}

/** The one that makes the most rows of the beginning as wide as each other. */
function likeliest(text: string): string {
  const scored = delimiters.map((delimiter) => ({ delimiter, score: evenness(text, delimiter) }))
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

const rowsLookedAt = 30

function evenness(text: string, delimiter: string): number {
  let rows: string[][] = []
  try {
    rows = parse(text.slice(0, 200_000), { ...options(delimiter), to: rowsLookedAt })
  } catch {
    return -1 // not even its quotes close
  }
  const widths = rows.map((cells) => cells.length).filter((width) => width > 1)
  const byWidth = Object.values(Object.groupBy(widths, String)).map((group) => group?.length ?? 0)
  const commonest = Math.max(0, ...byWidth)
  return commonest + Math.min(20, Math.max(0, ...widths)) / 100
}

function options(delimiter: string) {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  } satisfies Options
}

function readRows(text: string, delimiter: string, count: TableCount): TableRow[] {
  const rows: TableRow[] = []
  let number = 0
  const keep = (cells: string[]) => {
    number += 1
    const row = count.take(number, cells)
    if (row !== null) rows.push(row)
    return null
  }
  try {
    parse(text, { ...options(delimiter), on_record: keep })
  } catch (cause) {
    if (cause instanceof CsvError) throw new TableRefused('broken', number + 1, cause)
    throw cause
  }
  return rows
}
