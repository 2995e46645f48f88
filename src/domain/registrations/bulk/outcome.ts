/** What has become of something that was done to many. */
import type { Kysely, Selectable } from 'kysely'
import type { BulkActionsTable, BulkPeopleTable, Tables } from '../../../database/tables.ts'
import { type Audience, among } from '../attendee-filter.ts'

export type Left = { name: string; reference: string; reason: string }

export type Outcome = {
  action: Selectable<BulkActionsTable>
  counts: Readonly<Record<BulkPeopleTable['state'], number>>
  /** Some of those to whom nothing was done, or for whom it could not be undone */
  left: readonly Left[]
}

export const mostLeftShown = 200

export async function bulkOutcome(
  db: Kysely<Tables>,
  audience: Audience,
  id: number,
): Promise<Outcome | undefined> {
  const action = await db
    .selectFrom('bulk_actions')
    .selectAll()
    .where('id', '=', id)
    .where('event_id', '=', audience.eventId)
    .executeTakeFirst()
  if (action === undefined) return undefined
  const rows = await db
    .selectFrom('bulk_people')
    .select(['state', (of) => of.fn.countAll<number>().as('people')])
    .where('action_id', '=', id)
    .groupBy('state')
    .execute()
  const counts = { waiting: 0, done: 0, skipped: 0, undone: 0, kept: 0 }
  for (const { state, people } of rows) counts[state] = people
  return { action, counts, left: await leftOf(db, audience, id) }
}

async function leftOf(db: Kysely<Tables>, audience: Audience, id: number): Promise<Left[]> {
  const rows = await db
    .selectFrom('bulk_people')
    .innerJoin('registrations', 'registrations.id', 'bulk_people.registration_id')
    .select(['registrations.name', 'registrations.reference', 'bulk_people.reason'])
    .where('action_id', '=', id)
    .where('bulk_people.state', 'in', ['skipped', 'kept'])
    .where((is) => among(is, audience, {}))
    .orderBy('registration_id')
    .limit(mostLeftShown)
    .execute()
  return rows.map(({ name, reference, reason }) => ({ name, reference, reason: reason ?? 'failed' }))
}

/** What was last done to many and can still be taken back, and for how many; undefined where nothing is. */
export async function lastUndoable(db: Kysely<Tables>, eventId: number, now: Date) {
  const last = await db
    .selectFrom('bulk_actions')
    .select(['id', 'action', 'label'])
    .where('event_id', '=', eventId)
    .where('state', '=', 'done')
    .where('undo_until', '>', now.toISOString())
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('bulk_people')
          .select('action_id')
          .whereRef('bulk_people.action_id', '=', 'bulk_actions.id')
          .where('bulk_people.state', '=', 'done'),
      ),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return undefined
  const { people } = await db
    .selectFrom('bulk_people')
    .select(({ fn }) => fn.countAll().as('people'))
    .where('action_id', '=', last.id)
    .where('state', '=', 'done')
    .executeTakeFirstOrThrow()
  return { ...last, people: Number(people) }
}
