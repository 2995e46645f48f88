/** The cities that a list can be narrowed to: the frequent ones in a line, all of them by country. */
import type { Place } from '../../../domain/events/finding/facets.ts'
import { inOwnOrder, type Language, localeOf, phrase } from '../../../platform/i18n.ts'
import type { Board, Choice } from '../list/filters.ts'
import { placeName } from '../list/list-words.ts'

/** So many cities are read at a glance; more stand by country. */
const placesInLine = 8

type PlaceChoice = { place: Place; choice: Choice }

export function placeChoices(board: Board) {
  const { wish, chosen, choose, language } = board
  const choices = choicesOf(board)
  // A city without events is chosen all the same: by a link from elsewhere.
  const unknown = wish.city !== null && chosen === undefined ? [choose(wish.city, {}, true)] : []
  const all = choose(phrase(language, 'public.list.all'), { city: null }, wish.city === null)
  const isLong = choices.length > placesInLine
  const inLine = choices.filter(({ choice }, i) => i < placesInLine || choice.current)
  return {
    cities: [all, ...unknown, ...inAlphabet(inLine, language)],
    countries: isLong ? countriesOf(choices, language) : [],
    allPlaces: phrase(language, 'finding.all-places', { n: choices.length }),
  }
}

function choicesOf({ found, wish, chosen, choose, count, language }: Board): PlaceChoice[] {
  return found.places
    .map((place) => {
      const name = placeName(place, language)
      return { place, choice: choose(name, { city: name }, place === chosen, count(wish.kind, place)) }
    })
    .filter(({ choice }) => choice.n !== 0 || choice.current)
}

function countriesOf(choices: readonly PlaceChoice[], language: Language) {
  const byCountry = Map.groupBy(choices, ({ place }) => place.country ?? '')
  const named = new Map([...byCountry].map(([code, those]) => [countryName(code, language), those]))
  const elsewhere = countryName('', language)
  const known = [...named.keys()].filter((name) => name !== elsewhere)
  const order = [...inOwnOrder(known, language), elsewhere]
  return order.flatMap((country) => {
    const those = named.get(country)
    return those === undefined ? [] : [{ country, cities: inAlphabet(those, language) }]
  })
}

function inAlphabet(choices: readonly PlaceChoice[], language: Language): Choice[] {
  const byName = Map.groupBy(choices, ({ choice }) => choice.label)
  return inOwnOrder(byName.keys(), language).flatMap((name) =>
    (byName.get(name) ?? []).map(({ choice }) => choice),
  )
}

const regionNames = new Map<Language, Intl.DisplayNames>()

function countryName(code: string, language: Language): string {
  if (code === '') return phrase(language, 'finding.elsewhere')
  const names = regionNames.get(language) ?? new Intl.DisplayNames(localeOf(language), { type: 'region' })
  regionNames.set(language, names)
  try {
    return names.of(code) ?? code
  } catch {
    // No code of a country: shown as it was written.
    return code
  }
}
