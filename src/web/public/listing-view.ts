/** The list of events as its template wants it. */
import type { CataloguePage, Facets, Listed, Wish } from '../../domain/events/catalogue.ts'
import { type Kind, kinds } from '../../domain/events/event.ts'
import { phaseOf } from '../../domain/events/phase.ts'
import { datePlate, monthHeading } from '../../platform/dates.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { fold } from '../../platform/text.ts'
import { placeWords, readerOf, stateWord, whenWords } from './words.ts'

export function listPage(page: CataloguePage, found: Facets, wish: Wish, now: Date, language: Language) {
  const heading = phrase(language, wish.past ? 'public.list.past-title' : 'public.list.title')
  const isNarrowed = wish.words !== '' || wish.kind !== null || wish.city !== null
  return {
    title: titleOf(heading, wish, language),
    path: pathOf(wish),
    heading,
    wish,
    isNarrowed,
    searched: wish.words === '' ? undefined : phrase(language, 'public.list.searched', { q: wish.words }),
    filters: filtersOf(found, wish, language),
    months: months(page.events, now, language),
    empty: emptyWords(wish, isNarrowed, language),
    all: `/${language}`,
    pages: pageLinks(page, wish, language),
  }
}

function titleOf(heading: string, { kind, city, words, page }: Wish, language: Language): string {
  const parts = [kind && phrase(language, `kinds.${kind}`), city, words].filter((part) => part)
  const title = parts.length === 0 ? heading : `${heading}: ${parts.join(', ')}`
  return page === 1 ? title : phrase(language, 'public.list.page-title', { title, page })
}

function emptyWords({ past }: Wish, isNarrowed: boolean, language: Language): string {
  if (isNarrowed) return phrase(language, 'public.list.empty-filtered')
  return phrase(language, past ? 'public.list.empty-past' : 'public.list.empty')
}

/** Each filter is a line of words that are links; the chosen one is marked. */
function filtersOf({ kinds: occurring, cities }: Facets, wish: Wish, language: Language) {
  const link = (label: string, change: Partial<Wish>, current: boolean) => ({
    label,
    href: `/${language}${pathOf({ ...wish, page: 1, ...change })}`,
    current,
  })
  const all = phrase(language, 'public.list.all')
  const ordered = kinds.filter((kind) => occurring.includes(kind) || kind === wish.kind)
  return {
    when: [
      link(phrase(language, 'public.list.upcoming'), { past: false }, !wish.past),
      link(phrase(language, 'public.list.past'), { past: true }, wish.past),
    ],
    kinds: [link(all, { kind: null }, wish.kind === null)].concat(
      ordered.map((kind: Kind) => link(phrase(language, `kinds.${kind}`), { kind }, kind === wish.kind)),
    ),
    cities: [link(all, { city: null }, wish.city === null)].concat(
      cityNames(cities, wish.city, language).map((city) => link(city, { city }, isSame(city, wish.city))),
    ),
  }
}

function cityNames(events: Facets['cities'], chosen: string | null, language: Language): string[] {
  const names = events.map(({ document }) => readerOf(document, language)(document.venue.city)?.text ?? '')
  const isListed = chosen === null || names.some((name) => isSame(name, chosen))
  return [...new Set(isListed ? names : [...names, chosen])].sort((a, b) => a.localeCompare(b, language))
}

function isSame(city: string, chosen: string | null): boolean {
  return chosen !== null && fold(city) === fold(chosen)
}

function months(events: readonly Listed[], now: Date, language: Language) {
  const headed = events.map((listed) => {
    const { startsAt, document } = listed.event
    return { month: monthHeading(startsAt, document.timezone, language), row: row(listed, now, language) }
  })
  return [...Map.groupBy(headed, ({ month }) => month)].map(([month, rows], index) => ({
    month,
    id: `month-${index}`,
    rows: rows.map((headedRow) => headedRow.row),
  }))
}

function row(listed: Listed, now: Date, language: Language) {
  const { event, places } = listed
  const { document } = event
  const read = readerOf(document, language)
  return {
    href: `/${language}/events/${event.slug}`,
    title: read(document.title),
    kind: phrase(language, `kind.${document.kind}`),
    city: read(document.venue.city),
    place: placeWords(document, read),
    plate: datePlate(event.startsAt, document.timezone, language),
    when: whenWords(listed, language),
    state: stateWord(listed, phaseOf(event, places, now), language),
    isOnline: document.venue.online_url !== undefined,
    isSample: event.isSample,
  }
}

function pageLinks({ hasMore }: CataloguePage, wish: Wish, language: Language) {
  const to = (page: number) => `/${language}${pathOf({ ...wish, page })}`
  return {
    previous: wish.page > 1 ? to(wish.page - 1) : undefined,
    next: hasMore ? to(wish.page + 1) : undefined,
    current: phrase(language, 'public.list.page', { page: wish.page }),
  }
}

/** The query that asks for this, always spelt the same. */
export function pathOf({ past, words, kind, city, page }: Wish): string {
  const query = new URLSearchParams()
  if (past) query.set('past', '1')
  if (words !== '') query.set('q', words)
  if (kind !== null) query.set('kind', kind)
  if (city !== null) query.set('city', city)
  if (page > 1) query.set('page', String(page))
  return query.size === 0 ? '' : `?${query}`
}
