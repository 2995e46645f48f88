import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { record } from '../audit/record.ts'

/** Whether there is any sample event left. */
export async function hasSamples(db: Kysely<Tables>): Promise<boolean> {
  const row = await db
    .selectFrom('events')
    .select('id')
    .where('is_sample', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type RemovedSamples = {
  /** Slugs of what went */
  events: string[]
  projects: string[]
  /** Rows that went with them */
  registrations: number
  checkIns: number
  questions: number
  letters: number
  files: number
}

/**
 * Takes out the sample events with everything that came of them, and the sample projects that no event of
 * somebody's own belongs to. Events imported anew under a sample's slug are no samples any more and stay.
 * `doer`: the organizer who asks for it; absent: a command
 */
export function removeSamples(database: Database, doer?: { by: number; now: Date }): Promise<RemovedSamples> {
  return database.write(async (tx) => {
    const events = await tx.db
      .selectFrom('events')
      .select(['id', 'slug'])
      .where('is_sample', '=', 1)
      .orderBy('id')
      .execute()
    const ids = events.map(({ id }) => id)
    const around = await removeAround(tx, ids)
    await removeEvents(tx, ids)
    const projects = await removeProjects(tx)
    if (doer !== undefined && ids.length > 0) {
      const entry = { action: 'samples-removed', by: doer.by, eventId: null, subject: '' } as const
      await record(tx, { ...entry, before: { people: around.registrations } }, doer.now)
    }
    return {
      events: events.map(({ slug }) => slug),
      projects: projects.slugs,
      ...around,
      files: around.files + projects.files,
    }
  })
}

async function removeAround(tx: Tx, ids: readonly number[]) {
  const removed = { registrations: 0, checkIns: 0, questions: 0, letters: 0, files: 0 }
  for (const id of ids) {
    const registrations = tx.db.selectFrom('registrations').select('id').where('event_id', '=', id)
    const questions = tx.db.selectFrom('questions').select('id').where('event_id', '=', id)
    removed.letters += await count(
      tx.db
        .deleteFrom('outbox')
        .where((eb) =>
          eb.or([
            eb('event_id', '=', id),
            eb('registration_id', 'in', registrations),
            eb('question_id', 'in', questions),
          ]),
        ),
    )
    removed.checkIns += await count(
      tx.db.deleteFrom('check_ins').where('registration_id', 'in', registrations),
    )
    removed.registrations += await count(tx.db.deleteFrom('registrations').where('event_id', '=', id))
    removed.questions += await count(tx.db.deleteFrom('questions').where('event_id', '=', id))
    removed.files += await count(tx.db.deleteFrom('files').where('event_id', '=', id))
  }
  return removed
}

async function removeEvents(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    await tx.db.deleteFrom('organizer_roles').where('event_id', '=', id).execute()
    await tx.db.deleteFrom('letters').where('event_id', '=', id).execute()
    await tx.db.deleteFrom('session_places').where('event_id', '=', id).execute()
    await tx.db.deleteFrom('event_places').where('event_id', '=', id).execute()
    await tx.db.deleteFrom('events').where('id', '=', id).execute()
  }
}

async function removeProjects(tx: Tx): Promise<{ slugs: string[]; files: number }> {
  const inUse = tx.db.selectFrom('events').select('project_id').where('project_id', 'is not', null)
  const projects = await tx.db
    .selectFrom('projects')
    .select(['id', 'slug'])
    .where('is_sample', '=', 1)
    .where('id', 'not in', inUse)
    .orderBy('id')
    .execute()
  let files = 0
  for (const { id } of projects) {
    files += await count(tx.db.deleteFrom('files').where('project_id', '=', id))
    await tx.db.deleteFrom('projects').where('id', '=', id).execute()
  }
  return { slugs: projects.map(({ slug }) => slug), files }
}

type Deletion = { executeTakeFirst(): Promise<{ numDeletedRows: bigint }> }

async function count(deletion: Deletion): Promise<number> {
  return Number((await deletion.executeTakeFirst()).numDeletedRows)
}
