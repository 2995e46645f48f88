import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { shortLatinName } from '../../platform/latin.ts'
import type { Project } from './event.ts'

export type ListedProject = { project: Project; updatedAt: string; isSample: boolean; events: number }

/** All projects, the latest first, each with how many events name it. */
export async function projectList(db: Kysely<Tables>): Promise<ListedProject[]> {
  const rows = await db
    .selectFrom('projects')
    .leftJoin('events', 'events.project_id', 'projects.id')
    .select(['projects.id', 'projects.content', 'projects.updated_at', 'projects.is_sample'])
    .select((of) => of.fn.count<number>('events.id').as('events'))
    .groupBy(['projects.id', 'projects.content', 'projects.updated_at', 'projects.is_sample'])
    .orderBy('projects.id', 'desc')
    .execute()
  return rows.map(({ content, updated_at, is_sample, events }) => ({
    // Written by `storeProject` alone.
    project: JSON.parse(content) as Project,
    updatedAt: updated_at,
    isSample: is_sample === 1,
    events: Number(events),
  }))
}

export async function projectNamed(
  db: Kysely<Tables>,
  slug: string,
): Promise<{ project: Project; updatedAt: string } | undefined> {
  const row = await db
    .selectFrom('projects')
    .select(['content', 'updated_at'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  // Written by `storeProject` alone.
  return row && { project: JSON.parse(row.content) as Project, updatedAt: row.updated_at }
}

/** A new project's name in files and addresses: made of its title, nobody else's at this moment. */
export async function freeProjectSlug(db: Kysely<Tables>, title: string, language: string): Promise<string> {
  const name = shortLatinName(title, language, 60, 'project')
  const wanted = name.length < 3 ? `project-${name}` : name
  const rows = await db.selectFrom('projects').select('slug').execute()
  const taken = new Set(rows.map(({ slug }) => slug))
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    if (!taken.has(slug)) return slug
  }
}
