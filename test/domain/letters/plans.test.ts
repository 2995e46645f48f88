/** Everything that is asked about letters comes from an index. */
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countOutbox, walkAlong } from '../../../src/domain/letters/outbox-page.ts'
import { pieceAfter } from '../../../src/domain/letters/reach.ts'
import { unreachedAfter } from '../../../src/domain/letters/unreached.ts'
import { copiesByState } from '../../../src/domain/letters/written-letter.ts'
import { makeDatabase, type TestDatabase } from '../../support/databases.ts'

let made: TestDatabase
beforeAll(async () => {
  made = await makeDatabase('sqlite')
})
afterAll(() => made.remove())

const audience = { eventId: 1, permission: { organizerId: 1, right: 'see-letters' } } as const
const walk = { state: 'sent', kind: 'letter' } as const

async function planOf(query: { compile(): CompiledQuery }): Promise<string[]> {
  const { sql, parameters } = query.compile()
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
  const { rows } = await made.database.read.executeQuery<{ detail: string }>(plan)
  return rows.map(({ detail }) => detail)
}

const queries = {
  'the figures of letters': () => copiesByState(made.database.read, [1, 2]),
  'the figures of the outbox': () => countOutbox(made.database.read, audience),
  'a page of the outbox': () => walkAlong(made.database.read, audience, {}, walk, 500),
  'a page of one letter': () => walkAlong(made.database.read, audience, { letter: 3 }, walk, null),
  'a search in the outbox': () => walkAlong(made.database.read, audience, { words: 'ана' }, walk, null),
  'who is reached': () => pieceAfter(made.database.read, audience, {}, 0),
  'who was not reached': () => unreachedAfter(made.database.read, audience, {}, 0),
  'whom a letter did not reach': () =>
    unreachedAfter(made.database.read, audience, { letter: { id: 3, selection: {} } }, 0),
}

test.each(Object.entries(queries))('%s', async (_name, query) => {
  const plan = await planOf(query())
  // What was put together from rows that an index gave may be walked.
  const walked = plan.filter((step) => /^SCAN (?!.*USING|CONSTANT|named|piece)/.test(step))
  expect([walked, plan.filter((step) => step.includes('USING')).length > 0]).toEqual([[], true])
})

test('counts come from the index alone, and pages in its order', async () => {
  expect((await planOf(queries['the figures of the outbox']())).join()).toContain(
    'COVERING INDEX outbox_by_event',
  )
  expect((await planOf(queries['a page of the outbox']())).join()).not.toContain('TEMP B-TREE')
})
