/** Time, place and status of an event: what calendars hold of it, and what SEQUENCE counts the changes of. */
import type { Kysely, Selectable } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { EventsTable, Tables } from '../../database/tables.ts'
import type { EventDocument } from './event.ts'
import { eventColumns } from './event-columns.ts'
import { type EventRecord, eventRecord } from './event-record.ts'

export type EventFacts = Pick<EventDocument, 'status' | 'timezone' | 'starts' | 'ends' | 'venue'> & {
  startsAt: string
  endsAt: string
}

export type PastFacts = { eventId: number; sequence: number; until: string; facts: EventFacts }

export function eventFacts({ document, startsAt, endsAt }: EventRecord): EventFacts {
  const { status, timezone, starts, ends, venue } = document
  return { status, timezone, starts, ends, venue, startsAt, endsAt }
}

/** The event with time, place and status of another moment; its texts are those of now. */
export function withFacts(
  event: EventRecord,
  { startsAt, endsAt, ...facts }: EventFacts,
  sequence: number,
): EventRecord {
  return { ...event, sequence, startsAt, endsAt, document: { ...event.document, ...facts } }
}

/** The event as `document` would make it. */
export function revised(event: EventRecord, document: EventDocument): EventRecord {
  const { starts_at: startsAt, ends_at: endsAt } = eventColumns(document)
  return { ...event, document, startsAt, endsAt }
}

/** Keeps what is about to be replaced, in the transaction that replaces it. */
export async function keepPast(tx: Tx, known: Selectable<EventsTable>, until: string): Promise<void> {
  const facts = JSON.stringify(eventFacts(eventRecord(known)))
  await tx.db
    .insertInto('event_past')
    .values({ event_id: known.id, sequence: known.sequence, until, facts })
    .execute()
}

/** All that these events ever were, oldest first. */
export async function pastOf(db: Kysely<Tables>, eventIds: readonly number[]): Promise<PastFacts[]> {
  if (eventIds.length === 0) return []
  const rows = await db
    .selectFrom('event_past')
    .selectAll()
    .where('event_id', 'in', eventIds)
    .orderBy('event_id')
    .orderBy('sequence')
    .execute()
  // Written by `keepPast` alone.
  return rows.map(({ event_id: eventId, sequence, until, facts }) => ({
    ...{ eventId, sequence, until },
    facts: JSON.parse(facts) as EventFacts,
  }))
}
