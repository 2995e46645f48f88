import type { Database } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import { overtake } from '../outbox/overtake.ts'
import { lockRegistration } from './registration-record.ts'
import { tellStatus } from './tell-status.ts'

export type ToldAgain = { done: 'told' } | { done: 'refused'; reason: 'unknown' | 'over' | 'no-address' }

/** Writes once more to somebody how they stand, with a link that works and the invitation; at an organizer's wish. */
export function tellAgain(
  database: Database,
  registrationId: number,
  by: number,
  now: Date,
): Promise<ToldAgain> {
  return database.write(async (tx): Promise<ToldAgain> => {
    const found = await lockRegistration(tx, registrationId)
    if (found === undefined) return { done: 'refused', reason: 'unknown' }
    const { registration: row, event } = found
    if (row.email === null) return { done: 'refused', reason: 'no-address' }
    if (event.endsAt <= now.toISOString()) return { done: 'refused', reason: 'over' }
    await overtake(tx, row.id, 'all')
    await tellStatus(tx, event, row, now)
    const about = { eventId: event.id, registrationId: row.id, subject: row.reference }
    await record(tx, { action: 'letters-resent', by, ...about, after: { letters: 1 } }, now)
    return { done: 'told' }
  })
}
