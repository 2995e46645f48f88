/** An event in the pieces that people change one by one, and together again. */

import type { RawEvent } from '../event-fields.ts'
import { memberOf } from '../event-fields.ts'
import { type Field, isList, type List, type ListName, listNames, listOf, sections } from '../form-plan.ts'

type Row = Readonly<Record<string, unknown>>

/** Each row of each list under a key that it has in all versions that are compared. */
export type RowKeys = Readonly<Record<ListName, readonly string[]>>

/**
 * What stands where: `title.bg`, `starts`, `agenda.b2.room.bg`. A row that is there has a piece of its own, `agenda.b2`,
 * which holds the name that it goes by.
 */
export type Pieces = Map<string, unknown>

export function piecesOf(event: RawEvent, keys: RowKeys): Pieces {
  const pieces: Pieces = new Map()
  for (const part of sections.flatMap(({ parts }) => parts)) {
    if (isList(part)) takeRows(pieces, part, rowsOf(event, part.list), keys[part.list])
    else takeField(pieces, part, part.path, valueAt(event, part.path))
  }
  return pieces
}

export function rowsOf(event: RawEvent, list: ListName): readonly Row[] {
  const rows = event[list]
  return Array.isArray(rows) ? rows : []
}

function takeRows(
  pieces: Pieces,
  { list, fields }: List,
  rows: readonly Row[],
  keys: readonly string[],
): void {
  for (const [index, row] of rows.entries()) {
    const key = `${list}.${keys[index]}`
    pieces.set(key, row['id'] ?? '')
    for (const field of fields) takeField(pieces, field, `${key}.${field.path}`, memberOf(row, field.path))
  }
}

function takeField(pieces: Pieces, { is }: Field, name: string, value: unknown): void {
  if (value === undefined) return
  if (is !== 'text' && is !== 'prose') pieces.set(name, value)
  else for (const [language, text] of Object.entries(value ?? {})) pieces.set(`${name}.${language}`, text)
}

/** `order`: the keys of the rows that are to be there */
export function eventOfPieces(kept: RawEvent, pieces: Pieces, order: RowKeys): RawEvent {
  const event: Record<string, unknown> = { ...kept }
  for (const part of sections.flatMap(({ parts }) => parts))
    if (!isList(part)) give(event, part, part.path, pieces, part.path)
  for (const list of listNames)
    event[list] = withoutDoubleIds(order[list].map((key) => rowOf(list, key, pieces)))
  return event
}

function rowOf(list: ListName, key: string, pieces: Pieces): Row {
  const row: Record<string, unknown> = {}
  const id = pieces.get(`${list}.${key}`)
  if (typeof id === 'string' && id !== '') row['id'] = id
  for (const field of listOf(list).fields)
    give(row, field, field.path, pieces, `${list}.${key}.${field.path}`)
  return row
}

/** Two people may each have added a row, and both got the same name from the program. */
function withoutDoubleIds(rows: readonly Row[]): Row[] {
  const seen = new Set<unknown>()
  return rows.map((row) => {
    const { id, ...unnamed } = row
    if (id === undefined || !seen.has(id)) {
      seen.add(id)
      return row
    }
    return unnamed
  })
}

function give(
  holder: Record<string, unknown>,
  { is }: Field,
  path: string,
  pieces: Pieces,
  name: string,
): void {
  const value = is === 'text' || is === 'prose' ? textsAt(pieces, name) : pieces.get(name)
  const [outer = '', inner] = path.split('.')
  if (inner === undefined) {
    if (value === undefined) delete holder[outer]
    else holder[outer] = value
    return
  }
  const { [inner]: _before, ...others } = { ...(holder[outer] as Row | undefined) } // the plan has no deeper paths
  holder[outer] = value === undefined ? others : { ...others, [inner]: value }
  if (outer === 'results' && Object.keys(holder[outer] as Row).length === 0) delete holder[outer]
}

function textsAt(pieces: Pieces, name: string): Row | undefined {
  const texts = [...pieces].filter(
    ([each]) => each.startsWith(`${name}.`) && !each.slice(name.length + 1).includes('.'),
  )
  if (texts.length === 0) return undefined
  return Object.fromEntries(texts.map(([each, text]) => [each.slice(name.length + 1), text]))
}

function valueAt(event: RawEvent, path: string): unknown {
  return path.split('.').reduce<unknown>(memberOf, event)
}
