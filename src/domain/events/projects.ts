/** The projects of the site, for those who may write them. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { allowedEverywhere } from '../organizers/permissions.ts'
import type { Project } from './event.ts'

export type StoredProject = {
  project: Project
  isSample: boolean
  /** How many events name it */
  events: number
  /** Another as soon as anything of the project is */
  state: string
}

/** The latest first. A project may stand behind any event, so whoever writes one answers for events to come. */
export async function projectsFor(db: Kysely<Tables>, organizerId: number): Promise<StoredProject[]> {
  return (await rows(db, organizerId).execute()).map(stored)
}

export async function projectFor(
  db: Kysely<Tables>,
  organizerId: number,
  slug: string,
): Promise<StoredProject | undefined> {
  const row = await rows(db, organizerId).where('slug', '=', slug).executeTakeFirst()
  return row && stored(row)
}

function rows(db: Kysely<Tables>, organizerId: number) {
  return db
    .selectFrom('projects')
    .select(['content', 'is_sample'])
    .select((from) =>
      from
        .selectFrom('events')
        .select((is) => is.fn.countAll().as('n'))
        .whereRef('events.project_id', '=', 'projects.id')
        .as('events'),
    )
    .where(allowedEverywhere({ organizerId, right: 'create-event' }))
    .orderBy('projects.id', 'desc')
}

type Row = { content: string; is_sample: number; events: unknown }

function stored({ content, is_sample, events }: Row): StoredProject {
  const state = createHash('sha256').update(content).digest('base64url').slice(0, 22)
  // Written by `storeProject` alone; PostgreSQL answers counts as text.
  return { project: JSON.parse(content) as Project, isSample: is_sample === 1, events: Number(events), state }
}
