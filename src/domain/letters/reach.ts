/** How many a letter would go to, in which languages, and who is left out. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { Audience } from '../registrations/attendee-filter.ts'
import { chosen, type LeaveOut, leaveOuts, leftOut, type Selection } from './selection.ts'

export type Reach = {
  recipients: number
  /** Recipients by the language that they read */
  languages: ReadonlyMap<string, number>
  leftOut: Readonly<Record<LeaveOut, number>>
  /** Id of the last registration that was counted */
  last: number
  /** The same as long as the letter goes to the same people */
  digest: string
}

const rowsAtOnce = 2000

/** Counts in pieces, so that nobody waits for a large event to be counted. */
export async function reachOf(db: Kysely<Tables>, audience: Audience, selection: Selection): Promise<Reach> {
  const groups: Group[] = []
  for (let last = 0; ; ) {
    const piece = await pieceAfter(db, audience, selection, last).execute()
    groups.push(...piece)
    last = Math.max(last, ...piece.map((group) => group.last))
    if (sum(piece, 'people') < rowsAtOnce) return reachIn(groups, last)
    await nextTurn()
  }
}

type Group = { language: string; why: LeaveOut | ''; people: number; ids: number; last: number }

export function pieceAfter(db: Kysely<Tables>, audience: Audience, selection: Selection, last: number) {
  const rows = db
    .selectFrom('registrations')
    .select(['registrations.id', 'registrations.language', leftOut(selection).as('why')])
    .where((is) => chosen(is, audience, selection))
    .where('registrations.id', '>', last)
    .orderBy('registrations.id')
    .limit(rowsAtOnce)
    .as('piece')
  return db
    .selectFrom(rows)
    .select(['piece.language', 'piece.why'])
    .select((of) => [
      of.fn.countAll<number>().as('people'),
      sql<number>`sum(piece.id)`.as('ids'),
      sql<number>`max(piece.id)`.as('last'),
    ])
    .groupBy(['piece.language', 'piece.why'])
}

function reachIn(groups: readonly Group[], last: number): Reach {
  const counted = groups.filter(({ why }) => why === '')
  const languages = new Map<string, number>()
  for (const { language, people } of counted) languages.set(language, (languages.get(language) ?? 0) + people)
  const without = (why: LeaveOut) =>
    sum(
      groups.filter((group) => group.why === why),
      'people',
    )
  // Written out by its names just now.
  const leftOut = Object.fromEntries(leaveOuts.map((why) => [why, without(why)])) as Record<LeaveOut, number>
  const recipients = sum(counted, 'people')
  return { recipients, languages, leftOut, last, digest: `${recipients}.${sum(counted, 'ids')}` }
}

function sum(groups: readonly Group[], of: 'people' | 'ids'): number {
  return groups.reduce((total, group) => total + group[of], 0)
}
