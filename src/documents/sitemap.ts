/** Every public page for search engines (sitemaps.org, 0.9), each with its other languages (xhtml:link). */
import type { Announced } from '../domain/events/finding/announced.ts'
import { type Language, languages } from '../platform/i18n.ts'
import { element } from '../platform/xml.ts'

/** Of one file; the protocol allows 50,000, which would be forty megabytes of ours. */
export const mostAddresses = 5000

/** Events in one part: each has an address in every language. */
export const eventsInPart = Math.floor(mostAddresses / languages.length)

/** Pages that are about no event, by what follows the language. */
export const lastingPages: readonly string[] = [
  '',
  '?past=1',
  '/calendar',
  '/subscribe',
  '/embedding',
  '/privacy',
  '/accessibility',
]

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
const protocol = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The pages and events given, as text to be streamed. */
export async function* sitemap(
  baseUrl: string,
  pages: readonly string[],
  events: AsyncIterable<readonly Announced[]>,
): AsyncGenerator<string> {
  yield `${declaration}<urlset xmlns="${protocol}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`
  yield pages.map((path) => inEachLanguage(baseUrl, path)).join('')
  for await (const some of events) {
    yield some.map(({ slug, updatedAt }) => inEachLanguage(baseUrl, `/events/${slug}`, updatedAt)).join('')
  }
  yield '</urlset>\n'
}

/** Names the parts `/sitemap-N.xml`; part 0 holds the pages, part N the events of its numbers. */
export async function* sitemapIndex(
  baseUrl: string,
  events: AsyncIterable<readonly Announced[]>,
): AsyncGenerator<string> {
  yield `${declaration}<sitemapindex xmlns="${protocol}">\n`
  yield partEntry(baseUrl, 0)
  for (const [part, changed] of await changesOfParts(events)) yield partEntry(baseUrl, part, changed)
  yield '</sitemapindex>\n'
}

/** A part keeps its events for ever, whatever is announced later: 1 holds the numbers 1 to 1,000. */
export function partOf(id: number): number {
  return Math.floor((id - 1) / eventsInPart) + 1
}

async function changesOfParts(
  events: AsyncIterable<readonly Announced[]>,
): Promise<ReadonlyMap<number, string>> {
  const latest = new Map<number, string>()
  for await (const some of events) {
    for (const { id, updatedAt } of some) {
      const part = partOf(id)
      if (updatedAt > (latest.get(part) ?? '')) latest.set(part, updatedAt)
    }
  }
  return latest
}

function partEntry(baseUrl: string, part: number, changed?: string): string {
  const parts = [element('loc', {}, `${baseUrl}/sitemap-${part}.xml`), lastChange(changed)]
  return `${element('sitemap', {}, ...parts).xml}\n`
}

function inEachLanguage(baseUrl: string, path: string, changed?: string): string {
  const address = (language: Language) => `${baseUrl}/${language}${path}`
  const anyLanguage = path.startsWith('/') ? `${baseUrl}${path}` : `${baseUrl}/${path}`
  const others = [...languages.map((language) => [language, address(language)]), ['x-default', anyLanguage]]
  const links = others.map(([hreflang, href]) => element('xhtml:link', { rel: 'alternate', hreflang, href }))
  const entries = languages.map(
    (language) =>
      element('url', {}, element('loc', {}, address(language)), lastChange(changed), ...links).xml,
  )
  return `${entries.join('\n')}\n`
}

function lastChange(at: string | undefined) {
  return at === undefined ? undefined : element('lastmod', {}, at)
}
