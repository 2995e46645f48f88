import { describe, expect, it } from 'vitest'
import { eventsInPart, mostAddresses, partOf, sitemap, sitemapIndex } from '../../src/documents/sitemap.ts'
import type { Announced } from '../../src/domain/events/finding/announced.ts'
import { languages } from '../../src/platform/i18n.ts'
import { type ReadElement, readXml } from '../support/read-xml.ts'

const baseUrl = 'https://events.example.org'
const changed = '2027-01-10T08:15:30.250Z'

async function* pages(...all: Announced[][]): AsyncGenerator<Announced[]> {
  yield* all
}

const event = (id: number, slug: string, updatedAt = changed): Announced => ({ id, slug, updatedAt })
const textOf = async (parts: AsyncIterable<string>) => readXml((await Array.fromAsync(parts)).join(''))
const elements = ({ children }: ReadElement) => children.filter((child) => typeof child === 'object')
const text = (element: ReadElement, name: string) =>
  elements(element)
    .find((child) => child.name === name)
    ?.children.join('')
const addresses = (root: ReadElement) => elements(root).map((entry) => text(entry, 'loc'))

describe('the map of the site', () => {
  it('has each page and event in each language', async () => {
    const root = await textOf(sitemap(baseUrl, ['', '?past=1'], pages([event(1, 'a')], [event(2, 'b')])))
    expect([root.name, root.attributes]).toEqual([
      'urlset',
      {
        xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
        'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
      },
    ])
    expect(addresses(root)).toEqual(
      ['', '?past=1', '/events/a', '/events/b'].flatMap((path) =>
        languages.map((language) => `${baseUrl}/${language}${path}`),
      ),
    )
  })

  it('says of every address when it changed, and all its languages with its own', async () => {
    const root = await textOf(sitemap(baseUrl, [], pages([event(1, 'a')])))
    const links = languages.map((hreflang) => [hreflang, `${baseUrl}/${hreflang}/events/a`])
    for (const url of elements(root)) {
      expect(text(url, 'lastmod')).toBe(changed)
      const found = elements(url).filter(({ name }) => name === 'xhtml:link')
      expect(found.map(({ attributes }) => attributes.rel)).toEqual(found.map(() => 'alternate'))
      expect(found.map(({ attributes: { hreflang, href } }) => [hreflang, href])).toEqual([
        ...links,
        ['x-default', `${baseUrl}/events/a`],
      ])
    }
    expect(elements(root)).toHaveLength(languages.length)
  })

  it('escapes what stands in addresses', async () => {
    const root = await textOf(sitemap(baseUrl, ['?past=1&city=A&B'], pages()))
    expect(addresses(root)[0]).toBe(`${baseUrl}/en?past=1&city=A&B`)
  })
})

describe('its parts', () => {
  it('keep their events whatever is announced later, and stay within the limit', () => {
    expect(eventsInPart * languages.length).toBeLessThanOrEqual(mostAddresses)
    expect([1, eventsInPart, eventsInPart + 1, eventsInPart * 2].map(partOf)).toEqual([1, 1, 2, 2])
  })

  it('are named with their latest change, and those alone that hold something', async () => {
    const later = '2027-02-01T00:00:00.000Z'
    const far = event(eventsInPart * 3 + 5, 'far')
    const root = await textOf(sitemapIndex(baseUrl, pages([event(1, 'a', later), event(2, 'b')], [far], [])))
    expect(elements(root).map((part) => [text(part, 'loc'), text(part, 'lastmod')])).toEqual([
      [`${baseUrl}/sitemap-0.xml`, undefined],
      [`${baseUrl}/sitemap-1.xml`, later],
      [`${baseUrl}/sitemap-4.xml`, changed],
    ])
  })
})
