/** The rows of one sheet of a workbook. */
import { type TableCount, TableRefused, type TableRow } from './table-file.ts'
import { type NumberFormat, shownNumber } from './xlsx-numbers.ts'
import { type Attributes, readXml, type XmlReader } from './xml-events.ts'

export type Book = { texts: readonly string[]; formats: readonly NumberFormat[]; isEarly: boolean }

/** Where a cell spans several rows, each of them holds its text, as people read it. */
export async function readRows(
  chunks: AsyncIterable<Buffer>,
  book: Book,
  count: TableCount,
): Promise<TableRow[]> {
  const reader = new RowReader(book, count)
  await readXml(chunks, reader.events())
  return spread(reader.rows, reader.merged)
}

type Merged = { column: number; first: number; last: number }

const mostMerged = 20_000
const mostFilled = 500_000
const mostColumns = 16_384

class RowReader {
  readonly rows: TableRow[] = []
  readonly merged: Merged[] = []
  readonly #book: Book
  readonly #count: TableCount
  #number = 0
  #cells: string[] = []
  #cell: Attributes = {}
  #column = -1
  #value = ''
  #inside = ''

  constructor(book: Book, count: TableCount) {
    this.#book = book
    this.#count = count
  }

  events(): XmlReader {
    return {
      open: (name, attributes) => this.#open(name, attributes),
      text: (text) => {
        if (this.#inside === 'v' || this.#inside === 't') this.#value += text
      },
      close: (name) => this.#close(name),
    }
  }

  #open(name: string, attributes: Attributes): void {
    if (name === 'row') {
      this.#number = attributes.r === undefined ? this.#number + 1 : Number(attributes.r)
      this.#cells = []
      this.#column = -1
    } else if (name === 'c') {
      this.#cell = attributes
      this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r)
      this.#value = ''
    } else if (name === 'v' || name === 't') {
      if (this.#inside !== 'rPh') this.#inside = name
    } else if (name === 'rPh') this.#inside = name
    else if (name === 'mergeCell') this.#merge(attributes.ref ?? '')
  }

  #close(name: string): void {
    if (name === this.#inside) this.#inside = ''
    if (name === 'c') this.#keepCell()
    else if (name === 'row') {
      const row = this.#count.take(this.#number, this.#cells)
      if (row !== null) this.rows.push(row)
    }
  }

  #keepCell(): void {
    const text = this.#shown()
    if (text === '') return
    if (this.#column >= this.#count.bounds.columns) throw new TableRefused('too-many-columns', this.#number)
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = text
  }

  /** Formulas are what they last came to; what was typed as text stays text, also where it begins like one. */
  #shown(): string {
    const { t: type = 'n', s = '' } = this.#cell
    const value = this.#value
    if (type === 's') return typed(this.#book.texts[Number(value)] ?? '')
    if (type === 'inlineStr' || type === 'str') return typed(value)
    if (type === 'b') return value === '1' ? 'true' : 'false'
    if (type === 'e') return ''
    if (type === 'd') return value.replace('T', ' ')
    return shownNumber(value, this.#book.formats[Number(s)] ?? 'plain', this.#book.isEarly)
  }

  #merge(ref: string): void {
    const [from = '', to = ''] = ref.split(':')
    const [first, last] = [from, to].map((cell) => Number(/\d+$/.exec(cell)?.[0]))
    if (first === undefined || last === undefined || !(last > first)) return
    if (this.merged.length >= mostMerged) throw new TableRefused('too-large')
    this.merged.push({ column: columnOf(from), first, last })
  }
}

/** `AB12` → 27 */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? 'A')
    column = column * 26 + letter.charCodeAt(0) - 64
  return Math.min(column, mostColumns) - 1
}

/** Excel writes what XML forbids as `_x000D_`, and an underscore before such letters as `_x005F_`. */
function typed(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([\da-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function spread(rows: readonly TableRow[], merged: readonly Merged[]): TableRow[] {
  if (merged.length === 0) return [...rows]
  const cells = new Map(rows.map(({ number, cells }) => [number, [...cells]]))
  let filled = 0
  for (const { column, first, last } of merged) {
    const text = cells.get(first)?.[column] ?? ''
    if (text === '') continue
    const below = between(rows, first + 1, last)
    filled += below.length
    // Cells that are merged again and again are nobody's list.
    if (filled > mostFilled) throw new TableRefused('too-large')
    for (const { number } of below) {
      const row = cells.get(number) ?? []
      while (row.length < column) row.push('')
      if ((row[column] ?? '') === '') row[column] = text
    }
  }
  return rows.map(({ number }) => ({ number, cells: cells.get(number) ?? [] }))
}

/** Rows stand in order, so a search by halves finds the first. */
function between(rows: readonly TableRow[], first: number, last: number): readonly TableRow[] {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.number ?? 0) < first) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < rows.length && (rows[end]?.number ?? 0) <= last) end += 1
  return rows.slice(low, end)
}
