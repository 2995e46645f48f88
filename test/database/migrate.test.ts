import { expect, it } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { migrations } from '../../src/database/migrations/all.ts'
import { onEachDatabase } from '../support/databases.ts'

onEachDatabase('migrations', (of) => {
  it('do no harm when several processes start at once', async () => {
    const { url } = of()
    const opened = await Promise.all(Array.from({ length: 5 }, () => connect(url)))
    const first = opened[0]
    const count = await first?.read
      .selectFrom('events')
      .select((e) => e.fn.countAll<number>().as('n'))
      .execute()
    expect(count).toEqual([{ n: 0 }])
    for (const each of opened) await each.close()
  })

  it('apply a step once, in order', async () => {
    const { database } = of()
    let ran = 0
    const next = { number: 1000, name: 'next', up: async () => void ran++ }
    await Promise.all([1, 2, 3].map(() => migrate(database, [...migrations, next])))
    expect(ran).toBe(1)
  })

  it('refuse a schema newer than the program', async () => {
    const { database, url } = of()
    await migrate(database, [...migrations, { number: 1000, name: 'next', up: async () => {} }])
    await expect(connect(url)).rejects.toThrow(/has schema 1000, this program knows schemas up to \d+/)
  })
})
