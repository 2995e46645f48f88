import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { importCast, importChanged, now } from './cast.ts'

let made: TestDatabase
let site: TestSite
let time = now
const maxAge = 150

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => time, maxAge })
})

afterAll(async () => {
  await site.stop()
  await made.remove()
})

const old = () => new Promise((ready) => setTimeout(ready, maxAge + 30))
const page = '/en/events/small'

async function see(address: string, headers: Record<string, string> = {}) {
  const answer = await site.get(address, { 'accept-encoding': 'identity', ...headers })
  return { status: answer.status, etag: answer.headers.get('etag') ?? '', text: await answer.text(), answer }
}

it('answers 304 to who has the page, by a strong tag of its bytes', async () => {
  const first = await see(page)
  expect(first.etag).toMatch(/^"[\w-]{22}"$/)
  expect((await see(page, { 'if-none-match': first.etag })).status).toBe(304)
  expect((await see(page, { 'if-none-match': `"x", W/${first.etag}` })).status).toBe(304)
  expect((await see(page, { 'if-none-match': '"other"' })).status).toBe(200)
  expect((await see(`${page}?from=letter`)).etag).toBe(first.etag)
  await old()
  expect((await see(page)).etag).toBe(first.etag)
})

it('sends the same page plain, gzip and brotli, each under its own tag', async () => {
  const tags = new Set<string>()
  const { text } = await see(page)
  for (const encoding of ['identity', 'gzip', 'br']) {
    const answer = await site.get(page, { 'accept-encoding': encoding })
    expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    expect(await answer.text()).toBe(text)
    tags.add(answer.headers.get('etag') ?? '')
  }
  expect(tags.size).toBe(3)
  expect(
    (await site.get(page, { 'accept-encoding': 'br;q=0, gzip;q=0' })).headers.get('content-encoding'),
  ).toBeNull()
})

it('tells of a place taken, within its age', async () => {
  expect((await see(page)).text).toContain('1 place left')
  expect((await site.post(`${page}/register`, { name: 'Ivan', email: 'ivan@example.org' })).status).toBe(303)
  await old()
  const { text } = await see(page)
  expect(text).toContain('Waiting list')
  expect(text).toContain('Join the waiting list')
  expect((await see(`${page}/register`)).text).toContain('All places are taken.')
  expect((await see('/en')).text).toContain('Waiting list')
})

it('tells of a change of the event, within its age', async () => {
  await see('/en/events/open')
  await see('/en')
  await importChanged(made.database, 'open', (text) =>
    text.replace('title: Table open', 'title: Table moved'),
  )
  await old()
  expect((await see('/en/events/open')).text).toContain('Table moved')
  expect((await see('/en')).text).toContain('Table moved')
})

it('tells at the very moment when confirmation opens and closes', async () => {
  const shut = 'Attendance can be confirmed from'
  expect((await see('/en/events/early')).text).toContain(shut)
  time = new Date('2027-02-01T07:00:00.000Z')
  expect((await see('/en/events/early')).text).not.toContain(shut)
  time = new Date('2027-04-01T06:00:00.000Z')
  expect((await see('/en/events/early')).text).toContain('Confirmation has closed.')
  time = now
})

it('renders once for a crowd', async () => {
  const crowd = await Promise.all(Array.from({ length: 50 }, () => see('/bg/events/approved')))
  expect(new Set(crowd.map(({ etag }) => etag)).size).toBe(1)
})

it('answers HEAD with the headers of GET', async () => {
  const head = await fetch(`${site.base}/en/events/open`, {
    method: 'HEAD',
    headers: { 'accept-encoding': 'identity' },
  })
  const get = await see('/en/events/open')
  expect([head.status, head.headers.get('etag'), head.headers.get('content-length')]).toEqual([
    200,
    get.etag,
    String(Buffer.byteLength(get.text)),
  ])
  expect(await head.text()).toBe('')
})

it('is not emptied by whoever makes up searches without end', async () => {
  const lasting = await startSite(made.database, { clock: () => time, maxAge: 600_000 })
  const seen = async (address: string) =>
    (await lasting.get(address, { 'accept-encoding': 'identity' })).text()
  const title = (name: string) =>
    importChanged(made.database, 'open', (text) => text.replace(/title: .*/, `title: ${name}`))
  await title('Table before')
  expect(await seen('/en')).toContain('Table before')
  expect(await seen('/en?q=table')).toContain('Table before')
  await title('Table after')
  expect(await seen('/en?q=table')).toContain('Table before')
  // The same words in capitals here and there: every page is a full one, and another.
  const letters = [...'tableruse']
  const madeUp = Array.from({ length: 400 }, (_, i) => {
    const spelt = letters.map((letter, at) => ((i + 1) & (1 << at) ? letter.toUpperCase() : letter)).join('')
    return `/en?q=${spelt.slice(0, 5)}+${spelt.slice(5)}`
  })
  for (const address of madeUp) await seen(address)
  expect(await seen('/en?q=table')).toContain('Table after')
  expect(await seen('/en')).toContain('Table before')
  await lasting.stop()
})
