import type { Tx } from '../../database/database.ts'
import type { AuditAction } from './action.ts'

/** Field values by name, as they were or as they are; only what changed. */
export type AuditState = Readonly<Record<string, unknown>>

export type AuditEntry = {
  action: AuditAction
  /** The organizer who did it; null: the person concerned, a command, or the program by itself */
  by: number | null
  eventId: number | null
  registrationId?: number
  /** The organizer whom it is about */
  colleagueId?: number
  /** What was changed, in words that need no other row: a slug, a reference, an address */
  subject: string
  before?: AuditState
  after?: AuditState
}

/** Writes down what is being changed, in the transaction that changes it: the one is there if and only if the other is. */
export async function record(tx: Tx, entry: AuditEntry, now: Date): Promise<void> {
  const { action, by, eventId, registrationId = null, colleagueId = null, subject, before, after } = entry
  await tx.db
    .insertInto('audit_log')
    .values({
      at: now.toISOString(),
      organizer_id: by,
      event_id: eventId,
      registration_id: registrationId,
      colleague_id: colleagueId,
      action,
      subject,
      before: before === undefined ? null : JSON.stringify(before),
      after: after === undefined ? null : JSON.stringify(after),
    })
    .execute()
}

/** Of two states the fields that differ, each as it was and as it is. */
export function difference(before: AuditState, after: AuditState): { before: AuditState; after: AuditState } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const only = (state: AuditState) =>
    Object.fromEntries(changed.flatMap((name) => (name in state ? [[name, state[name]]] : [])))
  return { before: only(before), after: only(after) }
}
