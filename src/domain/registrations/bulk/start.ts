import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import { type AttendeeFilter, type Audience, among } from '../attendee-filter.ts'
import type { BulkAction } from './action.ts'

/** Those who were ticked, or all whom a filter lets in */
export type Chosen = { ids: readonly number[] } | { filter: AttendeeFilter }

const undoMilliseconds = 60 * 60 * 1000
const peopleAtOnce = 500

export type BulkOrder = { audience: Audience; chosen: Chosen; action: BulkAction; label: string; by: number }

/**
 * Writes down to whom something will be done, in pieces, before anything is. Answers the number of the undertaking; one
 * that is left half written is never begun.
 */
export async function startBulk(database: Database, order: BulkOrder, now: Date): Promise<number> {
  const { audience, chosen, action, label, by } = order
  const { eventId } = audience
  const id = await database.write(async ({ db }) => {
    const places = await db
      .selectFrom('event_places')
      .select('next_turn')
      .where('event_id', '=', eventId)
      .executeTakeFirst()
    const undo_until = new Date(now.getTime() + undoMilliseconds).toISOString()
    const row = await db
      .insertInto('bulk_actions')
      .values({
        event_id: eventId,
        organizer_id: by,
        action,
        label,
        state: 'choosing',
        started_at: now.toISOString(),
        finished_at: null,
        undo_until,
        people: 0,
        first_turn: (places?.next_turn ?? 0) + 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  })
  let people = 0
  for await (const ids of chosenIds(database.read, audience, chosen)) {
    people += ids.length
    const rows = ids.map((each) => ({
      action_id: id,
      registration_id: each,
      state: 'waiting' as const,
      reason: null,
      before: null,
    }))
    await database.write(({ db }) => db.insertInto('bulk_people').values(rows).execute())
  }
  await database.write(({ db }) =>
    db.updateTable('bulk_actions').set({ state: 'doing', people }).where('id', '=', id).execute(),
  )
  return id
}

/** In the order of registration: who came first is first to get a place. */
export async function* chosenIds(
  db: Kysely<Tables>,
  audience: Audience,
  chosen: Chosen,
): AsyncGenerator<readonly number[]> {
  for (let last = 0; ; ) {
    const rows = await chosenAfter(db, audience, chosen, last).select('registrations.id').execute()
    if (rows.length > 0) yield rows.map(({ id }) => id)
    if (rows.length < peopleAtOnce) return
    last = rows.at(-1)?.id ?? last
    await nextTurn()
  }
}

/** The next of them, as a query that wants its columns. */
export function chosenAfter(db: Kysely<Tables>, audience: Audience, chosen: Chosen, last: number) {
  const query = db
    .selectFrom('registrations')
    .where((is) => among(is, audience, 'filter' in chosen ? chosen.filter : {}))
    .where('registrations.id', '>', last)
    .orderBy('registrations.id')
    .limit(peopleAtOnce)
  return 'ids' in chosen ? query.where('registrations.id', 'in', chosen.ids) : query
}
