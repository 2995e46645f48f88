/** The lines of words above a list, each a link that narrows it, with how many events it leaves. */
import { type Kind, kinds } from '../../../domain/events/event.ts'
import { type Facets, type Place, placeNamed } from '../../../domain/events/finding/facets.ts'
import { placesNear } from '../../../domain/events/finding/near.ts'
import type { Wish } from '../../../domain/events/finding/wish.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { placeChoices } from '../subscriptions/place-choices.ts'
import { calendarPath, pathOf } from './list-address.ts'
import { periodWords, placeName } from './list-words.ts'

/** So few events of the past need no years to find one's way. */
const fewPast = 12

export type Choice = { label: string; href: string; current: boolean; n?: number | undefined }

/** Where the choices of a page lead: to the list, or to the month that is shown. */
export type Leads = (wish: Wish) => string

/** What the lines are made of. */
export type Board = {
  found: Facets
  wish: Wish
  /** The city of the wish, when there are events */
  chosen: Place | undefined
  language: Language
  choose(label: string, change: Partial<Wish>, current: boolean, n?: number): Choice
  /** How many events a kind and a place leave; undefined where that is not known beforehand */
  count(kind: Kind | null, place: Place | null | undefined): number | undefined
}

export function filtersOf(found: Facets, wish: Wish, leads: Leads, language: Language, isCalendar = false) {
  const board = boardOf(found, wish, leads, language, isCalendar)
  return {
    when: timesOf(board, isCalendar),
    kinds: kindsOf(board),
    ...placeChoices(board),
    years: isCalendar ? [] : yearsOf(board),
    near: nearOf(board),
  }
}

function boardOf(found: Facets, wish: Wish, leads: Leads, language: Language, isCalendar: boolean): Board {
  // What words find, or a month has, is not counted beforehand.
  const isCounted = wish.words === '' && !wish.period && !isCalendar
  return {
    ...{ found, wish, language },
    chosen: wish.city === null ? undefined : placeNamed(found.places, wish.city),
    choose: (label, change, current, n) => ({
      ...{ label, current, n },
      href: leads({ ...wish, page: 1, ...change }),
    }),
    count: (kind, place) => (isCounted ? counted(found, kind, place) : undefined),
  }
}

function counted({ counts }: Facets, kind: Kind | null, place: Place | null | undefined): number {
  return counts
    .filter((one) => (kind === null || one.kind === kind) && (!place || one.place === place))
    .reduce((sum, { n }) => sum + n, 0)
}

function timesOf({ wish, language }: Board, isCalendar: boolean): Choice[] {
  const month = wish.period?.includes('-') ? wish.period : null
  const isList = !isCalendar && month === null
  const list = (past: boolean) => `/${language}${pathOf({ ...wish, past, period: null, page: 1 })}`
  const calendar = `/${language}${calendarPath(wish, month)}`
  return [
    {
      label: phrase(language, 'public.list.upcoming'),
      href: list(false),
      current: isList && !wish.past,
    },
    { label: phrase(language, 'public.list.past'), href: list(true), current: isList && wish.past },
    { label: phrase(language, 'finding.calendar'), href: calendar, current: isCalendar },
  ]
}

function kindsOf({ found, wish, chosen, choose, count, language }: Board): Choice[] {
  const occurring = kinds.filter(
    (kind) => kind === wish.kind || found.counts.some((one) => one.kind === kind),
  )
  const each = occurring.map((kind) =>
    choose(phrase(language, `kinds.${kind}`), { kind }, kind === wish.kind, count(kind, chosen)),
  )
  const all = choose(phrase(language, 'public.list.all'), { kind: null }, wish.kind === null)
  return [all, ...each.filter(({ n, current }) => n !== 0 || current)]
}

/** Of a long past the years stand above it. */
function yearsOf({ found, wish, choose, language }: Board): Choice[] {
  if (!wish.past || counted(found, null, null) <= fewPast || found.years.length < 2) return []
  return [
    choose(phrase(language, 'public.list.all'), { period: null }, !wish.period),
    ...found.years.map((year) =>
      choose(periodWords(year, language), { period: year }, year === wish.period?.slice(0, 4)),
    ),
  ]
}

function nearOf({ found, chosen, choose, language }: Board) {
  const near = chosen === undefined ? [] : placesNear(found.places, chosen)
  if (chosen === undefined || near.length === 0) return undefined
  return {
    label: phrase(language, 'finding.near', { place: placeName(chosen, language) }),
    places: near.map(({ place, km }) => {
      const name = placeName(place, language)
      return choose(phrase(language, 'finding.distance', { place: name, km }), { city: name }, false)
    }),
  }
}
