import type { Updateable } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { RegistrationsTable } from '../../../database/tables.ts'
import { record } from '../../audit/record.ts'
import { releasePlaces, releaseSessions, takePlacesOverLimit, takeSessions } from '../places.ts'
import { promote } from '../promote.ts'
import type { RegistrationRow } from '../registration-record.ts'
import { lockRegistration, takesPlaces } from '../registration-record.ts'
import { sessionsOf } from '../tell-status.ts'
import { type BeforeMerge, sealOf } from './merge.ts'

export type Parted =
  | { done: 'parted'; fullSessions: readonly string[] }
  | { done: 'refused'; reason: 'unknown' | 'changed' | 'full' }

/**
 * Undoes a merge: both are what they were, as long as nothing has happened to either since and both still find their
 * places. Sessions that have filled meanwhile are left out and named.
 */
export function part(
  database: Database,
  { goneId, by }: { goneId: number; by: number },
  now: Date,
): Promise<Parted> {
  return database.write((tx) => partIn(tx, goneId, by, now))
}

async function partIn(tx: Tx, goneId: number, by: number, now: Date): Promise<Parted> {
  const going = await lockRegistration(tx, goneId)
  const merge = going && (await lastMerge(tx, goneId))
  if (going === undefined || merge?.before == null) return { done: 'refused', reason: 'unknown' }
  const keeping = await lockRegistration(tx, merge.kept_id)
  // Written by `merge` alone.
  const before = JSON.parse(merge.before) as BeforeMerge
  const isSame = keeping !== undefined && sealOf(keeping.registration) === merge.seal
  if (!isSame || going.registration.merged_into !== merge.kept_id)
    return { done: 'refused', reason: 'changed' }
  const { event, registration: merged } = keeping
  const full = await placesBack(tx, event.id, merged, before)
  if (full === null) return tx.refuse({ done: 'refused', reason: 'full' })
  // The one that stayed may have the name and address of the other, whom nobody alive may share them with.
  await putBack(tx, withoutSessions(before.kept, full), now)
  await putBack(tx, withoutSessions(before.gone, full), now)
  await tx.db
    .updateTable('merges')
    .set({ undone_at: now.toISOString(), before: null })
    .where('id', '=', merge.id)
    .execute()
  await moveBack(tx, before)
  const subject = `${before.kept.reference} ↔ ${before.gone.reference}`
  const about = { by, eventId: event.id, registrationId: merge.kept_id, subject }
  await record(tx, { action: 'people-parted', ...about }, now)
  await promote(tx, event.id, now)
  return { done: 'parted', fullSessions: full }
}

function lastMerge(tx: Tx, goneId: number) {
  return tx.db
    .selectFrom('merges')
    .selectAll()
    .where('gone_id', '=', goneId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What the one holds against what the two held; null: somebody else has got the place since. */
async function placesBack(
  tx: Tx,
  eventId: number,
  merged: RegistrationRow,
  { kept, gone }: BeforeMerge,
): Promise<string[] | null> {
  const both = [kept, gone].filter(takesPlaces)
  const needed = both.reduce((sum, { guests }) => sum + 1 + guests, 0)
  const held = takesPlaces(merged) ? 1 + merged.guests : 0
  if (needed < held) await releasePlaces(tx, eventId, held - needed)
  if (needed > held && !(await takeMore(tx, eventId, needed - held))) return null
  await returnTurns(tx, eventId, merged, [kept, gone])
  if (held > 0) await releaseSessions(tx, eventId, sessionsOf(merged), held)
  const full: string[] = []
  for (const one of both) full.push(...(await takeSessions(tx, eventId, sessionsOf(one), 1 + one.guests)))
  return [...new Set(full)]
}

/** They had the places before those who wait now came to wait. */
async function takeMore(tx: Tx, eventId: number, places: number): Promise<boolean> {
  const { capacity, taken } = await tx.db
    .selectFrom('event_places')
    .select(['capacity', 'taken'])
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow()
  if (capacity !== null && taken + places > capacity) return false
  await takePlacesOverLimit(tx, eventId, places)
  return true
}

/** Turns only rise, so the old ones are still theirs. */
async function returnTurns(
  tx: Tx,
  eventId: number,
  merged: RegistrationRow,
  rows: readonly RegistrationRow[],
): Promise<void> {
  const waiting = rows.filter(({ turn }) => turn !== null).length - (merged.turn === null ? 0 : 1)
  await tx.db
    .updateTable('event_places')
    .set((is) => ({ waiting: is('waiting', '+', waiting) }))
    .where('event_id', '=', eventId)
    .execute()
}

function withoutSessions(row: RegistrationRow, full: readonly string[]): RegistrationRow {
  if (full.length === 0) return row
  return { ...row, sessions: JSON.stringify(sessionsOf(row).filter((session) => !full.includes(session))) }
}

async function putBack(tx: Tx, row: RegistrationRow, now: Date): Promise<void> {
  const { id, stamped_at, sequence, ...values } = row
  const changes: Updateable<RegistrationsTable> = values
  await tx.db
    .updateTable('registrations')
    .set({ ...changes, updated_at: now.toISOString() })
    .where('id', '=', id)
    .execute()
}

async function moveBack(tx: Tx, { gone, checkIns }: BeforeMerge): Promise<void> {
  if (checkIns.length === 0) return
  await tx.db.updateTable('check_ins').set({ registration_id: gone.id }).where('id', 'in', checkIns).execute()
}
