import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { Project } from './event.ts'

export type ProjectRecord = { id: number; project: Project; updatedAt: string }

export async function findProject(db: Kysely<Tables>, id: number): Promise<ProjectRecord | undefined> {
  const row = await db
    .selectFrom('projects')
    .select(['id', 'content', 'updated_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  // The document was written by import alone, after its checks.
  return row && { id: row.id, project: JSON.parse(row.content) as Project, updatedAt: row.updated_at }
}
