import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { FileBeside } from './file/files-beside.ts'

export type AttachedFile = { id: number; name: string; mediaType: string; sha256: string; body: Buffer }

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
    .select(['id', 'name', 'media_type', 'sha256', 'body'])
    .where('name', '=', name)
    .where((is) => is.or([is('event_id', '=', event.id), is('project_id', '=', event.project_id)]))
    // An event's own file goes before its project's of the same name.
    .orderBy((is) => is('event_id', 'is not', null), 'desc')
    .executeTakeFirst()
  return row && { id: row.id, name: row.name, mediaType: row.media_type, sha256: row.sha256, body: row.body }
}

/** All files that an event brought itself. */
export async function attachedFiles(db: Kysely<Tables>, eventId: number): Promise<FileBeside[]> {
  const rows = await db
    .selectFrom('files')
    .select(['name', 'media_type', 'sha256', 'body'])
    .where('event_id', '=', eventId)
    .orderBy('name')
    .execute()
  return rows.map(({ media_type: mediaType, ...file }) => ({ ...file, mediaType }))
}

export type AttachedPicture = Omit<AttachedFile, 'body'>

/** The pictures of an event and its project, without what they hold; an event's own come last. */
export function attachedPictures(
  db: Kysely<Tables>,
  event: { id: number; projectId: number | null },
): Promise<AttachedPicture[]> {
  return db
    .selectFrom('files')
    .select(['id', 'name', 'media_type as mediaType', 'sha256'])
    .where('media_type', 'like', 'image/%')
    .where((is) => is.or([is('event_id', '=', event.id), is('project_id', '=', event.projectId)]))
    .orderBy((is) => is('event_id', 'is not', null))
    .execute()
}

/** What a file holds; `undefined` when it has gone meanwhile. */
export async function fileBody(db: Kysely<Tables>, id: number): Promise<Buffer | undefined> {
  const row = await db.selectFrom('files').select('body').where('id', '=', id).executeTakeFirst()
  return row?.body
}
