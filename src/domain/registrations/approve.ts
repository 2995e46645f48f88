import type { Database, Tx } from '../../database/database.ts'
import type { RegistrationStatus } from '../../database/tables.ts'
import { overtake } from '../outbox/overtake.ts'
import { recordDecision } from './record-decision.ts'
import { place } from './register.ts'
import type { OwnRegistration } from './registration-record.ts'
import { lockRegistration } from './registration-record.ts'
import { tell } from './tell.ts'
import { sessionsOf, tellStatus } from './tell-status.ts'

export type Approved =
  | { done: 'approved'; status: RegistrationStatus }
  | { done: 'refused'; reason: 'unknown' | 'not-pending' | 'full' | 'session-full' | 'party-too-large' }

export type Approval = { by?: number; overLimitReason?: string }

/**
 * An organizer lets someone in: confirmed where there are places, else on the waiting list, unless
 * `overLimitReason` says why the limit is passed.
 */
export function approve(
  database: Database,
  registrationId: number,
  now: Date,
  approval: Approval = {},
): Promise<Approved> {
  return database.write((tx) => approveIn(tx, registrationId, now, approval))
}

export async function approveIn(
  tx: Tx,
  registrationId: number,
  now: Date,
  { by, overLimitReason }: Approval,
): Promise<Approved> {
  const found = await pendingApproval(tx, registrationId)
  if (!('event' in found)) return found
  const { registration: row, event } = found
  const party = {
    guests: row.guests,
    sessions: sessionsOf(row),
    ...(overLimitReason ? { overLimitReason } : {}),
  }
  const wish = { status: 'confirmed', pendingFor: null, takesPlaces: true } as const
  const { status } = await place(tx, event, party, wish, row.id, now)
  await tx.db
    .updateTable('registrations')
    .set({
      status,
      pending_for: null,
      over_limit_reason: overLimitReason ?? null,
      updated_at: now.toISOString(),
    })
    .where('id', '=', row.id)
    .execute()
  await overtake(tx, row.id, ['awaiting-approval'])
  await tellStatus(tx, event, { ...row, status, pending_for: null }, now)
  await recordDecision(tx, 'person-approved', found, status, by, now)
  return { done: 'approved', status }
}

export type TurnedDown = { done: 'turned-down' } | Extract<Approved, { done: 'refused' }>

/** An organizer turns someone down; they are told. */
export function turnDown(
  database: Database,
  registrationId: number,
  now: Date,
  by?: number,
): Promise<TurnedDown> {
  return database.write((tx) => turnDownIn(tx, registrationId, now, by))
}

export async function turnDownIn(
  tx: Tx,
  registrationId: number,
  now: Date,
  by?: number,
): Promise<TurnedDown> {
  const found = await pendingApproval(tx, registrationId)
  if (!('event' in found)) return found
  await tx.db
    .updateTable('registrations')
    .set({ status: 'cancelled', pending_for: null, updated_at: now.toISOString() })
    .where('id', '=', registrationId)
    .execute()
  await overtake(tx, registrationId, ['awaiting-approval'])
  await tell(tx, found.registration, 'refused', { status: 'cancelled' }, now)
  await recordDecision(tx, 'person-turned-down', found, 'cancelled', by, now)
  return { done: 'turned-down' }
}

async function pendingApproval(
  tx: Tx,
  id: number,
): Promise<OwnRegistration | { done: 'refused'; reason: 'unknown' | 'not-pending' }> {
  const found = await lockRegistration(tx, id)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { status, pending_for } = found.registration
  return status === 'pending' && pending_for === 'approval'
    ? found
    : { done: 'refused', reason: 'not-pending' }
}
