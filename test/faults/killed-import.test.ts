/** `kill -9` in the middle of a list that comes in: everybody of it is there afterwards, or nobody. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { connectAgain } from '../../src/database/connect.ts'
import { findEvent } from '../../src/domain/events/event-record.ts'
import { signIn } from '../bench/downloads.ts'
import { makeDatabase } from '../support/databases.ts'
import { end, startServer } from '../support/processes.ts'
import { importRoundTables } from '../support/round-tables.ts'

const people = 3000
const list = [
  'Име;Имейл',
  ...Array.from({ length: people }, (_, at) => `Човек ${at};person-${at}@example.org`),
].join('\n')

it.each(['sqlite', 'postgres'] as const)(
  'all or nobody, whenever it is killed (%s)',
  { timeout: 240_000 },
  async (dialect) => {
    const made = await makeDatabase(dialect)
    const [slug = ''] = await importRoundTables(made.database, 'killed', 1, {})
    const outcomes: number[] = []
    for (const share of [0.3, 0.55, 0.8]) {
      const server = await startServer({ databaseUrl: made.url, smtpUrl: null })
      const cookie = await signIn(server.url, made.url)
      const headers = { cookie, 'sec-fetch-site': 'same-origin' }
      const body = new FormData()
      body.append('file', new Blob([list]), 'list.csv')
      const base = `${server.url}/organize/events/${slug}/import`
      const sent = await fetch(base, { method: 'POST', headers, body, redirect: 'manual' })
      const address = new URL(sent.headers.get('location') ?? '', server.url).href
      const press = (form: Record<string, string>) =>
        fetch(address, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' })
      const columns = { 'column-0': 'name', 'column-1': 'email', header: '1', sheet: '0', language: 'bg' }
      await press({ ...columns, action: 'check', status: 'list' })
      while ((await (await fetch(address, { headers })).text()).includes('data-progress')) await pause(50)
      void press({ action: 'import', letters: 'no' }).catch(() => {})
      await untilShare(address, headers, share)
      await end(server.process, 'SIGKILL')
      outcomes.push(await count(made.url, slug))
      if (outcomes.at(-1) !== 0) break
    }
    expect(outcomes.every((there) => there === 0 || there === people)).toBe(true)
    await made.remove()
  },
)

/** Until the work is that far, or over. */
async function untilShare(address: string, headers: Record<string, string>, share: number): Promise<void> {
  for (;;) {
    const page = await (await fetch(address, { headers })).text()
    if (page.includes('value="take-back"')) return
    const done = Number(/<progress[^>]*value="(\d+)"/.exec(page)?.[1] ?? 0)
    if (done >= share * 100) return
    await pause(2)
  }
}

async function count(url: string, slug: string): Promise<number> {
  const database = connectAgain(url, 1)
  const event = await findEvent(database.read, slug)
  const row = await database.read
    .selectFrom('registrations')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('event_id', '=', event?.id ?? 0)
    .executeTakeFirstOrThrow()
  await database.close()
  return row.n
}
