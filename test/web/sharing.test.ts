import type { HtmlElement } from 'html-validate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadFirstSamples } from '../../src/domain/events/first-samples.ts'
import { languages } from '../../src/platform/i18n.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { attribute, readPage } from '../support/read-page.ts'
import { type ReadElement, readXml } from '../support/read-xml.ts'
import { schemaFaults } from '../support/schema-org.ts'
import { startSite, type TestSite } from '../support/site.ts'
import { importCast, importChanged, now } from './cast.ts'

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

const see = async (address: string) => (await site.get(address)).text()
const elements = (page: string, selector: string): HtmlElement[] => readPage(page).querySelectorAll(selector)

/** The head as name and content, in order. */
function told(page: string): [string, string][] {
  return elements(page, 'head meta').flatMap((meta): [string, string][] => {
    const name = attribute(meta, 'property') ?? attribute(meta, 'name')
    const isTold = name !== null && /^(og:|twitter:|description|robots)/.test(name)
    return isTold ? [[name, attribute(meta, 'content') ?? '']] : []
  })
}

const content = (page: string, name: string) => told(page).find(([found]) => found === name)?.[1]
const canonical = (page: string) => {
  const [link] = elements(page, 'head link[rel="canonical"]')
  return link === undefined ? null : attribute(link, 'href')
}

describe('the head of a page', () => {
  it('tells other sites what the event is', async () => {
    const page = await see('/bg/events/conference-2027?utm_source=letter')
    const picture = content(page, 'og:image') ?? ''
    expect(picture).toMatch(
      new RegExp(`^${site.base}/events/conference-2027/picture\\.bg\\.[0-9a-f]{12}\\.png$`),
    )
    expect(told(page)).toEqual([
      ['description', 'Какво питат хората.'],
      ['og:type', 'website'],
      ['og:site_name', 'Turnout'],
      ['og:url', `${site.base}/bg/events/conference-2027`],
      ['og:title', 'Конференция за селата'],
      ['og:description', 'Какво питат хората.'],
      ['og:locale', 'bg_BG'],
      ...['en_GB', 'ru_RU', 'ky_KG', 'be_BY'].map((locale) => ['og:locale:alternate', locale]),
      ['og:image', picture],
      ['og:image:type', 'image/png'],
      ['og:image:width', '1200'],
      ['og:image:height', '630'],
      [
        'og:image:alt',
        'Конференция за селата. вторник – сряда, 2–3 март 2027 г., начало 09:00 ч., край 13:00 ч. ' +
          '(София, UTC+2). Читалище, Зала 1, ул. Широка 7, Примерово',
      ],
      ['twitter:card', 'summary_large_image'],
    ])
  })

  it('names the page by one address, and every language by its own', async () => {
    const page = await see('/ru/events/open?from=letter')
    expect(canonical(page)).toBe(`${site.base}/ru/events/open`)
    const links = elements(page, 'head link[hreflang]').map((link) => [
      attribute(link, 'hreflang'),
      attribute(link, 'href'),
    ])
    expect(links).toEqual([
      ...languages.map((language) => [language, `${site.base}/${language}/events/open`]),
      ['x-default', `${site.base}/events/open`],
    ])
  })

  it.each([
    ['', ''],
    ['?kind=round-table&utm_source=x', '?kind=round-table'],
    ['?city=Ruse&past=1&fbclid=x', '?city=Ruse&past=1'],
    ['?q=table', ''],
    ['?q=table&kind=round-table&page=2', '?kind=round-table'],
    ['?page=2', '?page=2'],
  ])('of the list %s is that of %s', async (asked, kept) => {
    const page = await see(`/en${asked}`)
    expect(canonical(page)).toBe(`${site.base}/en${kept}`)
    expect(elements(page, 'head link[hreflang="x-default"]').map((link) => attribute(link, 'href'))).toEqual([
      `${site.base}/${kept}`,
    ])
  })

  it('of the form for letters is the same, whatever a link has filled in', async () => {
    expect(canonical(await see('/en/subscribe?city=Anything'))).toBe(`${site.base}/en/subscribe`)
  })

  it.each([
    ['', undefined],
    ['?city=Ruse', undefined],
    ['?city=Whatever+somebody+writes', 'noindex, follow'],
    ['?q=table', 'noindex, follow'],
    ['?q=whatever+somebody+writes', 'noindex, follow'],
  ])('lets %s be indexed, or not: %s', async (asked, robots) => {
    expect(content(await see(`/en${asked}`), 'robots')).toBe(robots)
  })

  it('has a description and a picture also where nothing is said', async () => {
    for (const path of ['', '/privacy', '/events/open', '/events/open/register', '/events/open/ask']) {
      const page = await see(`/en${path}`)
      expect([path, told(page).filter(([name]) => name === 'description')]).toEqual([
        path,
        [['description', expect.stringMatching(/.{20}/)]],
      ])
      expect([path, (await fetch(content(page, 'og:image') ?? '')).status]).toEqual([path, 200])
    }
    expect(content(await see('/en/events/open'), 'description')).toBe(
      'Table open. Thursday, 1 April 2027, 09:00–13:00 (Sofia, UTC+3). Ruse',
    )
  })

  it('of a page that is one person’s tells nothing', async () => {
    const sent = await site.post('/en/events/open/register', { name: 'Ivan', email: 'ivan@example.org' })
    const answer = await site.get(sent.headers.get('location') ?? '')
    const page = await answer.text()
    expect([told(page), canonical(page), answer.headers.get('x-robots-tag')]).toEqual([[], null, 'noindex'])
  })
})

