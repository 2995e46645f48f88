import type { Database, Tx } from '../../database/database.ts'
import { overtake } from '../outbox/overtake.ts'
import { withdrawalPart } from './calendar-part.ts'
import { leaveWaitingList, releasePlaces, releaseSessions } from './places.ts'
import { promote } from './promote.ts'
import { recordDecision } from './record-decision.ts'
import type { OwnRegistration, RegistrationRow } from './registration-record.ts'
import { lockRegistration, takesPlaces } from './registration-record.ts'
import { laterStamp } from './rules.ts'
import { tell } from './tell.ts'
import { sessionsOf } from './tell-status.ts'

export type Withdrawn = { done: 'cancelled' } | { done: 'refused'; reason: 'unknown' | 'already' | 'over' }

/**
 * Cancels a registration: its places go to those who wait, a calendar that holds the event is told, all in
 * one transaction.
 */
export function withdraw(
  database: Database,
  registrationId: number,
  now: Date,
  /** The organizer who does it; absent: the person */
  by?: number,
): Promise<Withdrawn> {
  return database.write((tx) => withdrawIn(tx, registrationId, now, by))
}

export async function withdrawIn(tx: Tx, registrationId: number, now: Date, by?: number): Promise<Withdrawn> {
  const found = await lockRegistration(tx, registrationId)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration, event } = found
  if (registration.status === 'cancelled' || registration.status === 'declined') {
    return { done: 'refused', reason: 'already' }
  }
  if (event.endsAt <= now.toISOString()) return { done: 'refused', reason: 'over' }
  await release(tx, registration)
  await markCancelled(tx, found, by !== undefined, now)
  await recordDecision(tx, 'person-cancelled', found, 'cancelled', by, now)
  await promote(tx, event.id, now)
  return { done: 'cancelled' }
}

/** Gives back what the registration holds: places and sessions, or its turn. */
export async function release(tx: Tx, row: RegistrationRow): Promise<void> {
  if (row.turn !== null) await leaveWaitingList(tx, row.event_id)
  if (!takesPlaces(row)) return
  await releasePlaces(tx, row.event_id, 1 + row.guests)
  await releaseSessions(tx, row.event_id, sessionsOf(row), 1 + row.guests)
}

async function markCancelled(
  tx: Tx,
  { registration: row, event }: OwnRegistration,
  byOrganizer: boolean,
  now: Date,
): Promise<void> {
  const invited = row.status === 'confirmed'
  const sequence = row.sequence + (invited ? 1 : 0)
  const stampedAt = laterStamp(row.stamped_at, now)
  await tx.db
    .updateTable('registrations')
    .set({ status: 'cancelled', pending_for: null, turn: null, hold_until: null })
    .set({ sequence, stamped_at: stampedAt, updated_at: now.toISOString() })
    .where('id', '=', row.id)
    .execute()
  const { writtenTo } = await overtake(tx, row.id, 'all')
  if (!writtenTo) return
  const calendar = invited ? withdrawalPart(event, { sequence }, stampedAt) : {}
  const data = {
    status: 'cancelled',
    guests: row.guests,
    eventSequence: event.sequence,
    ...(byOrganizer ? { byOrganizer } : {}),
    ...calendar,
  } as const
  await tell(tx, row, 'cancelled', data, now)
}
