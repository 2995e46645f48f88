/** Files that organizers send before the event that they belong to is saved: kept for some days, for nobody else. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import type { FileBeside } from './file/files-beside.ts'

const keptMilliseconds = 3 * 24 * 60 * 60 * 1000
/** Of one organizer; whoever sends more has forgotten the first. */
const mostKept = 60

export type NewUpload = { organizerId: number; name: string; mediaType: string; body: Buffer }

/** Keeps a checked file and answers its number. */
export function keepUpload(database: Database, upload: NewUpload, now: Date): Promise<number> {
  const { organizerId, name, mediaType, body } = upload
  const sha256 = createHash('sha256').update(body).digest('hex')
  return database.write(async (tx) => {
    const { id } = await tx.db
      .insertInto('uploads')
      .values({
        ...{ organizer_id: organizerId, name, media_type: mediaType },
        ...{ sha256, body, uploaded_at: now.toISOString() },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const oldest = await tx.db
      .selectFrom('uploads')
      .select('id')
      .where('organizer_id', '=', organizerId)
      .orderBy('id', 'desc')
      .offset(mostKept)
      .limit(1)
      .executeTakeFirst()
    if (oldest !== undefined)
      await tx.db
        .deleteFrom('uploads')
        .where('organizer_id', '=', organizerId)
        .where('id', '<=', oldest.id)
        .execute()
    return id
  })
}

/** The file of that number, if this organizer has sent it. */
export async function keptUpload(
  db: Kysely<Tables>,
  organizerId: number,
  id: number,
): Promise<FileBeside | undefined> {
  const row = await db
    .selectFrom('uploads')
    .select(['name', 'media_type', 'sha256', 'body'])
    .where('id', '=', id)
    .where('organizer_id', '=', organizerId)
    .executeTakeFirst()
  return row && { name: row.name, mediaType: row.media_type, sha256: row.sha256, body: row.body }
}

/** Those that no event has taken in time. */
export async function forgetUploads(database: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptMilliseconds).toISOString()
  await database.write((tx) => tx.db.deleteFrom('uploads').where('uploaded_at', '<', before).execute())
  return 0
}
