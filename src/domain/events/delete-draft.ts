import type { Database, Tx } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import { findEventById } from './event-record.ts'

export type DraftDeleted =
  | { done: 'deleted' }
  /** `people`: somebody is registered, or has asked something */
  | { done: 'refused'; reason: 'unknown' | 'published' | 'people' }

/** Deletes an event that nobody but organizers has seen, with its files and letters not yet sent. It does not come back. */
export function deleteDraft(
  database: Database,
  eventId: number,
  by: number,
  now: Date,
): Promise<DraftDeleted> {
  return database.write(async (tx): Promise<DraftDeleted> => {
    // Taken first, so that whoever publishes it or registers at this moment comes before or after, and never between.
    await tx.db
      .updateTable('event_places')
      .set((is) => ({ taken: is.ref('taken') }))
      .where('event_id', '=', eventId)
      .execute()
    const event = await findEventById(tx.db, eventId)
    if (event === undefined) return { done: 'refused', reason: 'unknown' }
    if (event.document.status !== 'draft') return { done: 'refused', reason: 'published' }
    if (await hasPeople(tx, eventId)) return { done: 'refused', reason: 'people' }
    await tx.db.deleteFrom('letters').where('event_id', '=', eventId).execute()
    await tx.db.deleteFrom('outbox').where('event_id', '=', eventId).where('state', '=', 'waiting').execute()
    // The rest goes with it.
    await tx.db.deleteFrom('events').where('id', '=', eventId).execute()
    const before = { title: Object.values(event.document.title)[0] ?? '', starts: event.document.starts }
    await record(tx, { action: 'event-deleted', by, eventId: null, subject: event.slug, before }, now)
    return { done: 'deleted' }
  })
}

async function hasPeople(tx: Tx, eventId: number): Promise<boolean> {
  const registered = await tx.db
    .selectFrom('registrations')
    .select('id')
    .where('event_id', '=', eventId)
    .limit(1)
    .executeTakeFirst()
  if (registered !== undefined) return true
  const asked = await tx.db
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .limit(1)
    .executeTakeFirst()
  return asked !== undefined
}
