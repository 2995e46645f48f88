/** Attendee lists as other programs open them. */
import { spawnSync } from 'node:child_process'
import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'

export type Row = Record<string, string>

/** By a reader that keeps to RFC 4180: a ragged line throws. */
export function readCsv(file: Buffer): Row[] {
  return parse(file, { bom: true, columns: true, record_delimiter: '\r\n' })
}

/** The first sheet, every cell as a reader of another maker gives it. */
export async function readXlsx(file: Buffer) {
  const [sheet] = await readXlsxFile(file)
  const [labels = [], ...rows] = sheet?.data ?? []
  return { labels: labels.map(String), rows }
}

type JsonCell = string | number | readonly string[] | null

/** The rows of the JSON as the CSV must have them (see the contract: several values are joined, numbers are text). */
export function jsonAsCsv(file: Buffer): Row[] {
  // Our own export: an array of objects with these values.
  const rows = JSON.parse(file.toString('utf8')) as Record<string, JsonCell>[]
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, guarded(asText(value))])),
  )
}

function asText(value: JsonCell): string {
  if (value === null) return ''
  return typeof value === 'object' ? value.join(' | ') : String(value)
}

/** What a spreadsheet could take for a formula stands behind an apostrophe. */
function guarded(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text
}

export const hasPdfToText = spawnSync('pdftotext', ['-v']).status === 0

export function pdfToText(file: Buffer): string {
  const { status, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: file })
  if (status !== 0) throw new Error('pdftotext could not read it')
  return stdout.toString('utf8')
}
