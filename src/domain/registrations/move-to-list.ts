import type { Tx } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import { overtake } from '../outbox/overtake.ts'
import { withdrawalPart } from './calendar-part.ts'
import { joinWaitingList } from './places.ts'
import { promote } from './promote.ts'
import { lockRegistration, type OwnRegistration } from './registration-record.ts'
import { laterStamp } from './rules.ts'
import { tell } from './tell.ts'
import { release } from './withdraw.ts'

export type MovedToList =
  | { done: 'waiting' }
  | { done: 'refused'; reason: 'unknown' | 'already' | 'not-coming' | 'over' | 'party-too-large' }

/**
 * An organizer takes somebody's place back and puts them at the end of the waiting list. What becomes free goes to those
 * who waited before the turn `firstTurn`: with many moved at once, none of them gets the place of the next.
 */
export async function moveToListIn(
  tx: Tx,
  id: number,
  now: Date,
  { by, firstTurn }: { by: number; firstTurn: number },
): Promise<MovedToList> {
  const found = await lockRegistration(tx, id)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration: row, event } = found
  const { capacity } = event.document.registration
  if (row.status === 'waitlisted') return { done: 'refused', reason: 'already' }
  if (row.status !== 'confirmed' && row.status !== 'pending') return { done: 'refused', reason: 'not-coming' }
  if (event.endsAt <= now.toISOString()) return { done: 'refused', reason: 'over' }
  if (capacity !== undefined && 1 + row.guests > capacity)
    return { done: 'refused', reason: 'party-too-large' }
  await release(tx, row)
  const turn = await joinWaitingList(tx, event.id)
  await wait(tx, found, turn, now)
  const change = { before: { status: row.status }, after: { status: 'waitlisted' } }
  const about = { eventId: event.id, registrationId: id, subject: row.reference }
  await record(tx, { action: 'person-moved-to-list', by, ...about, ...change }, now)
  await promote(tx, event.id, now, firstTurn)
  return { done: 'waiting' }
}

async function wait(
  tx: Tx,
  { registration: row, event }: OwnRegistration,
  turn: number,
  now: Date,
): Promise<void> {
  const invited = row.status === 'confirmed'
  const sequence = row.sequence + (invited ? 1 : 0)
  const stampedAt = laterStamp(row.stamped_at, now)
  await tx.db
    .updateTable('registrations')
    .set({ status: 'waitlisted', pending_for: null, hold_until: null, turn })
    .set({ sequence, stamped_at: stampedAt, updated_at: now.toISOString() })
    .where('id', '=', row.id)
    .execute()
  await overtake(tx, row.id, 'all')
  const calendar = invited ? withdrawalPart(event, { ...row, sequence }, stampedAt) : {}
  await tell(
    tx,
    row,
    'waiting',
    { status: 'waitlisted', guests: row.guests, byOrganizer: true, ...calendar },
    now,
  )
}
