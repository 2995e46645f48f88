import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { languages } from '../../src/platform/i18n.ts'
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

const html = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Titles name the event, whatever its length; telephones are kept whole by the stylesheet.
    'long-title': 'off',
    'tel-non-breaking': 'off',
    'no-trailing-whitespace': 'off',
    // Tick boxes of one name are one list: that is how sessions are sent.
    'form-dup-name': 'off',
  },
})

async function faultsOf(page: string): Promise<string[]> {
  const report = await html.validateString(page)
  return report.results.flatMap(({ messages }) =>
    messages.map((one) => `${one.line}: ${one.ruleId}: ${one.message}`),
  )
}

/** The page with its entities read. */
function shown(page: string): string {
  return page.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
}

const slugs = [
  'conference-2027',
  'open',
  'no-list',
  'early',
  'closed',
  'cancelled',
  'postponed',
  'over',
  'approved',
]
const addresses = [
  ...['', '?past=1', '?q=table&kind=round-table', '?q=nothing+at+all', '?city=Ruse&page=2', '/privacy'],
  ...['?past=1&year=2026', '?month=2027-03&kind=conference', '/calendar', '/calendar?month=2027-04&q=table'],
  ...slugs.flatMap((slug) => [`/events/${slug}`, `/events/${slug}/register`, `/events/${slug}/ask`]),
]

it.each(languages)('every page is there and valid in %s', async (language) => {
  const faults: string[] = []
  for (const address of addresses) {
    const answer = await site.get(`/${language}${address}`)
    const page = await answer.text()
    expect([address, answer.status]).toEqual([address, 200])
    expect(page).toContain(`<html lang="${language}">`)
    faults.push(...(await faultsOf(page)).map((fault) => `${address}: ${fault}`))
    // A sentence that could not be filled in shows its braces.
    expect(page.replace(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/[{}]/)
  }
  expect(faults).toEqual([])
})

it('finds faults where there are some', async () => {
  expect(await faultsOf('<!doctype html><p id="a"><img src="x"><p id="a">')).not.toEqual([])
})

it('links to the same page in every language', async () => {
  const page = await (await site.get('/bg/events/open?from=letter')).text()
  const links = [...page.matchAll(/<a href="([^"]+)" lang="(\w\w)" hreflang/g)].map(([, href, language]) => [
    language,
    href,
  ])
  expect(links).toEqual([
    ['en', '/en/events/open'],
    ['bg', '/bg/events/open'],
    ['ru', '/ru/events/open'],
    ['ky', '/ky/events/open'],
    ['be', '/be/events/open'],
  ])
  const list = shown(await (await site.get('/en?kind=round-table&q=table')).text())
  expect(list).toContain('<a href="/ru?q=table&kind=round-table" lang="ru"')
})

it('shows all that the event file says', async () => {
  const page = shown(await (await site.get('/en/events/conference-2027')).text())
  const told = [
    'Conference on villages',
    'What people ask.',
    '<strong>ред</strong>',
    '2–3 March 2027',
    'Sofia, UTC+2',
    'Читалище',
    'Зала 1',
    'ул. Широка 7',
    'Primerovo',
    'mlat=42.4&mlon=25.6',
    'От гарата направо.',
    'https://online.example.org/room',
    'Maria Primerova',
    'tel:+35942000000',
    'mailto:maria@example.org',
    '28 February 2027',
    '60 of 60 left',
    'You may bring up to 2 guests',
    'Bulgarian',
    'Община Примерово',
    '<img src="data:image/svg',
    'Пленарна част',
    'Ivan Primerov',
    '1 place left',
    'Посещение',
    'Сдружение',
    'Пише.',
    '/events/conference-2027/files/programme.txt',
    'Villages speak',
    'No. PR-7',
    'Co-financed.',
    'Само авторите отговарят.',
    'Добро управление',
    'Социален фонд',
    'eu-emblem',
    'Участници</span>: 65',
    '50,893.92',
  ]
  expect(told.filter((words) => !page.includes(words))).toEqual([])
  // What it says in another language is marked as such.
  expect(page).toContain('<span lang="bg">Читалище</span>')
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('href="javascript:')
  expect(page).not.toContain('desk@example.org')
})

it('tells what came of an event that is over', async () => {
  const page = await (await site.get('/ru/events/over')).text()
  expect(page).toContain('61 участник')
  expect(page).toContain('It went well.')
  expect(page).not.toContain('/register')
})

