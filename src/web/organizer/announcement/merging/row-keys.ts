/** Which rows of three versions of an event are the same row. */
import type { RawEvent } from '../event-fields.ts'
import { memberOf } from '../event-fields.ts'
import { type ListName, listNames } from '../form-plan.ts'
import { type RowKeys, rowsOf } from './pieces.ts'

type Row = Readonly<Record<string, unknown>>

/** Rows that were there before are `b0`, `b1`; what somebody added is theirs alone: `y0`, `t0`. */
export function keysOfBase(base: RawEvent): RowKeys {
  return forEachList((list) => rowsOf(base, list).map((_row, index) => `b${index}`))
}

export function keysLike(base: RawEvent, other: RawEvent, newcomers: 'y' | 't'): RowKeys {
  return forEachList((list) => keysOfList(rowsOf(base, list), rowsOf(other, list), list, newcomers))
}

function keysOfList(
  base: readonly Row[],
  other: readonly Row[],
  list: ListName,
  newcomers: string,
): string[] {
  const taken = new Set<number>()
  const found = other.map((row) => {
    const at = base.findIndex((before, index) => !taken.has(index) && isSame(before, row, list))
    if (at !== -1) taken.add(at)
    return at
  })
  return found.map((at, index) => {
    if (at !== -1) return `b${at}`
    // Renamed where it stood, more likely than taken out and written anew.
    const isRenamed = !hasIds(list) && base.length === other.length && !taken.has(index)
    if (isRenamed) taken.add(index)
    return isRenamed ? `b${index}` : `${newcomers}${index}`
  })
}

function isSame(before: Row, row: Row, list: ListName): boolean {
  if (hasIds(list)) return before['id'] !== undefined && before['id'] === row['id']
  if (list === 'documents') return before['file'] === row['file']
  const names = Object.entries(before['name'] ?? {})
  return names.some(([language, name]) => memberOf(row['name'], language) === name)
}

function hasIds(list: ListName): boolean {
  return list === 'agenda' || list === 'form'
}

function forEachList(keys: (list: ListName) => string[]): RowKeys {
  // Every list of the form is there.
  return Object.fromEntries(listNames.map((list) => [list, keys(list)])) as unknown as RowKeys
}
