import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'

export type AttachedFile = { name: string; mediaType: string; sha256: string; body: Buffer }

/** A file of a published event, or of its project, by the name that the event file gave it. */
export async function attachedFile(
  db: Kysely<Tables>,
  slug: string,
  name: string,
): Promise<AttachedFile | undefined> {
  const event = await db
    .selectFrom('events')
    .select(['id', 'project_id'])
    .where('slug', '=', slug)
    .where('status', '!=', 'draft')
    .executeTakeFirst()
  if (event === undefined) return undefined
  const row = await db
    .selectFrom('files')
    .select(['name', 'media_type', 'sha256', 'body'])
    .where('name', '=', name)
    .where((is) => is.or([is('event_id', '=', event.id), is('project_id', '=', event.project_id)]))
    // An event's own file goes before its project's of the same name.
    .orderBy((is) => is('event_id', 'is not', null), 'desc')
    .executeTakeFirst()
  return row && { name: row.name, mediaType: row.media_type, sha256: row.sha256, body: row.body }
}
