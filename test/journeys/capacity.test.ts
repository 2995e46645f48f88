/** 20 places and 200 people at the same moment: nobody too many, and who waits, waits in the order of commits. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { allAtOnce, countByStatus, people } from '../support/load.ts'
import { type Server, type ServerSettings, startServer } from '../support/processes.ts'
import { importRoundTables } from '../support/round-tables.ts'

const places = 20
const crowd = 200
const repeats = 20

const guardOff = ['--import', new URL('../support/without-guard.ts', import.meta.url).href]

describe.each([
  { dialect: 'sqlite', servers: 1 },
  { dialect: 'postgres', servers: 1 },
  { dialect: 'postgres', servers: 2 },
] as const)('$servers server(s) on $dialect', ({ dialect, servers }) => {
  const of = openHouse(dialect, servers)

  it.each(Array.from({ length: repeats }, (_, i) => i))('keeps to the places, time %i', async (time) => {
    const { database, origins, slugs } = of()
    const slug = slugs[time] ?? ''
    const told = await allAtOnce(origins, slug, people(`${dialect}${servers}x${time}`, crowd))
    expect({ told: countByStatus(told), kept: await whoGotWhat(database, slug) }).toEqual({
      told: { 303: crowd },
      kept: {
        confirmed: places,
        waiting: crowd - places,
        figures: { taken: places, waiting: crowd - places },
        turnsInOrderOfCommits: Array.from({ length: crowd - places }, (_, i) => i + 1),
        someoneWaitedBeforeTheLastPlaceWasTaken: false,
        letters: { confirmed: places, waiting: crowd - places },
      },
    })
  })
})

describe('with the guard taken off', () => {
  const of = openHouse('postgres', 2, guardOff)

  it('sells too many, so the check above can see it', async () => {
    const { database, origins, slugs } = of()
    const told = await allAtOnce(origins, slugs[0] ?? '', people('unguarded', crowd))
    const { confirmed } = await whoGotWhat(database, slugs[0] ?? '')
    expect({ told: countByStatus(told), tooMany: confirmed > places }).toEqual({
      told: { 303: crowd },
      tooMany: true,
    })
  })
})

type House = { database: Database; origins: string[]; slugs: string[] }

function openHouse(dialect: 'sqlite' | 'postgres', count: number, nodeArguments: string[] = []): () => House {
  let made: TestDatabase | undefined
  let servers: Server[] = []
  let slugs: string[] = []
  beforeAll(async () => {
    made = await makeDatabase(dialect)
    slugs = await importRoundTables(made.database, 'twenty-places', repeats, { capacity: places })
    const settings: ServerSettings = { databaseUrl: made.url, nodeArguments }
    servers = await Promise.all(Array.from({ length: count }, () => startServer(settings)))
  })
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await made?.remove()
  })
  return () => {
    if (made === undefined) throw new Error('The house is open only while a test runs')
    return { database: made.database, origins: servers.map(({ url }) => url), slugs }
  }
}

async function whoGotWhat(database: Database, slug: string) {
  const { id } = await database.read
    .selectFrom('events')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const rows = await inOrderOfCommits(database, id)
  const waiting = rows.filter(({ status }) => status === 'waitlisted')
  const firstWaiting = rows.findIndex(({ status }) => status === 'waitlisted')
  const lastConfirmed = rows.findLastIndex(({ status }) => status === 'confirmed')
  return {
    confirmed: rows.filter(({ status }) => status === 'confirmed').length,
    waiting: waiting.length,
    figures: await database.read
      .selectFrom('event_places')
      .select(['taken', 'waiting'])
      .where('event_id', '=', id)
      .executeTakeFirstOrThrow(),
    turnsInOrderOfCommits: waiting.map(({ turn }) => turn),
    someoneWaitedBeforeTheLastPlaceWasTaken: firstWaiting !== -1 && firstWaiting < lastConfirmed,
    letters: await lettersOf(database, id),
  }
}

async function inOrderOfCommits({ dialect, read }: Database, eventId: number) {
  // SQLite has one writer: rows are numbered in the order in which they are committed.
  const order = dialect === 'sqlite' ? sql`id` : sql`pg_xact_commit_timestamp(xmin)`
  return read
    .selectFrom('registrations')
    .select(['status', 'turn'])
    .where('event_id', '=', eventId)
    .orderBy(order)
    .execute()
}

async function lettersOf({ read }: Database, eventId: number): Promise<Record<string, number>> {
  const rows = await read
    .selectFrom('outbox')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('event_id', '=', eventId)
    .groupBy('kind')
    .execute()
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
}
