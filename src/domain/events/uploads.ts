/** Files that organizers send before the event that they belong to is saved: kept for some days, for nobody else. */
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import type { FileBeside } from './file/files-beside.ts'

const keptMilliseconds = 3 * 24 * 60 * 60 * 1000
/** Of one organizer; whoever sends more has forgotten the first. */
const mostKept = 60

export type NewUpload = {
  organizerId: number
  /** As it would be called, without its extension */
  called: string
  extension: string
  /** Names that the event has for other files */
  taken: ReadonlySet<unknown>
  mediaType: string
  body: Buffer
}

/** Keeps a checked file; answers its number, and the name that is nobody else's: two may write on the same event. */
export function keepUpload(
  database: Database,
  upload: NewUpload,
  now: Date,
): Promise<{ id: number; name: string }> {
  const { organizerId, mediaType, body } = upload
  const sha256 = createHash('sha256').update(body).digest('hex')
  return database.write(async (tx) => {
    if (tx.dialect === 'postgres') await sql`lock table uploads in share row exclusive mode`.execute(tx.db)
    const name = await freeName(tx, upload)
    const { id } = await tx.db
      .insertInto('uploads')
      .values({
        ...{ organizer_id: organizerId, name, media_type: mediaType },
        ...{ sha256, body, uploaded_at: now.toISOString() },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await forgetOldest(tx, organizerId)
    return { id, name }
  })
}

async function freeName(tx: Tx, { called, extension, taken }: NewUpload): Promise<string> {
  const rows = await tx.db.selectFrom('uploads').select('name').where('name', 'like', `${called}%`).execute()
  const others = new Set(rows.map(({ name }) => name))
  let number = 2
  let found = `${called}.${extension}`
  while (taken.has(found) || others.has(found)) found = `${called}-${number++}.${extension}`
  return found
}

async function forgetOldest(tx: Tx, organizerId: number): Promise<void> {
  const oldest = await tx.db
    .selectFrom('uploads')
    .select('id')
    .where('organizer_id', '=', organizerId)
    .orderBy('id', 'desc')
    .offset(mostKept)
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined) return
  await tx.db
    .deleteFrom('uploads')
    .where('organizer_id', '=', organizerId)
    .where('id', '<=', oldest.id)
    .execute()
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
