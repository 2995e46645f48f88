import type { Tx } from '../../database/database.ts'
import type { FileBeside } from './file/files-beside.ts'

export type FileOwner = { column: 'event_id' | 'project_id'; id: number }

/** A file of this name that the owner has already */
export type StayingFile = { name: string; stays: true }

export type FileWish = FileBeside | StayingFile

/** Makes these the owner's files, no more and no fewer. */
export async function storeFiles(
  tx: Tx,
  owner: FileOwner,
  files: readonly FileWish[],
): Promise<{ isChanged: boolean; missing: string[] }> {
  const stored = await tx.db
    .selectFrom('files')
    .select(['id', 'name', 'media_type', 'sha256'])
    .where(owner.column, '=', owner.id)
    .execute()
  const same = (row: (typeof stored)[number], file: FileWish) =>
    row.name === file.name &&
    ('stays' in file || (row.sha256 === file.sha256 && row.media_type === file.mediaType))
  const gone = stored.filter((row) => !files.some((file) => same(row, file)))
  const added = files.filter((file) => !stored.some((row) => same(row, file)))
  for (const { id } of gone) await tx.db.deleteFrom('files').where('id', '=', id).execute()
  const coming = added.filter((file): file is FileBeside => !('stays' in file))
  for (const file of coming) await insert(tx, owner, file)
  return {
    isChanged: gone.length + coming.length > 0,
    missing: added.filter((file) => 'stays' in file).map(({ name }) => name),
  }
}

async function insert(tx: Tx, owner: FileOwner, file: FileBeside): Promise<void> {
  await tx.db
    .insertInto('files')
    .values({
      event_id: owner.column === 'event_id' ? owner.id : null,
      project_id: owner.column === 'project_id' ? owner.id : null,
      name: file.name,
      media_type: file.mediaType,
      size: file.body.length,
      sha256: file.sha256,
      body: file.body,
    })
    .execute()
}