describe('the picture', () => {
  const addressOf = async (slug: string, language = 'en') =>
    (content(await see(`/${language}/events/${slug}`), 'og:image') ?? '').replace(site.base, '')

  it('is kept for ever under its address, and known by its tag', async () => {
    const address = await addressOf('open')
    const answer = await site.get(address)
    const { headers } = answer
    expect([answer.status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'image/png',
      'public, max-age=31536000, immutable',
    ])
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
    const again = await site.get(address, { 'if-none-match': headers.get('etag') ?? '' })
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
    expect(Buffer.from(await (await site.get(address)).arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('has another address, and other bytes, when the event is called off', async () => {
    const before = await addressOf('small')
    const first = await (await site.get(before)).arrayBuffer()
    await importChanged(made.database, 'small', (text) =>
      text.replace('status: published', 'status: cancelled'),
    )
    const after = await addressOf('small')
    expect(after).not.toBe(before)
    const old = await site.get(before)
    // Who still has the old address sees how things are now, and asks again soon.
    expect(old.headers.get('cache-control')).toBe('public, max-age=300')
    const bytes = Buffer.from(await old.arrayBuffer())
    expect(bytes.equals(Buffer.from(await (await site.get(after)).arrayBuffer()))).toBe(true)
    expect(bytes.equals(Buffer.from(first))).toBe(false)
  })

  it.each([
    '/events/draft/picture.en.000000000000.png',
    '/events/nothing/picture.en.000000000000.png',
    '/events/open/picture.fr.000000000000.png',
    '/picture.fr.000000000000.png',
  ])('is not there at %s', async (address) => {
    expect((await site.get(address)).status).toBe(404)
  })
})

it('what pages say in schema.org’s words is what they may say there, for every sample in every language', async () => {
  const samples = await makeDatabase('sqlite')
  await loadFirstSamples(samples.database, new Date())
  const other = await startSite(samples.database)
  const slugs = await samples.database.read.selectFrom('events').select('slug').execute()
  for (const { slug } of slugs) {
    for (const language of languages) {
      const page = await (await other.get(`/${language}/events/${slug}`)).text()
      const told = [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
      const faults = told.map(([, json = '']) => schemaFaults(JSON.parse(json)))
      expect([language, slug, faults]).toEqual([language, slug, [[], []]])
    }
  }
  expect(slugs.length).toBeGreaterThan(10)
  await other.stop()
  await samples.remove()
})

describe('search engines', () => {
  const children = ({ children: all }: ReadElement) => all.filter((child) => typeof child === 'object')
  const locations = (xml: string) =>
    children(readXml(xml)).map((entry) =>
      children(entry)
        .find(({ name }) => name === 'loc')
        ?.children.join(''),
    )

  it('are told where everything is, and what is nobody’s', async () => {
    const answer = await site.get('/robots.txt')
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const lines = (await answer.text()).split('\n')
    expect(lines).toContain('Disallow: /organize')
    expect(lines).toContain('Disallow: /be/r/')
    expect(lines).toContain(`Sitemap: ${site.base}/sitemap.xml`)
  })

  it('find every page and no draft, each as it is answered', async () => {
    const answer = await site.get('/sitemap.xml', { 'accept-encoding': 'identity' })
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    const found = locations(await answer.text())
    expect(found).toContain(`${site.base}/ky/events/over`)
    expect(found.filter((address) => address?.includes('draft'))).toEqual([])
    expect(new Set(found).size).toBe(found.length)
    for (const address of found) {
      const page = await fetch(address ?? '', { redirect: 'manual' })
      const html = await page.text()
      expect([address, page.status, canonical(html)]).toEqual([address, 200, address])
      const [anyLanguage] = elements(html, 'head link[hreflang="x-default"]')
      const elsewhere = await fetch(attribute(anyLanguage ?? readPage(html), 'href') ?? '', {
        redirect: 'manual',
      })
      expect([address, elsewhere.status]).toEqual([address, 302])
    }
  })

  it('are told of a change without the page, and left alone when they leave', async () => {
    const head = await fetch(`${site.base}/sitemap.xml`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const leaving = new AbortController()
    const answer = await fetch(`${site.base}/sitemap.xml`, { signal: leaving.signal })
    leaving.abort()
    await expect(answer.text()).rejects.toThrow()
    expect((await site.get('/sitemap.xml')).status).toBe(200)
  })

  it('may have it packed', async () => {
    const answer = await site.get('/sitemap.xml', { 'accept-encoding': 'gzip' })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(locations(await answer.text())).toContain(`${site.base}/bg`)
  })

  it('find the parts that hold something, and those alone', async () => {
    expect(locations(await see('/sitemap-0.xml'))).toContain(`${site.base}/en/privacy`)
    expect(locations(await see('/sitemap-1.xml'))).toContain(`${site.base}/en/events/open`)
    const statuses = ['2', 'x', '01', '-1', '1.5', '99999999999'].map(
      async (part) => (await site.get(`/sitemap-${part}.xml`)).status,
    )
    expect(await Promise.all(statuses)).toEqual([404, 404, 404, 404, 404, 404])
  })

  it('find a list of parts where one file would be too long, and every event in one of them', async () => {
    const { id: _, ...open } = await made.database.read
      .selectFrom('events')
      .selectAll()
      .where('slug', '=', 'open')
      .executeTakeFirstOrThrow()
    await made.database.write(async ({ db }) => {
      for (let n = 0; n < 1000; n++)
        await db
          .insertInto('events')
          .values({ ...open, slug: `copy-${n}` })
          .execute()
    })
    const index = await see('/sitemap.xml')
    expect(readXml(index).name).toBe('sitemapindex')
    const parts = locations(index)
    expect(parts).toEqual([0, 1, 2].map((part) => `${site.base}/sitemap-${part}.xml`))
    const found = await Promise.all(
      parts.map(async (part) => locations(await (await fetch(part ?? '')).text())),
    )
    expect(Math.max(...found.map((part) => part.length))).toBeLessThanOrEqual(5000)
    const all = new Set(found.flat())
    expect(all.size).toBe(found.flat().length)
    for (const slug of ['open', 'over', 'copy-0', 'copy-999'])
      expect(all).toContain(`${site.base}/ru/events/${slug}`)
  })
})
