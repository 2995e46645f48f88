/** Somebody subscribes, confirms, hears of events, and leaves by the button of a mail program. */
import { fileURLToPath } from 'node:url'
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { claimLetters } from '../../src/domain/registrations/due-letters.ts'
import { announceEvents } from '../../src/domain/subscriptions/announce-events.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import { forgetAll, publish, subscriber } from '../domain/subscriptions/cast.ts'
import { confirmPeople, minute, openPostOffice, type PostOffice, until } from '../mailroom/post-office.ts'
import { onEachDatabase } from '../support/databases.ts'
import { letterSettings } from '../support/letters.ts'
import { mailboxOfSink } from '../support/mailbox.ts'
import { linkOf, mainWords } from '../support/read-page.ts'
import { startSite, type TestSite } from '../support/site.ts'
import type { Sink } from '../support/smtp-sink.ts'
import { Visitor } from '../support/visitor.ts'

const templates = fileURLToPath(new URL('../../templates/', import.meta.url))
const ana = 'ana@example.org'
const day = 24 * 60 * minute

onEachDatabase('letters about new events', (of) => {
  let office: PostOffice
  let site: TestSite
  let sink: Sink
  beforeEach(async () => {
    office = openPostOffice(of().database)
    site = await startSite(of().database, { clock: office.clock })
    sink = await office.sink()
  })
  afterEach(async () => {
    await office.close()
    await site.stop()
    await forgetAll(of().database)
  })

  const startWorker = () => {
    const settings = { ...letterSettings, baseUrl: site.base, tokens: site.tokens }
    return office.worker(sink.url, { render: createRenderer(templates, settings) })
  }
  const announce = async () => {
    const told = await announceEvents(of().database, office.clock())
    office.pass(minute)
    return told
  }
  const thirteen = Array.from({ length: 13 }, (_, i) => `event-${String(i + 1).padStart(2, '0')}`)

  it('are asked for, confirmed, received and stopped', async () => {
    const { database } = of()
    startWorker()
    const mail = mailboxOfSink(sink)
    const visitor = new Visitor(site.base)
    const form = await visitor.open('/subscribe?kind=seminar')
    const sent = await visitor.submit(form, 'Абонирайте ме', { email: ana })
    expect([sent.status, mainWords(sent.html).includes(ana)]).toEqual([200, true])

    const [confirm] = await mail.waitFor(ana, 1)
    const page = await visitor.open(linkOf(confirm?.html ?? '', 'Преглед и потвърждаване'))
    const own = await visitor.submit(page, 'Да, пишете ми')
    expect(mainWords(own.html)).toContain('Абонирани сте за новите събития')

    await publish(database, { slug: 'concert', kind: 'other' }, ...thirteen.map((slug) => ({ slug })))
    expect(await announce()).toBe(0)
    office.pass(10 * minute)
    expect([await announce(), await announce()]).toEqual([1, 0])
    const [, news] = await mail.waitFor(ana, 2)
    expect(news?.subject).toBe('13 нови събития')
    for (const slug of thirteen) {
      for (const shape of [news?.text, news?.html]) {
        expect(shape).toContain(`Събитие ${slug}`)
        expect(shape).toContain(`${site.base}/bg/events/${slug}`)
      }
    }
    expect(news?.text).not.toContain('concert')
    const change = await visitor.open(linkOf(news?.html ?? '', 'Промяна на абонамента'))
    expect(mainWords(change.html)).toContain('Семинари')
    const stop = await visitor.open(linkOf(news?.html ?? '', 'Спрете тези писма'))
    expect(mainWords(stop.html)).toContain('Спрете писмата')

    const head = headOf(await last(sink))
    expect(head['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
    expect(head['list-id']).toBe('<new-events.localhost>')
    expect(head['auto-submitted']).toBe('auto-generated')
    const [, oneClick = ''] = /^<(.*)>$/.exec(head['list-unsubscribe'] ?? '') ?? []
    expect(oneClick.startsWith(`${site.base}/unsubscribe/`)).toBe(true)
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expect((await fetch(oneClick, { method: 'POST', body, redirect: 'error' })).status).toBe(200)

    expect(await addressesIn(database)).toEqual([])
    await publish(database, { slug: 'another' })
    await announce()
    office.pass(2 * day)
    expect([await announce(), mail.count()]).toEqual([0, 2])
  })

  it('arrive once after a worker that claimed them fell', async () => {
    const { database } = of()
    await subscriber(database, ana, {}, office.clock())
    await publish(database, { slug: 'event' })
    await announce()
    office.pass(10 * minute)
    expect(await announce()).toBe(1)
    expect((await claimLetters(database, 'fallen', 10, office.clock())).length).toBe(2)
    office.pass(2 * minute)
    expect(await announce()).toBe(0)
    startWorker()
    await until(
      () => sink.letters.length,
      (count) => count >= 2,
    )
    office.pass(2 * day)
    expect(await announce()).toBe(0)
    const subjects = await Promise.all(sink.letters.map(async ({ raw }) => (await simpleParser(raw)).subject))
    expect(subjects.sort()).toEqual(['Моля, потвърдете абонамента си', 'Ново събитие: Събитие event'])
  })

  it('let everybody pass who waits for an answer', async () => {
    const { database } = of()
    for (let i = 0; i < 25; i += 1) await subscriber(database, `p${i}@example.org`, {}, office.clock())
    await publish(database, { slug: 'event' })
    await announce()
    office.pass(10 * minute)
    expect(await announce()).toBe(25)
    await confirmPeople(database, ['Boris'])
    const claimed: string[][] = []
    for (const limit of [20, 20, 20, 20, 20]) {
      const letters = await claimLetters(database, 'worker', limit, office.clock())
      claimed.push(letters.map(({ kind }) => kind))
    }
    const many = (count: number, kind: string) => Array.from({ length: count }, () => kind)
    expect(claimed).toEqual([
      [...many(19, 'subscription-confirm'), 'confirmed'],
      [...many(6, 'subscription-confirm'), ...many(10, 'new-events')],
      many(10, 'new-events'),
      many(5, 'new-events'),
      [],
    ])
  })

  it('that were written and not sent go with the one who leaves', async () => {
    const { database } = of()
    const id = await subscriber(database, ana, {}, office.clock())
    await publish(database, { slug: 'event' })
    await announce()
    office.pass(10 * minute)
    expect(await announce()).toBe(1)
    const stop = `${site.base}/unsubscribe/${site.tokens.unsubscribe.sign(id)}`
    expect((await fetch(stop, { method: 'POST' })).status).toBe(200)
    expect(await addressesIn(database)).toEqual([])
    expect(await claimLetters(database, 'worker', 10, office.clock())).toEqual([])
  })
})

/** Every row of the whole database that knows somebody's address. */
async function addressesIn({ read }: Database) {
  const rows = [
    ...(await read.selectFrom('subscriptions').selectAll().execute()),
    ...(await read.selectFrom('outbox').selectAll().execute()),
  ]
  return rows.filter((row) => JSON.stringify(row).includes(ana))
}

async function last(sink: Sink): Promise<ParsedMail> {
  const raw = sink.letters.at(-1)?.raw
  if (raw === undefined) throw new Error('No letter has come')
  return simpleParser(raw)
}

function headOf({ headerLines }: ParsedMail): Record<string, string> {
  return Object.fromEntries(
    headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
  )
}
