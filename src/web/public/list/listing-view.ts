/** The list of events as its template wants it. */

import type { EventDocument } from '../../../domain/events/event.ts'
import type { CataloguePage, Listed } from '../../../domain/events/finding/catalogue.ts'
import type { Facets } from '../../../domain/events/finding/facets.ts'
import type { Wish } from '../../../domain/events/finding/wish.ts'
import { phaseOf } from '../../../domain/events/phase.ts'
import { monthHeading } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { cityOf, otherLanguage, placeWords, plateOf, readerOf, stateWord, whenWords } from '../words.ts'
import { filtersOf } from './filters.ts'
import { feedPath, isNarrowed, pathOf, periodField, subscribePath } from './list-address.ts'
import { headingOf, titleOf } from './list-words.ts'
import type { Found } from './listing.ts'
import type { WayOut } from './no-results.ts'

type Listing = {
  found: Found
  known: Facets
  ways: readonly WayOut[]
  wish: Wish
  now: Date
  language: Language
}

export function listPage({ found, known, ways, wish, now, language }: Listing) {
  const heading = headingOf(wish, known, language)
  return {
    title: titleOf(heading, wish, language),
    path: pathOf(wish),
    heading,
    wish,
    period: periodField(wish),
    isNarrowed: isNarrowed(wish),
    ...searchedWords(found, wish, language),
    filters: filtersOf(known, wish, (to) => `/${language}${pathOf(to)}`, language),
    months: months(found.events, now, language),
    empty: emptyWords(wish, language),
    ways,
    all: `/${language}`,
    feeds: feedsOf(wish, language),
    pages: pageLinks(found, wish, language),
  }
}

/** What words found is said when there is something; where there is nothing, that is said instead. */
function searchedWords({ events, isSimilar }: Found, wish: Wish, language: Language) {
  if (wish.words === '') return {}
  const said = isSimilar && events.length > 0 ? 'finding.similar' : 'public.list.searched'
  return {
    searched: events.length === 0 ? undefined : phrase(language, said, { q: wish.words }),
    withoutWords: `/${language}${pathOf({ ...wish, words: '', page: 1 })}`,
  }
}

function emptyWords({ past, ...wish }: Wish, language: Language): string {
  if (isNarrowed({ past, ...wish })) return phrase(language, 'public.list.empty-filtered')
  return phrase(language, past ? 'public.list.empty-past' : 'public.list.empty')
}

/** The same selection for calendars, feed readers and mailboxes. */
export function feedsOf(wish: Wish, language: Language) {
  return {
    label: phrase(language, isNarrowed(wish) ? 'finding.selection' : 'finding.all-events'),
    calendar: feedPath('/events.ics', wish, language),
    atom: feedPath('/events.atom', wish, language),
    subscribe: `/${language}${subscribePath(wish)}`,
  }
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
  const phase = phaseOf(event, places, now)
  return {
    href: `/${language}/events/${event.slug}`,
    title: read(document.title),
    kind: phrase(language, `kind.${document.kind}`),
    city: cityOf(document, read),
    writtenIn: otherLanguage(read(document.title), language),
    place: placeWords(document, read),
    plate: plateOf(event, language),
    when: whenWords(listed, language),
    state: stateWord(listed, phase, now, language),
    isOnline: document.venue.online_url !== undefined && phase !== 'over',
    hasResults: phase === 'over' && hasResults(document),
    isSample: event.isSample,
  }
}

/** More than a number: what was said, decided, photographed. */
function hasResults({ results, documents }: EventDocument): boolean {
  return (
    results?.summary !== undefined ||
    documents.some(({ kind }) => kind === 'minutes' || kind === 'resolution')
  )
}

function pageLinks({ hasMore }: CataloguePage, wish: Wish, language: Language) {
  const to = (page: number) => `/${language}${pathOf({ ...wish, page })}`
  return {
    previous: wish.page > 1 ? to(wish.page - 1) : undefined,
    next: hasMore ? to(wish.page + 1) : undefined,
    current: phrase(language, 'public.list.page', { page: wish.page }),
  }
}
