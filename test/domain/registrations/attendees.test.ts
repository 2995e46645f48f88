/** How the lists of people are read: never a whole table, whatever is asked for. */
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AttendeeFilter } from '../../../src/domain/registrations/attendee-filter.ts'
import { attendeePages, countOf, pageAfter } from '../../../src/domain/registrations/attendees.ts'
import { countByStatus, countUndelivered, held } from '../../../src/domain/registrations/figures.ts'
import { pageOfEvents } from '../../../src/domain/registrations/organizer-events.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { makeDatabase, onEachDatabase, type TestDatabase } from '../../support/databases.ts'
import { hold, later, now, person, roundTable } from './cast.ts'

let made: TestDatabase
beforeAll(async () => {
  made = await makeDatabase('sqlite')
})
afterAll(() => made.remove())

async function planOf(query: { compile(): CompiledQuery }): Promise<string[]> {
  const { sql, parameters } = query.compile()
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
  const { rows } = await made.database.read.executeQuery<{ detail: string }>(plan)
  return rows.map(({ detail }) => detail)
}

/** A whole table walked row by row; the list of a query's own constants is not one. */
const fullScans = (plan: readonly string[]) => plan.filter((step) => /^SCAN (?!.*USING|CONSTANT)/.test(step))

const audience = { eventId: 1, permission: { organizerId: 1, right: 'see-list' } } as const
const filters: AttendeeFilter[] = [
  {},
  { words: 'елена' },
  { status: 'confirmed' },
  { group: 'ngo', source: 'web', session: 'plenary' },
  { undelivered: true },
  { words: 'елена', status: 'waitlisted' },
]

test('the guard against full scans sees one', async () => {
  const { read } = made.database
  const everybody = read.selectFrom('registrations').selectAll().where('note', '=', 'рампа')
  expect(fullScans(await planOf(everybody))).toEqual(['SCAN registrations'])
})

test.each(filters)('no file walks a whole table: %o', async (filter) => {
  const { read } = made.database
  const queries = [countOf(read, audience, filter), pageAfter(read, audience, filter, 500)]
  for (const query of queries) expect(fullScans(await planOf(query))).toEqual([])
})

test('pages of files and of events come sorted from an index', async () => {
  const { read } = made.database
  const sorts = (plan: readonly string[]) => plan.filter((step) => step.includes('TEMP B-TREE FOR ORDER BY'))
  const at = now.toISOString()
  const walks = [
    pageAfter(read, audience, {}, 500),
    pageOfEvents(read, 1, 'coming', 2, at),
    pageOfEvents(read, 1, 'past', 2, at),
  ]
  for (const walk of walks) expect(sorts(await planOf(walk))).toEqual([])
})

test('the figures of events walk no whole table', async () => {
  const { read } = made.database
  const at = now.toISOString()
  const queries = [
    countByStatus(read, [1, 2]),
    held(read, [1, 2]),
    countUndelivered(read, [1, 2]),
    pageOfEvents(read, 1, 'coming', 2, at),
    pageOfEvents(read, 1, 'past', 2, at),
  ]
  for (const query of queries) expect(fullScans(await planOf(query))).toEqual([])
  expect(await planOf(countByStatus(read, [1, 2]))).toEqual([
    expect.stringContaining('COVERING INDEX registrations_by_status'),
  ])
})

onEachDatabase('the pages of a list', (of) => {
  test('hold everybody once, in order, whoever comes meanwhile', async () => {
    const { database } = of()
    const [town, village] = [
      await hold(database, roundTable('town')),
      await hold(database, roundTable('village')),
    ]
    for (let i = 0; i < 1010; i++) {
      await register(database, i % 2 === 0 || i > 1000 ? town : village, person(`Гост ${i}`), later(i))
    }
    const seen: string[][] = []
    for await (const page of attendeePages(database.read, {
      eventId: town.id,
      permission: 'the program itself',
    })) {
      seen.push(page.map(({ name }) => name))
      if (seen.length === 1) await register(database, town, person('Закъснял'), later(2000))
    }
    expect(seen.map((page) => page.length)).toEqual([500, 11])
    expect(new Set(seen.flat()).size).toBe(511)
    expect([seen[0]?.[0], seen[1]?.at(-1)]).toEqual(['Гост 0', 'Закъснял'])
  })

  test('are read no further than they are asked for', async () => {
    const town = await of()
      .database.read.selectFrom('events')
      .select('id')
      .where('slug', '=', 'town')
      .executeTakeFirstOrThrow()
    const pages = attendeePages(of().database.read, { eventId: town.id, permission: 'the program itself' })
    expect((await pages.next()).done).toBe(false)
    expect(await pages.return(undefined)).toEqual({ done: true, value: undefined })
    expect((await pages.next()).done).toBe(true)
  })

  test('are empty for whoever has no right', async () => {
    const town = await of()
      .database.read.selectFrom('events')
      .select('id')
      .where('slug', '=', 'town')
      .executeTakeFirstOrThrow()
    const permission = { organizerId: 999, right: 'export' } as const
    const pages = attendeePages(of().database.read, { eventId: town.id, permission })
    expect(await pages.next()).toEqual({ done: true, value: undefined })
  })
})
