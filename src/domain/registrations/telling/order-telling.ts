import type { Tx } from '../../../database/database.ts'
import type { Text } from '../../events/event.ts'
import { eventFacts } from '../../events/event-facts.ts'
import type { EventRecord } from '../../events/event-record.ts'
import { newsFor } from './what-changed.ts'

export type TellingOrder = {
  /** The organizer; null: a command */
  by: number | null
  /** Nobody is written to now */
  quiet?: boolean
  /** What the organizer adds, by language */
  note?: Text
}

/**
 * Orders, in the transaction that changes an event, that its people hear of it. The letters are written piece by piece
 * afterwards (`tellChanges`), so that ten thousand of them hold up nobody. Answers whether there is anything to tell.
 */
export async function orderTelling(
  tx: Tx,
  before: EventRecord,
  after: EventRecord,
  { by, quiet = false, note }: TellingOrder,
  now: Date,
): Promise<boolean> {
  if (!isNews(before, after, now)) return false
  const at = now.toISOString()
  if (!quiet) await supersede(tx, after.id, at)
  await tx.db
    .insertInto('tellings')
    .values({
      event_id: after.id,
      organizer_id: by,
      is_quiet: quiet ? 1 : 0,
      note: note === undefined || Object.keys(note).length === 0 ? null : JSON.stringify(note),
      ...{ ordered_at: at, look_at: at, round: 0, last_registration: 0, told: 0 },
    })
    .execute()
  return true
}

/** Whether anybody could be told anything: not of what is over. */
export function isNews(before: EventRecord, after: EventRecord, now: Date): boolean {
  const at = now.toISOString()
  const isOver = after.endsAt <= at && (before.endsAt <= at || after.document.status === 'published')
  return !isOver && newsFor(eventFacts(before), eventFacts(after), 'confirmed') !== null
}

/** Each person is told from what they last knew to what is now, so the new telling covers what the old has left. */
async function supersede(tx: Tx, eventId: number, at: string): Promise<void> {
  await tx.db
    .updateTable('tellings')
    .set({ done_at: at })
    .where('event_id', '=', eventId)
    .where('done_at', 'is', null)
    .execute()
}
