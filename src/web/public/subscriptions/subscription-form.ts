/** The fields that say what somebody wants to hear of: read from a form, and shown in one. */
import { inLanguage, type Kind, kinds } from '../../../domain/events/event.ts'
import { type Place, placeNamed } from '../../../domain/events/finding/facets.ts'
import { cityKey } from '../../../domain/subscriptions/news.ts'
import type { NewsWish } from '../../../domain/subscriptions/subscription.ts'
import {
  isLanguage,
  type Language,
  languages,
  ownName,
  type PhraseKey,
  phrase,
} from '../../../platform/i18n.ts'
import { cleanLine } from '../../../platform/text.ts'
import type { Fields } from '../../body.ts'
import { line, refuseField, several, single } from '../../fields.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../registration/form-view.ts'

const mostCities = 20
const longestName = 100

const chosenKinds = several.transform((values, context): Kind[] => {
  const chosen = kinds.filter((kind) => values.includes(kind))
  return chosen.length === values.length
    ? chosen
    : refuseField(context, 'subscriptions.mistake.kind' satisfies PhraseKey)
})

const chosenCities = several.transform((values, context) => {
  const names = cityNames(values)
  if (names.length <= mostCities && values.length <= 2 * mostCities) return names
  return refuseField(context, 'subscriptions.mistake.cities', { n: mostCities })
})

export const wishFields = { kinds: chosenKinds, cities: chosenCities, other_cities: line(500) }

export const letterLanguage = single.transform((value, context) =>
  isLanguage(value) ? value : refuseField(context, 'subscriptions.mistake.language' satisfies PhraseKey),
)

type ReadFields = { kinds: Kind[]; cities: string[]; other_cities: string }

/** The ticked places and those that were typed, each once; or the mistake that there are too many. */
export function wishOf(
  { kinds: wanted, cities, other_cities }: ReadFields,
  language: Language,
): { wish: NewsWish } | { mistake: Mistake } {
  const all = cityNames([...cities, ...other_cities.split(/[,;]/)])
  if (all.length <= mostCities) return { wish: { kinds: wanted, cities: all, language } }
  return {
    mistake: { field: 'other_cities', key: 'subscriptions.mistake.cities', values: { n: mostCities } },
  }
}

/** Tidy and each once, however it is spelt. */
function cityNames(typed: readonly string[]): string[] {
  const names = typed.map((name) => cleanLine(name, longestName)).filter((name) => cityKey(name) !== '@')
  return [...new Map(names.map((name) => [cityKey(name), name])).values()]
}

/** What stands in the form: what was sent, or what holds now in the same names. */
export type WishTyped = { fields: Fields; mistakes: readonly Mistake[] }

export function fieldsOfWish({ kinds, cities, language }: NewsWish): Fields {
  return { kinds, cities, language }
}

export function wishForm(known: readonly Place[], { fields, mistakes }: WishTyped, language: Language) {
  const shown = shownMistakes(mistakes, language)
  const ticked = listOf(fields.kinds)
  return {
    mistakes: shown,
    wrong: Object.fromEntries(shown.map(({ field, text }) => [field, text])),
    typed: { email: firstOf(fields.email), other_cities: firstOf(fields.other_cities) },
    kinds: kinds.map((kind, index) => ({
      id: index === 0 ? 'kinds' : `kinds-${kind}`,
      value: kind,
      label: phrase(language, `kinds.${kind}`),
      checked: ticked.includes(kind),
    })),
    cities: cityBoxes(known, listOf(fields.cities).slice(0, 2 * mostCities), language),
    languages: languages.map((code) => ({
      code,
      name: ownName(code),
      selected: code === (firstOf(fields.language) || language),
    })),
  }
}

/** Places where something was or will be, and those that were chosen before, in the order of the alphabet. */
function cityBoxes(known: readonly Place[], chosen: readonly string[], language: Language) {
  const names = cityNames(chosen)
  const others = names.filter((name) => placeNamed(known, name) === undefined)
  const boxes = [
    ...known.map((place) => boxOf(place, names, language)),
    ...others.map((text) => typedBox(text, language)),
  ]
  return boxes
    .sort((a, b) => a.text.localeCompare(b.text, language))
    .map((box, index) => ({ ...box, id: index === 0 ? 'cities' : `cities-${index}` }))
}

function boxOf(place: Place, chosen: readonly string[], language: Language) {
  const city = inLanguage(place.name, language, place.language)
  return { ...city, checked: chosen.some((name) => place.names.has(cityKey(name))) }
}

function typedBox(text: string, language: Language) {
  return { text, language, checked: true }
}

function listOf(sent: Fields[string]): readonly string[] {
  return sent === undefined ? [] : typeof sent === 'string' ? [sent] : sent
}
