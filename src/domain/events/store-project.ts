import type { Tx } from '../../database/database.ts'
import type { Project } from './event.ts'
import type { FileBeside } from './file/files-beside.ts'
import { storeWordsOfProject } from './finding/store-words.ts'
import { storeFiles } from './store-files.ts'

export type Stamp = { now: string; samples: boolean }

/** Inserts or updates a project. Pages of its events show it, so they get a new version when it changes. */
export async function storeProject(
  tx: Tx,
  project: Project,
  /** Null: those that it has stay */
  files: readonly FileBeside[] | null,
  stamp: Stamp,
): Promise<void> {
  const content = JSON.stringify(project)
  const known = await tx.db
    .selectFrom('projects')
    .select(['id', 'content', 'is_sample'])
    .where('slug', '=', project.slug)
    .executeTakeFirst()
  const id = known?.id ?? (await insert(tx, project.slug, content, stamp))
  const filesChanged = files !== null && (await storeFiles(tx, { column: 'project_id', id }, files)).isChanged
  if (known === undefined) return
  const isSample = stamp.samples ? known.is_sample : 0
  if (content === known.content && isSample === known.is_sample && !filesChanged) return
  await tx.db
    .updateTable('projects')
    .set({ content, is_sample: isSample, updated_at: stamp.now })
    .where('id', '=', id)
    .execute()
  await tx.db
    .updateTable('events')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: stamp.now }))
    .where('project_id', '=', id)
    .execute()
  await storeWordsOfProject(tx, id)
}

async function insert(tx: Tx, slug: string, content: string, { now, samples }: Stamp): Promise<number> {
  const { id } = await tx.db
    .insertInto('projects')
    .values({ slug, content, is_sample: samples ? 1 : 0, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
