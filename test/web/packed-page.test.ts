import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { importCast, now } from './cast.ts'

let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => now })
})
afterAll(async () => {
  await site.stop()
  await made.remove()
})

it('a receipt comes compressed as the browser wishes, the same in every form', async () => {
  const sent = await site.post('/en/events/open/register', { name: 'Ivan', email: 'ivan@example.org' })
  const address = sent.headers.get('location') ?? ''
  const pages: string[] = []
  for (const encoding of ['br', 'gzip', 'identity']) {
    const answer = await site.get(address, { 'accept-encoding': encoding })
    expect([answer.status, answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
      200,
      encoding === 'identity' ? null : encoding,
      'Accept-Encoding',
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    pages.push(await answer.text())
  }
  expect(pages[0]).toContain('Your place is confirmed')
  expect(new Set(pages).size).toBe(1)
})

it('nothing of the question is shown on it, which is why it may be compressed', async () => {
  const sent = await site.post('/en/events/open/register', { name: 'Anna', email: 'anna@example.org' })
  const address = sent.headers.get('location') ?? ''
  const page = await (await site.get(address)).text()
  const asked = await (await site.get(`${address}?guess=anna&x=%3Cb%3E`, { 'x-guess': 'anna' })).text()
  expect(asked).toBe(page)
})

it('a form that shows what was typed is never compressed', async () => {
  const answer = await site.post(
    '/en/events/open/register',
    { name: 'Ivan', email: 'not an address' },
    { 'accept-encoding': 'br' },
  )
  expect([answer.status, answer.headers.get('content-encoding')]).toEqual([422, null])
  expect(await answer.text()).toContain('value="not an address"')
})
