import type { Database, Tx } from '../../database/database.ts'
import { lockPlaces, releasePlaces, releaseSessions } from './places.ts'
import { promote } from './promote.ts'
import { sessionsOf } from './tell-status.ts'

/** Frees the places of those who never confirmed their address and hands them on. Answers how many holds ended. */
export async function expireHolds(database: Database, now: Date): Promise<number> {
  const rows = await database.read
    .selectFrom('registrations')
    .select('event_id')
    .distinct()
    // Said although the next line implies it: SQLite knows the index of holds by this condition.
    .where('hold_until', 'is not', null)
    .where('hold_until', '<=', now.toISOString())
    .execute()
  let ended = 0
  for (const { event_id } of rows) ended += await database.write((tx) => expireHoldsOf(tx, event_id, now))
  return ended
}

/** The same for one event within another operation; those who wait come first there too. */
export async function expireHoldsOf(tx: Tx, eventId: number, now: Date): Promise<number> {
  await lockPlaces(tx, eventId)
  const ended = await endHolds(tx, eventId, now)
  if (ended > 0) await promote(tx, eventId, now)
  return ended
}

async function endHolds(tx: Tx, eventId: number, now: Date): Promise<number> {
  const at = now.toISOString()
  const rows = await tx.db
    .updateTable('registrations')
    .set({ status: 'cancelled', pending_for: null, hold_until: null, updated_at: at })
    .where('event_id', '=', eventId)
    .where('hold_until', 'is not', null)
    .where('hold_until', '<=', at)
    .returning(['id', 'guests', 'sessions'])
    .execute()
  for (const row of rows) {
    await releasePlaces(tx, eventId, 1 + row.guests)
    await releaseSessions(tx, eventId, sessionsOf(row), 1 + row.guests)
  }
  return rows.length
}
