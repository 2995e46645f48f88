/** All that an event is made of, as files: its own, those that it names, and its project's. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { EventRecord } from './event-record.ts'
import { eventFile } from './file/write-file.ts'
import { findProject } from './project-record.ts'

export type ArchivedFile = { name: string; body: Buffer }

/** The event file comes first; the others lie beside it under the names that it gives them. */
export async function eventArchive(db: Kysely<Tables>, event: EventRecord): Promise<ArchivedFile[]> {
  const found = event.projectId === null ? undefined : await findProject(db, event.projectId)
  const text = eventFile(event.document, found?.project ?? null)
  const rows = await db
    .selectFrom('files')
    .select(['name', 'body'])
    .where((is) => is.or([is('event_id', '=', event.id), is('project_id', '=', event.projectId)]))
    // One of the same name lies there once: the event's own.
    .orderBy((is) => is('event_id', 'is not', null), 'desc')
    .orderBy('name')
    .execute()
  const files = new Map(rows.toReversed().map(({ name, body }) => [name, body]))
  const beside = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, body]) => ({ name, body }))
  return [{ name: `${event.slug}.yaml`, body: Buffer.from(text) }, ...beside]
}
