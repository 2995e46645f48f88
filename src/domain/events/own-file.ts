import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { AttachedFile } from './attached-file.ts'

/** A file of an event or of its project, whatever the state of the event: for those who may work on it. */
export async function ownFile(
  db: Kysely<Tables>,
  event: { id: number; projectId: number | null },
  name: string,
): Promise<AttachedFile | undefined> {
  const row = await db
    .selectFrom('files')
    .select(['id', 'name', 'media_type', 'sha256', 'body'])
    .where('name', '=', name)
    .where((is) => is.or([is('event_id', '=', event.id), is('project_id', '=', event.projectId)]))
    // An event's own file goes before its project's of the same name.
    .orderBy((is) => is('event_id', 'is not', null), 'desc')
    .executeTakeFirst()
  return row && { id: row.id, name: row.name, mediaType: row.media_type, sha256: row.sha256, body: row.body }
}
