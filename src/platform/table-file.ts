/** Tables as people keep them in files: what every reader of one hands over, and within which bounds. */

/** `number` as the file's own program counts its rows, from 1. Cells are text as people see it; the last is not empty. */
export type TableRow = { number: number; cells: readonly string[] }

export type Sheet = { name: string; rows: readonly TableRow[] }

export type TableBounds = {
  /** Rows that hold something, of all sheets together */
  rows: number
  columns: number
  /** Of one cell */
  cellCharacters: number
  /** Of all cells together */
  characters: number
}

export type TableReason =
  | ('too-many-rows' | 'too-many-columns' | 'too-large')
  | ('not-a-table' | 'broken' | 'locked')
  | ('old-workbook' | 'binary-workbook' | 'open-document')

/** A file that is not taken; all else that a reader throws is a fault of ours. */
export class TableRefused extends Error {
  readonly reason: TableReason
  /** The row at which it was noticed */
  readonly row: number | null

  constructor(reason: TableReason, row: number | null = null, cause?: unknown) {
    super(`The table is ${reason}`, { cause })
    this.reason = reason
    this.row = row
  }
}

/** What was read of a file so far, counted over all its sheets. */
export class TableCount {
  readonly bounds: TableBounds
  #rows = 0
  #characters = 0

  constructor(bounds: TableBounds) {
    this.bounds = bounds
  }

  /** The row as it is kept; null where it holds nothing. */
  take(number: number, cells: readonly string[]): TableRow | null {
    const used = cells.findLastIndex((cell) => cell !== '') + 1
    if (used === 0) return null
    if (used > this.bounds.columns) throw new TableRefused('too-many-columns', number)
    this.#rows += 1
    if (this.#rows > this.bounds.rows) throw new TableRefused('too-many-rows', number)
    const kept = used === cells.length ? cells : cells.slice(0, used)
    for (const cell of kept) this.count(cell, number)
    return { number, cells: kept }
  }

  /** Counts a text that stays in memory. */
  count(text: string, row: number | null = null): void {
    if (text.length > this.bounds.cellCharacters) throw new TableRefused('too-large', row)
    this.#characters += text.length
    if (this.#characters > this.bounds.characters) throw new TableRefused('too-large', row)
  }
}
