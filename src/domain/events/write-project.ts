/** Projects that organizers write on a page; files bring theirs by `importFiles`. */
import type { Database, Tx } from '../../database/database.ts'
import { difference, record } from '../audit/record.ts'
import { allowedEverywhere } from '../organizers/permissions.ts'
import { inLanguage, type Project } from './event.ts'
import { freeProjectSlug } from './free-slug.ts'
import { keepOtherImportsOut } from './import-lock.ts'
import { projectOfNumber } from './project-of-number.ts'
import { projectFor, type StoredProject } from './projects.ts'
import { storeProject } from './store-project.ts'

export type WrittenProject =
  | { done: 'written'; slug: string }
  | { done: 'refused'; reason: 'unknown' | 'number-taken' }
  | { done: 'refused'; reason: 'changed'; stored: StoredProject }

/** Stores a project that was not there before, under a slug of its own. `project`: what `readProject` answered. */
export function createProject(
  database: Database,
  { project, by }: { project: Project; by: number },
  now: Date,
): Promise<WrittenProject> {
  return database.write(async (tx): Promise<WrittenProject> => {
    await keepOtherImportsOut(tx)
    if (!(await mayWrite(tx, by))) return { done: 'refused', reason: 'unknown' }
    if (await isTaken(tx, project.number, undefined)) return { done: 'refused', reason: 'number-taken' }
    const title = titleOf(project)
    const slug = await freeProjectSlug(tx.db, project.number ?? title.text, title.language)
    await storeProject(tx, { ...project, slug }, null, { now: now.toISOString(), samples: false })
    const { slug: _made, ...after } = project
    await record(tx, { action: 'project-created', by, eventId: null, subject: title.text, after }, now)
    return { done: 'written', slug }
  })
}

/** Stores what became of a project, unless somebody else saved it since it was in `basedOn`. */
export function changeProject(
  database: Database,
  { project, basedOn, by }: { project: Project; basedOn: string; by: number },
  now: Date,
): Promise<WrittenProject> {
  return database.write(async (tx): Promise<WrittenProject> => {
    await keepOtherImportsOut(tx)
    const { slug } = project
    const stored = await projectFor(tx.db, by, slug)
    if (stored === undefined) return { done: 'refused', reason: 'unknown' }
    if (stored.state !== basedOn) return { done: 'refused', reason: 'changed', stored }
    const isNumberNew = project.number !== stored.project.number
    if (isNumberNew && (await isTaken(tx, project.number, slug)))
      return { done: 'refused', reason: 'number-taken' }
    const changes = difference(stored.project, project)
    if (Object.keys({ ...changes.before, ...changes.after }).length === 0) return { done: 'written', slug }
    await storeProject(tx, project, null, { now: now.toISOString(), samples: false })
    const subject = titleOf(project).text
    await record(tx, { action: 'project-changed', by, eventId: null, subject, ...changes }, now)
    return { done: 'written', slug }
  })
}

async function mayWrite(tx: Tx, organizerId: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('organizers')
    .select('id')
    .where('id', '=', organizerId)
    .where(allowedEverywhere({ organizerId, right: 'create-event' }))
    .executeTakeFirst()
  return row !== undefined
}

/** Announcements find their project by its number, so two projects do not share one. */
async function isTaken(tx: Tx, number: string | undefined, own: string | undefined): Promise<boolean> {
  const known = number === undefined ? undefined : await projectOfNumber(tx.db, number)
  return known !== undefined && known !== own
}

function titleOf({ title, language }: Project): { text: string; language: string } {
  return inLanguage(title, language, language)
}
