/** Two people changed the same event: what each of them changed since, and one event of both. */
import { isDeepStrictEqual } from 'node:util'
import type { RawEvent } from '../event-fields.ts'
import { type ListName, listNames } from '../form-plan.ts'
import { eventOfPieces, type Pieces, piecesOf, type RowKeys } from './pieces.ts'
import { keysLike, keysOfBase } from './row-keys.ts'

export type Side = 'yours' | 'theirs'

/** `name`: of the piece; undefined where a version has nothing there */
export type Difference = {
  name: string
  before: unknown
  theirs: unknown
  yours: unknown
  /** Null: both changed it, each otherwise; somebody has to decide. */
  changedBy: Side | null
  /** A row that one side took out or wrote anew, all its fields with it */
  isRow: boolean
}

type Version = { event: RawEvent; keys: RowKeys; pieces: Pieces }

export type Comparison = { base: Version; yours: Version; theirs: Version; differences: Difference[] }

export function compare(base: RawEvent, yours: RawEvent, theirs: RawEvent): Comparison {
  const versions = {
    base: version(base, keysOfBase(base)),
    yours: version(yours, keysLike(base, yours, 'y')),
    theirs: version(theirs, keysLike(base, theirs, 't')),
  }
  return { ...versions, differences: differencesOf(versions) }
}

function version(event: RawEvent, keys: RowKeys): Version {
  return { event, keys, pieces: piecesOf(event, keys) }
}

function differencesOf({ base, yours, theirs }: Omit<Comparison, 'differences'>): Difference[] {
  const names = new Set([...base.pieces.keys(), ...theirs.pieces.keys(), ...yours.pieces.keys()])
  const rows = new Map<string, Difference>()
  const found = [...names].flatMap((name): Difference[] => {
    const [before, there, here] = [base, theirs, yours].map(({ pieces }) => pieces.get(name))
    if (isDeepStrictEqual(there, here)) return []
    const changedBy = changedSide(before, there, here)
    const difference: Difference = { name, before, theirs: there, yours: here, changedBy, isRow: isRow(name) }
    if (difference.isRow) rows.set(name, difference)
    return [difference]
  })
  return found.filter((each) => each.isRow || !isWithinRow(each, rows))
}

function changedSide(before: unknown, there: unknown, here: unknown): Side | null {
  if (isDeepStrictEqual(before, there)) return 'yours'
  return isDeepStrictEqual(before, here) ? 'theirs' : null
}

function isRow(name: string): boolean {
  return /^\w+\.[byt]\d+$/.test(name)
}

/** A row that comes or goes says all that its fields would; changed by one and taken out by the other it is a clash. */
function isWithinRow({ name, changedBy }: Difference, rows: ReadonlyMap<string, Difference>): boolean {
  const [, row = ''] = /^(\w+\.[byt]\d+)\./.exec(name) ?? []
  const whole = rows.get(row)
  if (whole === undefined) return false
  if (changedBy === null) whole.changedBy = null
  return true
}

/** What somebody decided, by the name of the piece; what nobody asked goes as it was changed. */
export function merged(comparison: Comparison, choices: ReadonlyMap<string, Side>): RawEvent {
  const { base, yours, theirs, differences } = comparison
  const pieces: Pieces = new Map(theirs.pieces)
  for (const difference of differences) {
    const side = choices.get(difference.name) ?? difference.changedBy ?? 'yours'
    if (difference.isRow) takeRow(pieces, difference.name, comparison[side].pieces)
    else take(pieces, difference.name, comparison[side].pieces)
  }
  const order = Object.fromEntries(
    listNames.map((list) => [list, orderOf(list, { base, yours, theirs }, pieces)]),
  ) as unknown as RowKeys // every list is there
  return eventOfPieces(theirs.event, pieces, order)
}

function take(pieces: Pieces, name: string, from: Pieces): void {
  if (from.has(name)) pieces.set(name, from.get(name))
  else pieces.delete(name)
}

function takeRow(pieces: Pieces, row: string, from: Pieces): void {
  const isOfRow = (name: string) => name === row || name.startsWith(`${row}.`)
  for (const name of [...pieces.keys()].filter(isOfRow)) pieces.delete(name)
  for (const [name, value] of from) if (isOfRow(name)) pieces.set(name, value)
}

/** Whoever moved rows is followed; the rows of the other come at the end. */
function orderOf(
  list: ListName,
  { base, yours, theirs }: Omit<Comparison, 'differences'>,
  pieces: Pieces,
): string[] {
  const [was, mine, others] = [base.keys[list], yours.keys[list], theirs.keys[list]]
  const stayed = (keys: readonly string[]) => keys.filter((key) => was.includes(key)).join()
  const isMoved = stayed(mine) !== was.filter((key) => mine.includes(key)).join()
  const [first, second] = isMoved ? [mine, others] : [others, mine]
  return [...new Set([...first, ...second])].filter((key) => pieces.has(`${list}.${key}`))
}
