import type { Database, Tx } from '../../database/database.ts'
import type { RegistrationStatus } from '../../database/tables.ts'
import { overtake } from '../outbox/overtake.ts'
import { expireHoldsOf } from './expire-holds.ts'
import type { RegistrationRow } from './registration-record.ts'
import { lockRegistration } from './registration-record.ts'
import { tellStatus } from './tell-status.ts'

export type AddressConfirmed =
  | { done: 'confirmed'; status: RegistrationStatus }
  | { done: 'refused'; reason: 'unknown' | 'expired' | 'already' }

/** The person pressed the button that only their mailbox could show them. A hold becomes a place. */
export function confirmAddress(
  database: Database,
  registrationId: number,
  now: Date,
): Promise<AddressConfirmed> {
  return database.write((tx) => confirmIn(tx, registrationId, now))
}

async function confirmIn(tx: Tx, registrationId: number, now: Date): Promise<AddressConfirmed> {
  const before = await lockRegistration(tx, registrationId)
  if (before === undefined) return { done: 'refused', reason: 'unknown' }
  if (before.registration.email_verified_at !== null) return { done: 'refused', reason: 'already' }
  await expireHoldsOf(tx, before.event.id, now)
  const found = await lockRegistration(tx, registrationId)
  if (found === undefined || found.registration.status === 'cancelled')
    return { done: 'refused', reason: 'expired' }
  const after = proven(found.registration, found.event.document.registration.approval, now)
  await tx.db
    .updateTable('registrations')
    .set({ status: after.status, pending_for: after.pending_for, hold_until: after.hold_until })
    .set({ email_verified_at: after.email_verified_at, updated_at: now.toISOString() })
    .where('id', '=', registrationId)
    .execute()
  if (found.registration.status === 'pending') {
    await overtake(tx, registrationId, ['verify-address'])
    await tellStatus(tx, found.event, after, now)
  }
  return { done: 'confirmed', status: after.status }
}

function proven(row: RegistrationRow, approval: boolean, now: Date): RegistrationRow {
  const verified = { ...row, email_verified_at: now.toISOString() }
  if (row.status !== 'pending' || row.pending_for !== 'address') return verified
  if (approval) return { ...verified, pending_for: 'approval', hold_until: null }
  return { ...verified, status: 'confirmed', pending_for: null, hold_until: null }
}
