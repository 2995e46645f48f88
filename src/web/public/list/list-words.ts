/** What a list is called, by what it is narrowed to: "Round tables in Ruse". */
import { inLanguage } from '../../../domain/events/event.ts'
import type { Facets, Place } from '../../../domain/events/finding/facets.ts'
import { placeNamed } from '../../../domain/events/finding/facets.ts'
import type { Wish } from '../../../domain/events/finding/wish.ts'
import { monthHeading } from '../../../platform/dates.ts'
import { type Language, localeOf, phrase } from '../../../platform/i18n.ts'

export function headingOf(wish: Wish, found: Facets, language: Language): string {
  const what = whatOf(wish, language)
  if (wish.city === null) return what
  const place = cityName(wish.city, found, language)
  return phrase(language, 'finding.in-place', { what, place })
}

/** For the window and for lists of pages found: the words that were looked for and the page as well. */
export function titleOf(heading: string, { words, page }: Wish, language: Language): string {
  const title = words === '' ? heading : `${heading}: ${words}`
  return page === 1 ? title : phrase(language, 'public.list.page-title', { title, page })
}

/** "March 2027" or "2027" */
export function periodWords(period: string, language: Language): string {
  if (period.length === 4) return phrase(language, 'finding.year-name', { year: period })
  return monthHeading(`${period}-15T00:00:00Z`, 'UTC', language)
}

/** What a city is called in the language of the page; as it was typed when no event is there. */
export function cityName(city: string, { places }: Facets, language: Language): string {
  const place = placeNamed(places, city)
  return place === undefined ? city : placeName(place, language)
}

export function placeName(place: Place, language: Language): string {
  return inLanguage(place.name, language, place.language).text
}

function whatOf({ past, kind, period }: Wish, language: Language): string {
  const kinds = kind === null ? null : phrase(language, `kinds.${kind}`)
  if (period) {
    const what = kinds ?? phrase(language, 'finding.events')
    const words = periodWords(period, language)
    return phrase(language, 'finding.of-period', {
      what,
      period: words,
      inside: uncapitalized(words, language),
    })
  }
  if (kinds === null) return phrase(language, past ? 'public.list.past-title' : 'public.list.title')
  return past ? phrase(language, 'finding.past-kind', { kind: uncapitalized(kinds, language) }) : kinds
}

function uncapitalized(text: string, language: Language): string {
  return text.slice(0, 1).toLocaleLowerCase(localeOf(language)) + text.slice(1)
}