it('lists what is coming, and what was, by words, kind and city', async () => {
  const titles = async (query: string) =>
    [...(await (await site.get(`/en${query}`)).text()).matchAll(/<h3><a href="\/en\/events\/([^"]+)"/g)].map(
      ([, slug]) => slug,
    )
  const coming = [
    'conference-2027',
    'open',
    'small',
    'no-list',
    'early',
    'closed',
    'cancelled',
    'postponed',
    'verified',
    'approved',
  ]
  expect(await titles('')).toEqual(coming)
  expect(await titles('?past=1')).toEqual(['over'])
  expect(await titles('?kind=conference')).toEqual(['conference-2027'])
  expect(await titles('?city=PRIMEROVO')).toEqual(['conference-2027'])
  expect(await titles('?city=Примерово')).toEqual(['conference-2027'])
  expect(await titles('?q=СЕЛА')).toEqual(['conference-2027'])
  expect(await titles('?q=100%25')).toEqual([])
  expect(await titles('?page=2')).toEqual([])
})

it('sends a browser to its language, and keeps the rest of the address', async () => {
  const to = async (address: string, language: string) => {
    const answer = await site.get(address, { 'accept-language': language })
    return [answer.status, answer.headers.get('location'), answer.headers.get('vary')]
  }
  expect(await to('/', 'ru-RU,ru;q=0.9,en;q=0.5')).toEqual([302, '/ru', 'Accept-Language'])
  expect(await to('/events/open?x=1', 'bg')).toEqual([302, '/bg/events/open?x=1', 'Accept-Language'])
  expect(await to('/?q=a', 'fr')).toEqual([302, '/en/?q=a', 'Accept-Language'])
  expect(await to('/privacy', '*')).toEqual([302, '/en/privacy', 'Accept-Language'])
})

it('shows no draft anywhere', async () => {
  const statuses = [
    '/en/events/draft',
    '/en/events/draft/register',
    '/en/events/draft/ask',
    '/events/draft.ics',
  ].map(async (address) => (await site.get(address)).status)
  expect(await Promise.all(statuses)).toEqual([404, 404, 404, 404])
  expect(await (await site.get('/events.ics')).text()).not.toContain('draft')
})

it('offers calendars and feeds', async () => {
  const one = await site.get('/events/open.ics?lang=en')
  expect(one.headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH')
  expect(await one.text()).toContain('SUMMARY:Table open')
  const feed = await (await site.get('/events.ics', { 'accept-language': 'en' })).text()
  expect(feed.match(/BEGIN:VEVENT/g)).toHaveLength(10)
  const atom = await site.get('/events.atom?lang=bg')
  expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  expect(await atom.text()).toContain('Конференция за селата')
})

it('serves the files of an event so that nothing in them runs', async () => {
  const logo = await site.get('/events/conference-2027/files/logo.svg')
  expect([logo.status, logo.headers.get('content-type'), logo.headers.get('x-content-type-options')]).toEqual(
    [200, 'image/svg+xml', 'nosniff'],
  )
  expect(logo.headers.get('content-security-policy')).toContain('sandbox')
  const programme = await site.get('/events/conference-2027/files/programme.txt')
  expect(programme.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''programme.txt")
  expect(await programme.text()).toBe('Програма\n')
  const etag = logo.headers.get('etag') ?? ''
  expect((await site.get('/events/conference-2027/files/logo.svg', { 'if-none-match': etag })).status).toBe(
    304,
  )
  expect((await site.get('/events/conference-2027/files/..%2fconference-2027.yaml')).status).toBe(404)
})

it('stays within its weight', async () => {
  const weigh = async (address: string): Promise<number> => {
    const page = await (await site.get(address)).arrayBuffer()
    return Buffer.from(
      await new Response(new Blob([page]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
    ).length
  }
  const list = await (await site.get('/en')).text()
  const stylesheet = /href="(\/assets\/site\.[^"]+)"/.exec(list)?.[1] ?? ''
  const style = await weigh(stylesheet)
  const kilobytes = async (address: string) => (style + (await weigh(address))) / 1024
  expect(await kilobytes('/bg')).toBeLessThan(60)
  expect(await kilobytes('/bg/events/conference-2027')).toBeLessThan(80)
  expect(await kilobytes('/bg/events/conference-2027/register')).toBeLessThan(40)
  expect((await site.get(stylesheet)).headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable',
  )
})
