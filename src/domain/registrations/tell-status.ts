import type { Selectable } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { RegistrationsTable } from '../../database/tables.ts'
import type { EventRecord } from '../events/event-record.ts'
import type { LetterData, LetterKind } from '../outbox/letter.ts'
import { invitationPart } from './calendar-part.ts'
import { laterStamp, letterFor } from './rules.ts'
import { tell } from './tell.ts'

type Row = Selectable<RegistrationsTable>

/** Tells a person how things stand, with the invitation when they are confirmed. */
export async function tellStatus(
  tx: Tx,
  event: EventRecord,
  row: Row,
  now: Date,
  kind: LetterKind = letterFor(row.status, row.pending_for),
  more: Partial<LetterData> = {},
): Promise<void> {
  const stampedAt = laterStamp(row.stamped_at, now)
  await tx.db.updateTable('registrations').set({ stamped_at: stampedAt }).where('id', '=', row.id).execute()
  const data: LetterData = {
    status: row.status,
    guests: row.guests,
    sessions: sessionsOf(row),
    eventSequence: event.sequence,
    ...(row.status === 'confirmed' ? invitationPart(event, row, stampedAt) : {}),
    ...(row.hold_until === null ? {} : { holdUntil: row.hold_until }),
    ...more,
  }
  await tell(tx, { ...row, event_id: event.id }, kind, data, now)
}

/** Written by the operations of this folder alone, always a list of agenda ids. */
export function sessionsOf(row: Pick<Row, 'sessions'>): string[] {
  return JSON.parse(row.sessions) as string[]
}
