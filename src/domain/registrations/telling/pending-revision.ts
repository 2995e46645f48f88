/** A change that an organizer has written, kept until they have seen its consequences and said yes. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import type { EventDocument } from '../../events/event.ts'
import type { FileWish } from '../../events/store-files.ts'
import type { Revision } from '../revise-event.ts'

export type PendingRevision = Pick<Revision, 'eventId' | 'basedOn' | 'document' | 'files' | 'by'> & {
  /** What the form held, in a way that the form knows; null where nothing was typed */
  form: string | null
}

const keptMilliseconds = 2 * 24 * 60 * 60 * 1000

/** Answers the name under which it is kept for its organizer. */
export function keepRevision(database: Database, revision: PendingRevision, now: Date): Promise<string> {
  const id = randomUUID()
  return database.write(async (tx) => {
    await forgetOld(tx, now)
    await tx.db
      .insertInto('pending_revisions')
      .values({
        id,
        event_id: revision.eventId,
        organizer_id: revision.by,
        based_on: revision.basedOn,
        document: JSON.stringify(revision.document),
        form: revision.form,
        keeps_files: revision.files === null ? 1 : 0,
        created_at: now.toISOString(),
      })
      .execute()
    for (const file of revision.files ?? []) await keepFile(tx, id, file)
    return id
  })
}

async function keepFile(tx: Tx, revisionId: string, file: FileWish): Promise<void> {
  const content =
    'stays' in file
      ? { media_type: null, sha256: null, body: null }
      : { media_type: file.mediaType, sha256: file.sha256, body: file.body }
  await tx.db
    .insertInto('pending_files')
    .values({ revision_id: revisionId, name: file.name, ...content })
    .execute()
}

/** For the organizer who wrote it, and nobody else. */
export async function pendingRevision(
  db: Kysely<Tables>,
  { eventId, by }: Pick<PendingRevision, 'eventId' | 'by'>,
  id: string,
): Promise<PendingRevision | undefined> {
  const row = await db
    .selectFrom('pending_revisions')
    .selectAll()
    .where('id', '=', id)
    .where('event_id', '=', eventId)
    .where('organizer_id', '=', by)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    ...{ eventId, by, basedOn: row.based_on, form: row.form },
    // Written by `keepRevision` alone.
    document: JSON.parse(row.document) as EventDocument,
    files: row.keeps_files === 1 ? null : await filesOf(db, id),
  }
}

async function filesOf(db: Kysely<Tables>, id: string): Promise<FileWish[]> {
  const rows = await db.selectFrom('pending_files').selectAll().where('revision_id', '=', id).execute()
  return rows.map(({ name, media_type: mediaType, sha256, body }) =>
    mediaType === null || sha256 === null || body === null
      ? { name, stays: true }
      : { name, mediaType, sha256, body },
  )
}

/** Once it has been carried out. */
export function dropRevision(database: Database, id: string): Promise<void> {
  return database.write(async (tx) => {
    await tx.db.deleteFrom('pending_files').where('revision_id', '=', id).execute()
    await tx.db.deleteFrom('pending_revisions').where('id', '=', id).execute()
  })
}

async function forgetOld(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptMilliseconds).toISOString()
  await tx.db.deleteFrom('pending_revisions').where('created_at', '<', before).execute()
}
