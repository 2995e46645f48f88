/** Brings the list of people up to date with the registrations. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { PeopleListTable } from '../../../database/tables.ts'
import { type EventRecord, eventRecord } from '../../events/event-record.ts'
import type { RegistrationRow } from '../registration-record.ts'
import { type Entry, entryOf } from './entry.ts'
import { type Bits, countPeople } from './facet-bits.ts'
import { facetText, type Standing, traitsOf } from './facets.ts'
import { keysOf, tokenOf } from './search-keys.ts'

/** Some milliseconds of work, so that others are answered in between */
const changesAtOnce = 50

/** Any fixed number, the same in every process: names the lock of whoever fills the list. */
const listLock = 7_283_910

/**
 * Takes up what has changed until nothing is left or the time is up. Whoever registers only leaves a mark (a trigger
 * does), so that nobody waits for the list. Answers whether all is done.
 */
export async function fillList(
  database: Database,
  mostMilliseconds = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const until = performance.now() + mostMilliseconds
  while (await anyChange(database)) {
    if (performance.now() > until) return false
    await database.write(takeUp)
    await nextTurn()
  }
  return true
}

/** For a job: gives way to people who register, nine parts of the time to one. Answers nothing that concerns letters. */
export async function keepListFilled(database: Database): Promise<number> {
  const until = performance.now() + 100
  while (performance.now() < until && (await anyChange(database))) {
    await database.write(takeUp)
    await nextTurn()
  }
  return 0
}

async function anyChange(database: Database): Promise<boolean> {
  const row = await database.read.selectFrom('people_changed').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

async function takeUp(tx: Tx): Promise<void> {
  // Two at once could each write what they read before the other did. SQLite has one writer anyway.
  if (tx.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${listLock})`.execute(tx.db)
  const changes = await tx.db
    .selectFrom('people_changed')
    .selectAll()
    .orderBy('id')
    .limit(changesAtOnce)
    .execute()
  if (changes.length === 0) return
  const ids = [...new Set(changes.map((change) => change.registration_id))]
  const entries = await entriesOf(tx, ids)
  const bits = await countPeople(tx, await takeOut(tx, ids), entries)
  await putIn(tx, entries, bits)
  await tx.db
    .deleteFrom('people_changed')
    .where(
      'id',
      'in',
      changes.map(({ id }) => id),
    )
    .execute()
}

async function entriesOf(tx: Tx, ids: readonly number[]): Promise<Entry[]> {
  const rows = await tx.db.selectFrom('registrations').selectAll().where('id', 'in', ids).execute()
  if (rows.length === 0) return []
  const events = await eventsOf(tx, rows)
  const labels = await tx.db
    .selectFrom('person_labels')
    .selectAll()
    .where('registration_id', 'in', ids)
    .execute()
  const arrived = await personIds(
    tx.db.selectFrom('check_ins').select('registration_id').where('registration_id', 'in', ids),
  )
  const failed = await personIds(
    tx.db
      .selectFrom('outbox')
      .select('registration_id')
      .where('registration_id', 'in', ids)
      .where('state', '=', 'failed'),
  )
  return rows.flatMap((row) => {
    const event = events.get(row.event_id)
    const standing: Standing = {
      row,
      labels: labels.filter((one) => one.registration_id === row.id).map(({ label }) => label),
      arrived: arrived.has(row.id),
      undelivered: failed.has(row.id),
    }
    return event === undefined ? [] : [entryOf(standing, event.document)]
  })
}

async function eventsOf(tx: Tx, rows: readonly RegistrationRow[]): Promise<Map<number, EventRecord>> {
  const ids = [...new Set(rows.map((row) => row.event_id))]
  const events = await tx.db.selectFrom('events').selectAll().where('id', 'in', ids).execute()
  return new Map(events.map((row) => [row.id, eventRecord(row)]))
}

async function personIds(query: {
  execute(): Promise<{ registration_id: number | null }[]>
}): Promise<ReadonlySet<number>> {
  return new Set((await query.execute()).flatMap((row) => row.registration_id ?? []))
}

/** Takes the rows out of the list and answers them, as they were counted. */
async function takeOut(tx: Tx, ids: readonly number[]) {
  if (tx.dialect === 'sqlite')
    await sql`delete from people_keys where rowid in (${sql.join(ids)})`.execute(tx.db)
  return tx.db
    .deleteFrom('people_list')
    .where('registration_id', 'in', ids)
    .returning(['event_id', 'facets'])
    .execute()
}

async function putIn(tx: Tx, entries: readonly Entry[], bits: Bits): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ row, facets }) => ({
    ...row,
    facets: facetText(facets),
    ...traitsOf(facets.map((facet) => bits.of(row.event_id, facet))),
  }))
  const keys = entries.map(({ row, facets }) => keysOf(row.event_id, row.search, facets))
  if (tx.dialect === 'postgres') return putInWithKeys(tx, rows, keys)
  await tx.db.insertInto('people_list').values(rows).execute()
  for (const [at, { registration_id: id }] of rows.entries()) {
    const tokens = keys[at]?.map(tokenOf).join(' ')
    await sql`insert into people_keys (rowid, keys) values (${id}, ${tokens})`.execute(tx.db)
  }
}

/** The keys stand in the row itself; only this database has the column. */
async function putInWithKeys(
  tx: Tx,
  rows: readonly Insertable<PeopleListTable>[],
  keys: number[][],
): Promise<void> {
  const withKeys = rows.map((row, at) => ({ ...row, keys: `{${keys[at]?.join(',')}}` }))
  await tx.db.insertInto('people_list').values(withKeys).execute()
}
