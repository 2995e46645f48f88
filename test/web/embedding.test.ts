import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../src/platform/i18n.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { attribute, mainWords, readPage, wordsOf } from '../support/read-page.ts'
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

const someone = { name: 'Ivan Primerov', email: 'ivan@example.org' }
const see = async (address: string) => (await site.get(address)).text()
const all = (page: string, selector: string) => readPage(page).querySelectorAll(selector)

function framing({ headers }: Response) {
  const policy = headers.get('content-security-policy') ?? ''
  return {
    ancestors: /frame-ancestors ([^;]+)/.exec(policy)?.[1],
    scripts: /script-src ([^;]+)/.exec(policy)?.[1],
    frameOptions: headers.get('x-frame-options'),
  }
}

const anywhere = { ancestors: '*', scripts: "'self'", frameOptions: null }

describe('framing', () => {
  it('is for the pages that are made for it, and what they lead to', async () => {
    const sent = await site.post('/en/embed/events/open/register', someone)
    const receipt = sent.headers.get('location') ?? ''
    expect([sent.status, receipt]).toEqual([
      303,
      expect.stringMatching(/^\/en\/embed\/events\/open\/received\//),
    ])
    const mistaken = await site.post('/en/embed/events/open/register', { name: '' })
    expect([mistaken.status, framing(mistaken)]).toEqual([422, anywhere])
    const pages = ['/en/embed', '/en/events/open/embed', '/en/embed/events/open/register', receipt]
    for (const address of pages) {
      const answer = await site.get(address)
      expect([address, answer.status, framing(answer)]).toEqual([address, 200, anywhere])
      expect(answer.headers.get('x-robots-tag')).toBe('noindex')
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    }
    expect(framing(await site.get('/en/events/nothing/embed'))).toEqual(anywhere)
  })

  it('is refused by every other page', async () => {
    const sent = await site.post('/en/events/open/register', { ...someone, name: 'Other' })
    const pages = [
      '/en',
      '/en/events/open',
      '/en/events/open/register',
      '/en/privacy',
      '/en/embedding',
      '/organize',
    ]
    for (const address of [...pages, sent.headers.get('location') ?? '', '/en/nothing']) {
      const { ancestors, frameOptions } = framing(await site.get(address))
      expect([address, ancestors, frameOptions]).toEqual([address, "'none'", 'DENY'])
    }
  })

  it('takes a form from its own frame and from nowhere else', async () => {
    const status = async (headers: Record<string, string>) =>
      (await site.post('/en/embed/events/open/register', { ...someone, name: 'Petra' }, headers)).status
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(303)
  })
})

describe('the list in a frame', () => {
  const titles = async (address: string) => all(await see(address), 'h2').map(wordsOf)

  it('is what is coming, narrowed and cut as the address says', async () => {
    const coming = await titles('/en/embed')
    expect(coming).toHaveLength(10)
    expect(coming[0]).toBe('Conference on villages')
    expect(await titles('/en/embed?count=2')).toEqual(coming.slice(0, 2))
    expect(await titles('/en/embed?kind=conference')).toEqual(['Conference on villages'])
    expect(await titles('/en/embed?city=Primerovo&count=5')).toEqual(['Conference on villages'])
    expect(await titles('/en/embed?q=open')).toEqual(['Table open'])
    for (const odd of ['0', '-1', 'x', '1.5', ''])
      expect(await titles(`/en/embed?count=${odd}`)).toHaveLength(10)
  })

  it('leads to the pages themselves, out of the frame', async () => {
    const page = await see('/bg/embed?kind=conference')
    expect(all(page, 'base').map((base) => attribute(base, 'target'))).toEqual(['_top'])
    expect(all(page, 'main a').map((link) => [attribute(link, 'href'), attribute(link, 'target')])).toEqual([
      ['/bg/events/conference-2027', null],
      ['/bg?kind=conference', null],
    ])
    expect(all(page, 'header, footer, nav')).toEqual([])
  })

  it('says so where nothing is found', async () => {
    expect(mainWords(await see('/en/embed?q=nothing-of-the-kind'))).toContain('No event matches.')
  })
})

describe('an event in a frame', () => {
  it.each(languages)('says when, where and whom to ask in %s', async (language) => {
    const words = mainWords(await see(`/${language}/events/conference-2027/embed`))
    for (const told of ['UTC+2', 'Читалище', '+359 42 000 000', 'maria@example.org'])
      expect(words).toContain(told)
  })

  it('keeps its form in the frame, and nothing else', async () => {
    const page = await see('/en/events/open/embed')
    const kept = all(page, 'a').filter((link) => attribute(link, 'target') === '_self')
    expect(kept.map((link) => attribute(link, 'href'))).toEqual(['/en/embed/events/open/register'])
    const form = await see('/en/embed/events/open/register')
    expect(all(form, 'form').map((one) => [attribute(one, 'action'), attribute(one, 'target')])).toEqual([
      ['/en/embed/events/open/register', '_self'],
    ])
    const others = all(form, '[formaction]').map((button) => attribute(button, 'formaction'))
    expect(
      others.filter((address) => !/^\/\w\w\/embed\/events\/open\/register$/.test(address ?? '')),
    ).toEqual([])
    expect(others.length).toBe(languages.length - 1)
  })

  it.each(['early', 'closed', 'cancelled', 'postponed', 'over'])(
    'that is %s has no way to a form',
    async (slug) => {
      const page = await see(`/en/events/${slug}/embed`)
      expect(all(page, 'a').filter((link) => attribute(link, 'target') === '_self')).toEqual([])
      expect((await site.get(`/en/embed/events/${slug}/register`)).status).toBe(200)
    },
  )
})

describe('the script', () => {
  it('is small, for any site, and known by its tag', async () => {
    const answer = await site.get('/embed.js')
    const { headers } = answer
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(2048)
    expect([headers.get('content-type'), headers.get('access-control-allow-origin')]).toEqual([
      'text/javascript; charset=utf-8',
      '*',
    ])
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect((await site.get('/embed.js', { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304)
  })
})

it('whoever asks without a language gets their own', async () => {
  const answer = await site.get('/embed?count=3', { 'accept-language': 'ky' })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/ky/embed?count=3'])
})

it('the page for other sites’ editors has the lines to copy, with the address of this site', async () => {
  const lines = all(await see('/be/embedding'), 'pre')
    .map(wordsOf)
    .join(' ')
  for (const address of ['/be/embed?count=5', '/be/events/EVENT/embed', '/embed.js']) {
    expect(lines).toContain(`${site.base}${address}`)
  }
})
