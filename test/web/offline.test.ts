import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { languages } from '../../src/platform/i18n.ts'
import { examination, examinationFile } from '../../src/web/public/accessibility.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { mainWords, readPage, wordsOf } from '../support/read-page.ts'
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

it('the worker is asked for anew each time, may fetch from this site and do nothing else', async () => {
  const first = await site.get('/offline.js')
  const names = ['content-type', 'cache-control', 'content-security-policy']
  expect([first.status, ...names.map((name) => first.headers.get(name))]).toEqual([
    ...[200, 'text/javascript; charset=utf-8', 'no-cache', "default-src 'none'; connect-src 'self'"],
  ])
  expect((await first.text()).length).toBeLessThan(8000)
  const again = await site.get('/offline.js', { 'if-none-match': first.headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
})

it('the script comes with what can be read again, and with nothing else', async () => {
  const brings = async (address: string) => {
    const page = await site.get(address)
    const allows = page.headers.get('content-security-policy')?.includes("script-src 'self'")
    return [address, (await page.text()).includes('/assets/kept.'), allows]
  }
  const kept = ['/en', '/en/events/open', '/en/privacy', '/en/accessibility', '/en/offline']
  expect(await Promise.all(kept.map(brings))).toEqual(kept.map((address) => [address, true, true]))
  const others = ['/en/events/open/register', '/en/events/open/ask', '/en/nothing', '/organize/sign-in']
  const found = await Promise.all(others.map(brings))
  expect(found.map(([address, has]) => [address, has])).toEqual(others.map((address) => [address, false]))
  expect(found.at(-1)?.[2]).toBe(false)
})

it.each(languages)('the statement of accessibility says what was examined, in %s', async (language) => {
  const page = await (await site.get(`/${language}/accessibility`)).text()
  const written = examination.parse(JSON.parse(readFileSync(examinationFile, 'utf8')))
  const rows = readPage(page)
    .querySelectorAll('main tbody tr td')
    .map((cell) => Number(wordsOf(cell)))
  expect(rows).toEqual(Object.values(written.pages).map((names) => names.length))
  const words = mainWords(page)
  const total = String(rows.reduce((sum, n) => sum + n, 0))
  const told = [
    total,
    written.axe,
    written.browser,
    'WCAG',
    'EN 301 549',
    'events@example.org',
    '1280',
    '360',
  ]
  expect(told.filter((one) => !words.includes(one))).toEqual([])
  expect(words).not.toMatch(/[{}]/)
})

it('without an address to write to the statement names none', async () => {
  const mailFrom = { name: 'Turnout', address: 'events@localhost' }
  const local = await startSite(made.database, { clock: () => now, settings: { mailFrom } })
  const page = await (await local.get('/en/accessibility')).text()
  await local.stop()
  expect(page).not.toContain('mailto:')
})

it('the statement is in the foot of every page, and asked for without a language it is found', async () => {
  expect(await (await site.get('/bg/events/open')).text()).toContain('<a href="/bg/accessibility">')
  const found = await site.get('/accessibility', { 'accept-language': 'ky' })
  expect(found.headers.get('location')).toBe('/ky/accessibility')
})
