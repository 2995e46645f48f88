/** What the columns of a list hold, as far as their headers and what stands in them tell. */
import type { EventDocument } from '../../../domain/events/event.ts'
import type { ListRow } from '../../../domain/registrations/import/list-import.ts'
import { type ColumnUse, leftOut } from './column-uses.ts'
import { headerKey, headerWords } from './header-words.ts'

export type Guess = { header: number; columns: readonly ColumnUse[] }

/** Titles of events and of offices stand above the header of many a list. */
const rowsLookedAt = 20

/** `header`: the number of the row that somebody says is the header. */
export function guessColumns(
  rows: readonly ListRow[],
  width: number,
  document: EventDocument,
  header?: number,
): Guess {
  const known = headerWords(document)
  const found = header ?? likeliestHeader(rows, known)
  const row = rows.find(([number]) => number === found)
  const below = rows.filter(([number]) => number > found).slice(0, 60)
  const columns = row === undefined ? Array<ColumnUse>(width).fill(leftOut) : byHeader(row, width, known)
  return { header: found, columns: byContent(columns, below) }
}

function likeliestHeader(rows: readonly ListRow[], known: ReadonlyMap<string, ColumnUse>): number {
  let best = { number: 0, score: 0 }
  for (const [number, ...cells] of rows.slice(0, rowsLookedAt)) {
    const uses = new Set(cells.map((cell) => useOf(cell, known)).filter((use) => use !== leftOut))
    const score = uses.size - (cells.some(isAddress) ? 1 : 0)
    if (score > best.score) best = { number, score }
  }
  if (best.score > 0) return best.number
  // A first row without an address above rows that have one names the columns in words that nobody knows.
  const [first, ...others] = rows
  const isAbove = first?.slice(1).every((cell) => !isAddress(String(cell))) ?? false
  return isAbove && others.some((row) => row.slice(1).some((cell) => isAddress(String(cell))))
    ? (first?.[0] ?? 0)
    : 0
}

function byHeader([, ...cells]: ListRow, width: number, known: ReadonlyMap<string, ColumnUse>): ColumnUse[] {
  const taken = new Set<ColumnUse>()
  const columns = Array.from({ length: width }, (_, at) => {
    const use = useOf(cells[at] ?? '', known)
    if (use === leftOut || taken.has(use)) return leftOut
    taken.add(use)
    return use
  })
  return asParts(columns, taken)
}

/** Beside a family name, what is called a name is the first one. */
function asParts(columns: ColumnUse[], taken: ReadonlySet<ColumnUse>): ColumnUse[] {
  if (!taken.has('family_name') || taken.has('first_name')) return onlyFirst(columns, taken)
  return columns.map((use) => (use === 'name' ? 'first_name' : use))
}

/** A first name without a family name is all the name that there is. */
function onlyFirst(columns: ColumnUse[], taken: ReadonlySet<ColumnUse>): ColumnUse[] {
  const isWhole = taken.has('first_name') && !taken.has('family_name') && !taken.has('name')
  return isWhole ? columns.map((use) => (use === 'first_name' ? 'name' : use)) : columns
}

function useOf(cell: string, known: ReadonlyMap<string, ColumnUse>): ColumnUse {
  const key = headerKey(cell)
  const whole = known.get(key)
  if (whole !== undefined || key.length > 60) return whole ?? leftOut
  // "E-mail (за връзка)", "Телефон*": what stands before or behind the bracket.
  const [before = ''] = cell.split(/[(:/\n]/)
  return known.get(headerKey(before)) ?? leftOut
}

function byContent(columns: readonly ColumnUse[], rows: readonly ListRow[]): ColumnUse[] {
  const found = [...columns]
  for (const { use, looks } of contents) {
    if (found.includes(use) || (use === 'name' && found.includes('family_name'))) continue
    const at = found.findIndex((one, column) => one === leftOut && mostly(rows, column, looks))
    if (at !== -1) found[at] = use
  }
  return found
}

const contents: readonly { use: ColumnUse; looks(cell: string): boolean }[] = [
  { use: 'email', looks: isAddress },
  {
    use: 'phone',
    looks: (cell) =>
      /^[+(\d][\d\s().\-/]{5,}$/.test(cell) && !isDate(cell) && cell.replace(/\D/g, '').length >= 7,
  },
  { use: 'name', looks: (cell) => /^(\p{Lu}[\p{L}'’.-]*\s+){1,4}\p{Lu}[\p{L}'’.-]*$/u.test(cell) },
]

function isAddress(cell: string): boolean {
  return /^\S+@\S+\.\S+$/.test(cell.trim())
}

function isDate(cell: string): boolean {
  return /^\d{4}-\d\d-\d\d|^\d{1,2}\.\d{1,2}\.\d{2,4}/.test(cell)
}

function mostly(rows: readonly ListRow[], column: number, looks: (cell: string) => boolean): boolean {
  const cells = rows.map((row) => String(row[column + 1] ?? '').trim()).filter((cell) => cell !== '')
  return cells.length > 0 && cells.filter(looks).length >= cells.length * 0.6
}
