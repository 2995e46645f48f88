/**
 * `kill -9` while hundreds are being written to, about a change, by an organizer, or because they were cancelled all at
 * once: after the next start each has exactly one letter, and nobody two.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectAgain } from '../../src/database/connect.ts'
import type { Database } from '../../src/database/database.ts'
import { findEvent } from '../../src/domain/events/event-record.ts'
import { register } from '../../src/domain/registrations/register.ts'
import { addDays } from '../../src/platform/zones.ts'
import { signIn } from '../bench/downloads.ts'
import { person } from '../domain/registrations/cast.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { type Server, startServer } from '../support/processes.ts'
import { importRoundTables } from '../support/round-tables.ts'

const people = 1500

describe.each(['sqlite', 'postgres'] as const)('hundreds of letters (%s)', (dialect) => {
  let made: TestDatabase
  let folder: string
  beforeAll(async () => {
    made = await makeDatabase(dialect)
    folder = mkdtempSync(join(tmpdir(), 'turnout-killed-'))
    const slugs = await importRoundTables(made.database, 'killed', 3, {})
    for (const slug of slugs) await fill(made.database, slug)
  }, 120_000)
  afterAll(async () => {
    await made?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = () =>
    startServer({ databaseUrl: made.url, smtpUrl: null, cwd: folder, settings: { WORKER: 'on' } })

  /** Begins, kills the program when some and not all have their letter, starts it again and waits until it is done. */
  async function killedMidway(
    slug: string,
    kind: string,
    begin: (server: Server, send: Send) => Promise<void>,
  ) {
    const server = await start()
    const cookie = await signIn(server.url, made.url)
    const send: Send = (path, form) =>
      fetch(`${server.url}/organize/events/${slug}${path}`, {
        method: form === undefined ? 'GET' : 'POST',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        redirect: 'manual',
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      })
    await begin(server, send)
    const watch = connectAgain(made.url, 1)
    const until = Date.now() + 30_000
    while ((await written(watch, slug, kind)) === 0 && Date.now() < until) await pause(1)
    await server.kill()
    const left = await written(watch, slug, kind)
    // Else nothing was broken off, and the test would show nothing.
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(people)
    const again = await start()
    for (let tries = 0; tries < 600 && (await written(watch, slug, kind)) < people; tries += 1)
      await pause(100)
    // Whoever would write twice has had the time to.
    await pause(1500)
    const perPerson = await lettersPerPerson(watch, slug, kind)
    await watch.close()
    await again.stop()
    expect(perPerson).toEqual(new Map([[1, people]]))
  }

  it('about a moved event', { timeout: 120_000 }, () =>
    killedMidway('killed-1', 'event-changed', async (server, send) => {
      const event = await findEvent(made.database.read, 'killed-1')
      const day = addDays(event?.document.starts.slice(0, 10) ?? '', 1)
      const asked = await send('/status', { action: 'postpone', day })
      const waiting =
        new URL(asked.headers.get('location') ?? '', server.url).pathname.split('killed-1')[1] ?? ''
      const ordered = await send(waiting, { action: 'carry-out', tell: 'yes' })
      expect(ordered.status).toBe(303)
    }),
  )

  it('that an organizer has written', { timeout: 120_000 }, () =>
    killedMidway('killed-2', 'letter', async (server, send) => {
      const hidden = (page: string, name: string) =>
        new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
      const key = hidden(await (await send('/letters/new')).text(), 'key')
      const text = { subject_bg: 'Тема', body_bg: 'Уважаеми {name},', fallback: 'bg' }
      const kept = await send('/letters/new', { action: 'keep', key, ...text })
      const letter =
        new URL(kept.headers.get('location') ?? '', server.url).pathname.split('killed-2')[1] ?? ''
      const page = await (await send(letter)).text()
      const [version, digest] = [hidden(page, 'version'), hidden(page, 'digest')]
      void send(letter, { action: 'send', version, digest }).catch(() => undefined)
    }),
  )

  it('after everybody was cancelled at once', { timeout: 120_000 }, () =>
    killedMidway('killed-3', 'cancelled', async (_server, send) => {
      void send('/bulk', { all: '1', action: 'cancel' }).catch(() => undefined)
    }),
  )
})

type Send = (path: string, form?: Record<string, string>) => Promise<Response>

/** So many have come, and each has had the confirmation. */
async function fill(database: Database, slug: string): Promise<void> {
  const event = await findEvent(database.read, slug)
  if (event === undefined) throw new Error(`There is no ${slug}`)
  for (let at = 0; at < people; at += 50)
    await Promise.all(
      Array.from({ length: 50 }, async (_, more) => {
        const email = `person-${at + more}@example.org`
        const done = await register(database, event, person(`Човек ${at + more}`, { email }), new Date())
        if (done.done === 'refused') throw new Error(done.reason)
      }),
    )
  await database.write(({ db }) =>
    db.updateTable('outbox').set({ state: 'sent', attempts: 1, sent_at: new Date().toISOString() }).execute(),
  )
}

function rowsOf(database: Database, slug: string, kind: string) {
  return database.read
    .selectFrom('outbox')
    .innerJoin('events', 'events.id', 'outbox.event_id')
    .where('events.slug', '=', slug)
    .where('outbox.kind', '=', kind)
    .where('outbox.state', '!=', 'dropped')
}

async function written(database: Database, slug: string, kind: string): Promise<number> {
  const row = await rowsOf(database, slug, kind)
    .select((is) => is.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** How many people have how many of these letters */
async function lettersPerPerson(
  database: Database,
  slug: string,
  kind: string,
): Promise<Map<number, number>> {
  const rows = await rowsOf(database, slug, kind)
    .select(['registration_id', (is) => is.fn.countAll<number>().as('n')])
    .groupBy('registration_id')
    .execute()
  const counts = new Map<number, number>()
  for (const { n } of rows) counts.set(Number(n), (counts.get(Number(n)) ?? 0) + 1)
  return counts
}
