import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { placesOf } from '../../events/event-record.ts'
import { placesLeft } from '../../events/phase.ts'
import type { Audience } from '../attendee-filter.ts'
import { takesPlaces } from '../registration-record.ts'
import { type BulkAction, type SkipReason, skipReason } from './action.ts'
import { type Chosen, chosenAfter } from './start.ts'

/** What an action would do now, to how many. */
export type Foreseen = {
  people: number
  /** Of those who are approved: who gets a place, and who waits for one */
  confirmed: number
  waiting: number
  /** Places that become free */
  freed: number
  letters: number
  /** Whoever it concerns, as many as one reads at a glance */
  names: readonly string[]
  /** Somebody waits for what becomes free. */
  areWaiting: boolean
  skipped: ReadonlyMap<SkipReason, number>
}

const mostNames = 10

/** Looks at everybody in pieces; others may come meanwhile, so it is a foresight and no promise. */
export async function foresee(
  db: Kysely<Tables>,
  audience: Audience,
  chosen: Chosen,
  action: BulkAction,
): Promise<Foreseen> {
  const places = await placesOf(db, audience.eventId)
  let left = placesLeft(places)
  const names: string[] = []
  const skipped = new Map<SkipReason, number>()
  const seen = { people: 0, confirmed: 0, waiting: 0, freed: 0, letters: 0 }
  for (let last = 0; ; ) {
    const rows = await chosenAfter(db, audience, chosen, last)
      .select(['registrations.id', 'name', 'status', 'pending_for', 'hold_until', 'guests', 'email'])
      .execute()
    for (const row of rows) {
      const reason = skipReason(action, row) ?? (action === 'approve' ? noRoom(row, left) : null)
      seen.people += 1
      if (reason !== null) {
        skipped.set(reason, (skipped.get(reason) ?? 0) + 1)
        continue
      }
      if (names.length < mostNames) names.push(row.name)
      if (action !== 'label' && action !== 'unlabel' && row.email !== null) seen.letters += 1
      if (takesPlaces(row) && (action === 'cancel' || action === 'wait')) seen.freed += 1 + row.guests
      if (action !== 'approve') continue
      if (takesPlaces(row)) seen.confirmed += 1
      else if (left !== null && left < 1 + row.guests) {
        seen.waiting += 1
        // Whoever comes after somebody who waits, waits too.
        left = 0
      } else {
        seen.confirmed += 1
        left = left === null ? null : left - 1 - row.guests
      }
    }
    if (rows.length === 0) return { ...seen, names, areWaiting: places.waiting > 0, skipped }
    last = rows.at(-1)?.id ?? last
    await nextTurn()
  }
}

/** Whoever waits already goes in only where there is room. */
function noRoom(row: { status: string; guests: number }, left: number | null): SkipReason | null {
  return row.status === 'waitlisted' && left !== null && left < 1 + row.guests ? 'full' : null
}
