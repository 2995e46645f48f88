import type { Database, Tx } from '../../database/database.ts'
import { difference, record } from '../audit/record.ts'
import type { Project } from './event.ts'
import { keepOtherImportsOut } from './import-lock.ts'
import { storeProject } from './store-project.ts'

export type ProjectWish = {
  /** Checked: what `readProject` answered */
  project: Project
  /** When it was last changed as the organizer saw it; null: it is new */
  basedOn: string | null
  by: number
}

export type ProjectWritten =
  | { done: 'written' | 'unchanged' }
  /** `changed`: somebody else wrote it meanwhile */
  | { done: 'refused'; reason: 'slug-taken' | 'unknown' | 'changed' }

/** Stores a project that an organizer has written; its logos stay as they are, and pages of its events show it at once. */
export function writeProject(
  database: Database,
  { project, basedOn, by }: ProjectWish,
  now: Date,
): Promise<ProjectWritten> {
  return database.write(async (tx): Promise<ProjectWritten> => {
    await keepOtherImportsOut(tx)
    const known = await stored(tx, project.slug)
    if (basedOn === null && known !== undefined) return { done: 'refused', reason: 'slug-taken' }
    if (basedOn !== null && known === undefined) return { done: 'refused', reason: 'unknown' }
    if (known !== undefined && known.updatedAt !== basedOn) return { done: 'refused', reason: 'changed' }
    const changed = difference(known?.project ?? {}, project)
    if (Object.keys(changed.after).length + Object.keys(changed.before).length === 0)
      return { done: 'unchanged' }
    await storeProject(tx, project, null, { now: now.toISOString(), samples: false })
    const { before, after } = changed
    const states = known === undefined ? { after: said(project) } : { before, after }
    const entry = { action: 'project-written', by, eventId: null, subject: project.slug } as const
    await record(tx, { ...entry, ...states }, now)
    return { done: 'written' }
  })
}

async function stored(tx: Tx, slug: string) {
  const row = await tx.db
    .selectFrom('projects')
    .select(['content', 'updated_at'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  // Written by `storeProject` alone.
  return row && { project: JSON.parse(row.content) as Project, updatedAt: row.updated_at }
}

function said({ title, number, funder }: Project) {
  return { title, ...(number === undefined ? {} : { number }), ...(funder === undefined ? {} : { funder }) }
}
