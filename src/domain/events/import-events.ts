import type { Database, Tx } from '../../database/database.ts'
import type { EventRecord } from './event-record.ts'
import type { Entries } from './file/entries.ts'
import { entriesOf } from './file/entries.ts'
import type { Problem } from './file/mistake.ts'
import { shown } from './file/mistake.ts'
import { readEventFile } from './file/read-files.ts'
import { keepOtherImportsOut } from './import-lock.ts'
import { storeEvent } from './store-event.ts'
import { storeProject } from './store-project.ts'

/** What is to happen in the same transaction, decided by rooms above this one. */
export type ImportHooks = {
  /** A published event's places may have become more: those who wait may move up. */
  onPlacesChanged(tx: Tx, eventId: number): Promise<void>
  /** Another time, place or status came: whoever is registered is told. Answers what the organizer should know of it. */
  onMoved?(tx: Tx, before: EventRecord): Promise<readonly string[]>
}

export type Imported =
  /** `notices`: what an organizer should know although all went well, a sentence each, `SLUG: …`. */
  { done: 'imported'; slugs: string[]; notices: string[] } | { done: 'refused'; problems: Problem[] }

export type ImportOptions = {
  /** Marks what is stored as samples. */
  samples?: boolean
  /** May change the text of a file before it is parsed. */
  prepare?(text: string): string
}

/**
 * Stores the projects and events of these files, all of them in one transaction or, when anything is wrong in
 * any file, none; then the answer holds every mistake of every file. A slug that exists is updated.
 */
export async function importFiles(
  database: Database,
  paths: readonly string[],
  now: Date,
  hooks: ImportHooks,
  options: ImportOptions = {},
): Promise<Imported> {
  const entries: Entries = { projects: [], events: [], problems: [] }
  for (const path of paths) append(entries, await entriesOf(await readEventFile(path, options.prepare)))
  const problems = [...problemsOf(entries), ...(await unknownProjects(database, entries))]
  if (problems.length > 0) return { done: 'refused', problems }
  return database.write((tx) => store(tx, entries, now, hooks, options.samples ?? false))
}

function append(all: Entries, more: Entries): void {
  all.projects.push(...more.projects)
  all.events.push(...more.events)
  all.problems.push(...more.problems)
}

function problemsOf({ projects, events, problems }: Entries): Problem[] {
  return [
    ...problems,
    ...[...projects, ...events].flatMap((entry) => entry.problems),
    ...repeatedSlugs(projects, 'project'),
    ...repeatedSlugs(events, 'event'),
  ]
}

function repeatedSlugs(entries: Entries['projects' | 'events'], what: string): Problem[] {
  const first = new Map<unknown, Problem>()
  return entries.flatMap((entry) => {
    const slug = entry.written('slug')
    const here = entry.problemAt(['slug'], '')
    const before = first.get(slug)
    if (before === undefined) first.set(slug, here)
    if (before === undefined || typeof slug !== 'string') return []
    return [
      { ...here, cause: `${shown(slug)} is the slug of another ${what}: ${before.file}: ${before.path}` },
    ]
  })
}

async function unknownProjects(database: Database, { projects, events }: Entries): Promise<Problem[]> {
  const stored = await database.read.selectFrom('projects').select('slug').execute()
  const known = new Set<unknown>([
    ...stored.map(({ slug }) => slug),
    ...projects.map((entry) => entry.written('slug')),
  ])
  return events.flatMap((entry) => {
    const slug = entry.written('project')
    if (typeof slug !== 'string' || known.has(slug)) return []
    const cause = `there is no project ${shown(slug)}, neither in these files nor in the database`
    return [entry.problemAt(['project'], cause)]
  })
}

async function store(
  tx: Tx,
  { projects, events }: Entries,
  now: Date,
  hooks: ImportHooks,
  samples: boolean,
): Promise<Imported> {
  await keepOtherImportsOut(tx)
  const stamp = { now: now.toISOString(), samples }
  for (const { document, files } of projects) if (document) await storeProject(tx, document, files, stamp)
  const notices = [...projects, ...events].flatMap((entry) => entry.notices)
  const problems: Problem[] = []
  for (const { document, files, problemAt } of events) {
    if (document === undefined) continue
    const stored = await storeEvent(tx, document, files, stamp)
    notices.push(...stored.notices)
    problems.push(...stored.mistakes.map(({ path, cause }) => problemAt(path, cause)))
    if (stored.mayMoveUp) await hooks.onPlacesChanged(tx, stored.id)
    if (stored.moved !== null && !samples) notices.push(...((await hooks.onMoved?.(tx, stored.moved)) ?? []))
  }
  if (problems.length > 0) return tx.refuse({ done: 'refused', problems })
  const slugs = [...projects, ...events].flatMap(({ document }) => document?.slug ?? [])
  return { done: 'imported', slugs, notices }
}
