/** Rows that are added, taken out and moved, all of them numbered anew. */

import type { Sheet } from './event-fields.ts'
import { type List, type ListName, listNames, listOf } from './form-plan.ts'
import { rowsOf, typedIn } from './sheet.ts'

type Row = [inside: string, value: Sheet[string]][]

/** What a button of a list asks for: `add:agenda`, `up:agenda.3` */
export type RowAction = { does: 'add' | 'remove' | 'up' | 'down'; list: ListName; row: number }

export function rowActionOf(pressed: string): RowAction | null {
  const [, does, name, row = '0'] = /^(add|remove|up|down):(\w+)(?:\.(\d{1,4}))?$/.exec(pressed) ?? []
  const list = listNames.find((known) => known === name)
  if (list === undefined || does === undefined) return null
  // The words are those of the pattern.
  return { does: does as RowAction['does'], list, row: Number(row) }
}

/** The form after it, and the row that is to be open. */
export function afterRowAction(
  sheet: Sheet,
  { does, list, row }: RowAction,
): { sheet: Sheet; opened?: string } {
  const rows = rowsIn(sheet, list)
  const at = rowsOf(sheet, list).indexOf(row)
  if (does === 'add') {
    const added = withRows(sheet, list, [...rows, newRow(sheet, list)])
    return { sheet: added, opened: `${list}.${rows.length}` }
  }
  if (at === -1) return { sheet }
  if (does === 'remove') return { sheet: withRows(sheet, list, rows.toSpliced(at, 1)) }
  const other = does === 'up' ? at - 1 : at + 1
  return { sheet: withRows(sheet, list, swapped(rows, Math.min(at, other), list)) }
}

/** Without rows in which nothing was written; the agenda in the order of its hours. */
export function tidied(sheet: Sheet): Sheet {
  return listNames.reduce((tidy, name) => {
    const rows = rowsIn(tidy, name).filter((row) => isSaid(row, listOf(name)))
    return withRows(tidy, name, name === 'agenda' ? inOrder(rows) : rows)
  }, sheet)
}

/** What is chosen in a row beforehand nobody has said. */
function isSaid(row: Row, { fields }: List): boolean {
  return row.some(([inside, value]) => {
    const field = fields.find(({ path }) => inside === path || inside.startsWith(`${path}.`))
    if (field === undefined || ['choice', 'yes', 'day'].includes(field.is)) return false
    return typeof value === 'string' && value.trim() !== ''
  })
}

function newRow(sheet: Sheet, list: ListName): Row {
  if (list !== 'agenda') return [[listOf(list).fields[0]?.path ?? '', '']]
  const last = rowsOf(sheet, list).at(-1)
  const before = (inside: string) => (last === undefined ? '' : typedIn(sheet, `${list}.${last}.${inside}`))
  return [
    ['starts', before('ends') || typedIn(sheet, 'starts.time')],
    ['day', before('day') || typedIn(sheet, 'starts.day')],
  ]
}

function rowsIn(sheet: Sheet, list: ListName): Row[] {
  return rowsOf(sheet, list).map((row) => {
    const begins = `${list}.${row}.`
    return Object.entries(sheet).flatMap(([name, value]) =>
      name.startsWith(begins) ? [[name.slice(begins.length), value] as const] : [],
    ) as Row
  })
}

function withRows(sheet: Sheet, list: ListName, rows: readonly Row[]): Sheet {
  const others = Object.entries(sheet).filter(([name]) => !name.startsWith(`${list}.`))
  const numbered = rows.flatMap((row, index) =>
    row.map(([inside, value]): [string, Sheet[string]] => [`${list}.${index}.${inside}`, value]),
  )
  return Object.fromEntries([...others, ...numbered])
}

function inOrder(rows: readonly Row[]): Row[] {
  const key = (row: Row) => `${valueIn(row, 'day')} ${valueIn(row, 'starts').padStart(5, '0')}`
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))))
}

function valueIn(row: Row, inside: string): string {
  const value = row.find(([name]) => name === inside)?.[1]
  return typeof value === 'string' ? value : ''
}

/** The rows `at` and the one after it change places. */
function swapped(rows: readonly Row[], at: number, list: ListName): Row[] {
  const [first, second] = [rows[at], rows[at + 1]]
  if (first === undefined || second === undefined) return [...rows]
  const pair = list === 'agenda' ? inTurn(first, second) : [second, first]
  return rows.toSpliced(at, 2, ...pair)
}

/** Of two points of the agenda the later comes first, each as long as it was; side by side they only change sides. */
function inTurn(first: Row, second: Row): Row[] {
  const [from, other] = [valueIn(first, 'starts'), valueIn(second, 'starts')]
  if (from === other) return [second, first]
  const ends = valueIn(second, 'ends')
  const ofFirst = valueIn(first, 'ends')
  const day = valueIn(first, 'day')
  const moved = withValues(second, {
    day,
    starts: from,
    ends: ends === '' ? '' : later(from, minutes(other, ends)),
  })
  const free = ends === '' ? other : later(from, minutes(other, ends) + pauseBetween(first, second))
  const after = withValues(first, {
    day: valueIn(second, 'day'),
    starts: free,
    ends: ofFirst === '' ? '' : later(free, minutes(from, ofFirst)),
  })
  return [moved, after]
}

function pauseBetween(first: Row, second: Row): number {
  const ends = valueIn(first, 'ends')
  const isSameDay = valueIn(first, 'day') === valueIn(second, 'day')
  return ends === '' || !isSameDay ? 0 : Math.max(0, minutes(ends, valueIn(second, 'starts')))
}

function withValues(row: Row, values: Readonly<Record<string, string>>): Row {
  const others = row.filter(([name]) => values[name] === undefined)
  return [...others, ...Object.entries(values)]
}

function minutes(from: string, to: string): number {
  return inMinutes(to) - inMinutes(from)
}

function later(time: string, by: number): string {
  const at = Math.min(Math.max(inMinutes(time) + by, 0), 23 * 60 + 59)
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

function inMinutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute || 0
}
