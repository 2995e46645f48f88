import type { Tx } from '../../database/database.ts'
import type { RegistrationStatus } from '../../database/tables.ts'
import type { AuditAction } from '../audit/action.ts'
import { record } from '../audit/record.ts'
import type { OwnRegistration } from './registration-record.ts'

/** What an organizer made of somebody; what people do themselves stands in their registration. */
export async function recordDecision(
  tx: Tx,
  action: AuditAction,
  { registration: row, event }: OwnRegistration,
  status: RegistrationStatus,
  by: number | undefined,
  now: Date,
): Promise<void> {
  if (by === undefined) return
  const about = { eventId: event.id, registrationId: row.id, subject: row.reference }
  await record(tx, { action, by, ...about, before: { status: row.status }, after: { status } }, now)
}
