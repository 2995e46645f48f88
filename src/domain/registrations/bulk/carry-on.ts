/** Does and undoes, person by person, what was written down; whoever finds it half done goes on with it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { BulkActionsTable, BulkPeopleTable } from '../../../database/tables.ts'
import type { BulkAction, SkipReason } from './action.ts'
import { changeLabel, doOneIn } from './do-one.ts'
import { type Before, restoreIn } from './restore.ts'

type Action = Selectable<BulkActionsTable>
type PersonState = BulkPeopleTable['state']

const peopleAtOnce = 20

/** Until all is done or the time is up; the rest is left to whoever comes next. */
export async function carryOnBulk(
  database: Database,
  id: number,
  now: Date,
  mostMilliseconds = Number.POSITIVE_INFINITY,
): Promise<void> {
  const until = performance.now() + mostMilliseconds
  while (performance.now() < until) {
    const action = await database.read
      .selectFrom('bulk_actions')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    if (action === undefined || (action.state !== 'doing' && action.state !== 'undoing')) return
    const from = action.state === 'doing' ? 'waiting' : 'done'
    const people = await nextPeople(database, id, from)
    if (people.length === 0) return finish(database, action, now)
    await treatAll(database, action, people, now)
    await nextTurn()
  }
}

/** For a job: whatever a stopped program left, and what takes longer than a page may. */
export async function carryOnAllBulk(database: Database, now: Date): Promise<number> {
  const open = await database.read
    .selectFrom('bulk_actions')
    .select('id')
    .where('state', 'in', ['doing', 'undoing'])
    .execute()
  for (const { id } of open) await carryOnBulk(database, id, now)
  return open.length
}

function nextPeople(database: Database, id: number, state: PersonState): Promise<number[]> {
  return (
    database.read
      .selectFrom('bulk_people')
      .select('registration_id')
      .where('action_id', '=', id)
      .where('state', '=', state)
      // Undone from the end: whoever was put on the list leaves it before the places of those in front become free.
      .orderBy('registration_id', state === 'done' ? 'desc' : 'asc')
      .limit(peopleAtOnce)
      .execute()
      .then((rows) => rows.map((row) => row.registration_id))
  )
}

/** In the order of registration. SQLite keeps it by itself, and gathers those who come together into one commit. */
async function treatAll(
  database: Database,
  action: Action,
  people: readonly number[],
  now: Date,
): Promise<void> {
  if (database.dialect === 'sqlite') {
    await Promise.all(people.map((person) => treat(database, action, person, now)))
    return
  }
  for (const person of people) await treat(database, action, person, now)
}

type Treated = { done: string } | { done: 'refused'; reason: SkipReason }

/** One person in one transaction, so that a fault with one stops none of the others. */
async function treat(database: Database, action: Action, person: number, now: Date): Promise<void> {
  const refused = await database
    .write((tx) =>
      action.state === 'doing' ? doIn(tx, action, person, now) : undoIn(tx, action, person, now),
    )
    .then((done: Treated) => ('reason' in done ? done.reason : null))
    .catch((): SkipReason => 'failed')
  if (refused === null) return
  const [from, to] =
    action.state === 'doing' ? (['waiting', 'skipped'] as const) : (['done', 'kept'] as const)
  await database.write((tx) => turn(tx, action, person, from, { state: to, reason: refused }))
}

async function doIn(tx: Tx, action: Action, person: number, now: Date): Promise<Treated> {
  // Changing the line first keeps others from doing the same until this is committed.
  if (!(await turn(tx, action, person, 'waiting', { state: 'done' }))) return { done: 'by somebody else' }
  const { label, organizer_id: by, first_turn: firstTurn } = action
  // Written by `startBulk` alone.
  const doing = { action: action.action as BulkAction, label, by, firstTurn }
  const done = await doOneIn(tx, person, doing, now)
  if (done.done === 'refused') return tx.refuse(done)
  await turn(tx, action, person, 'done', { before: JSON.stringify(done.before) })
  return { done: 'done' }
}

async function undoIn(tx: Tx, action: Action, person: number, now: Date): Promise<Treated> {
  const line = await turn(tx, action, person, 'done', { state: 'undone' })
  if (line === null) return { done: 'by somebody else' }
  const { organizer_id: by, label, event_id } = action
  if (action.action === 'label' || action.action === 'unlabel') {
    const row = await tx.db
      .selectFrom('registrations')
      .select('reference')
      .where('id', '=', person)
      .executeTakeFirst()
    const isWanted = action.action === 'unlabel'
    const about = { id: person, event_id, reference: row?.reference ?? '' }
    await changeLabel(tx, about, { label, isWanted, by }, now)
    return { done: 'undone' }
  }
  // Written by `doIn` alone, for everybody to whom something was done.
  const restored = await restoreIn(tx, person, JSON.parse(line.before ?? '{}') as Before, by, now)
  return restored.done === 'refused' ? tx.refuse(restored) : restored
}

/** Null: the line no longer stands so. */
async function turn(
  tx: Tx,
  { id }: Action,
  person: number,
  from: PersonState,
  to: Partial<Pick<BulkPeopleTable, 'state' | 'reason' | 'before'>>,
): Promise<{ before: string | null } | null> {
  const line = await tx.db
    .updateTable('bulk_people')
    .set(to)
    .where('action_id', '=', id)
    .where('registration_id', '=', person)
    .where('state', '=', from)
    .returning('before')
    .executeTakeFirst()
  return line ?? null
}

async function finish(database: Database, { id, state }: Action, now: Date): Promise<void> {
  const to = state === 'doing' ? 'done' : 'undone'
  await database.write(({ db }) =>
    db
      .updateTable('bulk_actions')
      .set({ state: to, finished_at: now.toISOString() })
      .where('id', '=', id)
      .where('state', '=', state)
      .execute(),
  )
}

export type Undoing = { done: 'undoing' } | { done: 'refused'; reason: 'unknown' | 'too-late' | 'busy' }

/** From now on `carryOnBulk` gives everybody back what they had. */
export function undoBulk(database: Database, eventId: number, id: number, now: Date): Promise<Undoing> {
  return database.write(async (tx): Promise<Undoing> => {
    const action = await tx.db
      .selectFrom('bulk_actions')
      .selectAll()
      .where('id', '=', id)
      .where('event_id', '=', eventId)
      .executeTakeFirst()
    if (action === undefined) return { done: 'refused', reason: 'unknown' }
    if (action.state !== 'done') return { done: 'refused', reason: 'busy' }
    if (action.undo_until <= now.toISOString()) return { done: 'refused', reason: 'too-late' }
    await tx.db
      .updateTable('bulk_actions')
      .set({ state: 'undoing' })
      .where('id', '=', id)
      .where('state', '=', 'done')
      .execute()
    return { done: 'undoing' }
  })
}
