import type { Database, Tx } from '../../database/database.ts'
import { overtake } from '../outbox/overtake.ts'
import { isAlreadyThere } from './already-there.ts'
import { searchText } from './insert.ts'
import { lockRegistration, type RegistrationRow } from './registration-record.ts'
import { identityOf } from './rules.ts'
import { tellStatus } from './tell-status.ts'

export type AddressCorrected =
  | { done: 'corrected' }
  | { done: 'refused'; reason: 'unknown' | 'over' | 'changed' | 'known' }

/**
 * Mends a slip in the address of a registration that was just made: the letter goes to the right one, and the link
 * that may have gone to the wrong one opens nothing any more. An address that has answered once is no slip.
 */
export function correctAddress(
  database: Database,
  registrationId: number,
  slip: { from: string; to: string },
  now: Date,
): Promise<AddressCorrected> {
  return database.write((tx) => correctIn(tx, registrationId, slip, now))
}

async function correctIn(
  tx: Tx,
  id: number,
  { from, to }: { from: string; to: string },
  now: Date,
): Promise<AddressCorrected> {
  const found = await lockRegistration(tx, id)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration: row, event } = found
  if (event.endsAt <= now.toISOString()) return { done: 'refused', reason: 'over' }
  if (row.email !== from || row.status === 'cancelled' || row.email_verified_at !== null)
    return { done: 'refused', reason: 'changed' }
  const identity = identityOf(row.name, to)
  if (await isAlreadyThere(tx, { ...row, identity })) return { done: 'refused', reason: 'known' }
  const after = readdressed(row, to)
  await tx.db
    .updateTable('registrations')
    .set({ email: to, identity, generation: after.generation, search: after.search })
    .set({ updated_at: now.toISOString() })
    .where('id', '=', id)
    .execute()
  await overtake(tx, id, 'all')
  await tellStatus(tx, event, after, now)
  return { done: 'corrected' }
}

function readdressed(row: RegistrationRow, email: string): RegistrationRow {
  return { ...row, email, generation: row.generation + 1, search: searchText({ ...row, email }) }
}
