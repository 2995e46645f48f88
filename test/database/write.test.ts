import { expect, it } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import type { Database, Tx } from '../../src/database/database.ts'
import { statement } from '../../src/database/statement.ts'
import { onEachDatabase } from '../support/databases.ts'

const now = '2026-11-22T10:00:00.000Z'

const addOrganizer = statement<{ email: string; now: string }>()('add-organizer', (db, p) =>
  db
    .insertInto('organizers')
    .values({ email: p('email'), name: 'Ана', language: null, created_at: p('now') }),
)

const emails = async (database: Database) =>
  (await database.read.selectFrom('organizers').select('email').orderBy('id').execute()).map(
    (row) => row.email,
  )

const add = (email: string) => (tx: Tx) => tx.run(addOrganizer, { email, now })

onEachDatabase('write', (of) => {
  it('keeps what succeeds and undoes what fails, each operation for itself', async () => {
    const { database } = of()
    const results = await Promise.allSettled([
      database.write(add('one@example.org')),
      database.write(async (tx) => {
        await add('two@example.org')(tx)
        throw new Error('broken')
      }),
      database.write(async (tx) => {
        await add('three@example.org')(tx)
        return tx.refuse({ reason: 'full' })
      }),
      database.write(async (tx) => {
        await add('four@example.org')(tx)
        return 'done'
      }),
      database.write(add('one@example.org')),
    ])
    expect(results.map((each) => (each.status === 'rejected' ? 'rejected' : each.value))).toEqual([
      { rows: [], changes: 1 },
      'rejected',
      { reason: 'full' },
      'done',
      'rejected',
    ])
    expect((await emails(database)).sort()).toEqual(['four@example.org', 'one@example.org'])
  })

  it('answers each with what was kept, while failures come and go', async () => {
    const { database } = of()
    const before = (await emails(database)).length
    const wave = (start: number, fails: boolean) =>
      Array.from({ length: 30 }, (_, i) =>
        database.write(async (tx) => {
          await add(`wave${start + i}@example.org`)(tx)
          return fails && i % 3 === 0 ? tx.refuse('refused') : 'kept'
        }),
      )
    const answers: unknown[] = []
    for (const [number, fails] of [false, true, true, false].entries())
      answers.push(...(await Promise.all(wave(number * 30, fails))))
    expect(answers.filter((answer) => answer === 'refused').length).toBe(20)
    expect((await emails(database)).length - before).toBe(100)
  })

  it('answers the id of a row that it inserted, and null for one that a conflict kept out', async () => {
    const { database } = of()
    const addOnce = statement<{ email: string; now: string }>()('add-organizer-once', (db, p) =>
      db
        .insertInto('organizers')
        .values({ email: p('email'), name: 'Ана', language: null, created_at: p('now') })
        .onConflict((conflict) => conflict.doNothing()),
    )
    const once = () => database.write((tx) => tx.insert(addOnce, { email: 'once@example.org', now }))
    const [first, second] = [await once(), await once()]
    const row = await database.read
      .selectFrom('organizers')
      .select('id')
      .where('email', '=', 'once@example.org')
      .executeTakeFirstOrThrow()
    expect([first, second]).toEqual([row.id, null])
  })

  it('shares the file or server with another process that writes at the same time', async () => {
    const { database, url } = of()
    const other = await connect(url)
    const before = (await emails(database)).length
    const names = Array.from({ length: 60 }, (_, i) => `many${i}@example.org`)
    await Promise.all(names.map((email, i) => (i % 2 === 0 ? database : other).write(add(email))))
    await other.close()
    expect((await emails(database)).length).toBe(before + 60)
  })
})
