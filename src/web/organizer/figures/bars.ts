/** Parts of the whole as rows of a table, each with its bar: the plot and the table are one. */
import type { Breakdown, Share } from '../../../domain/registrations/breakdown.ts'
import { inOwnOrder, type Language, languageName, phrase } from '../../../platform/i18n.ts'
import type { TextInLanguage } from '../../../platform/view-helpers.ts'
import { readerOf } from '../../public/words.ts'
import { sources } from '../people-wish.ts'
import type { Work } from '../viewer.ts'

export type BarRow = {
  label: TextInLanguage | string
  people: number
  arrived: number
  /** Of a hundred, where the longest bar or mark is a hundred */
  bar: number
  /** How many are hoped for, or how many there is room for */
  mark?: { people: number; at: number; words: string }
}

type Counted = {
  label: TextInLanguage | string
  share: Share
  mark?: { people: number; words: string } | undefined
}

function barRows(counted: readonly Counted[]): BarRow[] {
  const longest = Math.max(1, ...counted.map(({ share, mark }) => Math.max(share.people, mark?.people ?? 0)))
  const length = (people: number) => Math.round((people / longest) * 1000) / 10
  return counted.map(({ label, share: { people, arrived }, mark }) => ({
    label,
    people,
    arrived,
    bar: length(people),
    ...(mark === undefined ? {} : { mark: { ...mark, at: length(mark.people) } }),
  }))
}

const nobody: Share = { registrations: 0, people: 0, arrived: 0 }

/** The event's groups in their order, then what else people said; those with a target also when nobody came. */
export function groupRows({ byGroup }: Breakdown, { event, viewer }: Work): BarRow[] {
  const { language } = viewer
  const { registration, targets } = event.document
  const targetOf = new Map<string, number>(targets.map(({ group, participants }) => [group, participants]))
  const names = new Set<string>([...registration.groups, ...targetOf.keys(), ...byGroup.keys()])
  const counted = [...names].flatMap((group): Counted[] => {
    const [share, target] = [byGroup.get(group), targetOf.get(group)]
    if (share === undefined && target === undefined) return []
    const { people } = share ?? nobody
    const mark =
      target === undefined ? undefined : { people: target, words: targetWords(people, target, language) }
    return [{ label: groupName(group, language), share: share ?? nobody, mark }]
  })
  return barRows(counted)
}

function targetWords(people: number, target: number, language: Language): string {
  if (people >= target) return phrase(language, 'figures.target-reached', { n: target })
  return phrase(language, 'figures.target-short', { n: target, missing: target - people })
}

function groupName(group: string, language: Language): string {
  if (group === '') return phrase(language, 'figures.not-said')
  // Checked against the groups there are when it was written.
  return phrase(language, `group.${group as 'ngo'}`)
}

const mostLocalities = 20

/** The largest first; the rest together. */
export function localityRows({ byLocality }: Breakdown, { viewer }: Work): BarRow[] {
  const { language } = viewer
  const place = new Map(inOwnOrder(byLocality.keys(), language).map((name, at) => [name, at]))
  const said = [...byLocality]
    .filter(([name]) => name !== '')
    .sort(([a, one], [b, other]) => other.people - one.people || (place.get(a) ?? 0) - (place.get(b) ?? 0))
  const rest = said.slice(mostLocalities)
  const unsaid = byLocality.get('')
  return barRows([
    ...said.slice(0, mostLocalities).map(([label, share]) => ({ label, share })),
    ...(rest.length === 0
      ? []
      : [{ label: phrase(language, 'figures.other-places', { n: rest.length }), share: sum(rest) }]),
    ...(unsaid === undefined || said.length === 0
      ? []
      : [{ label: phrase(language, 'figures.not-said'), share: unsaid }]),
  ])
}

function sum(shares: readonly [string, Share][]): Share {
  const total = { ...nobody }
  for (const [, { registrations, people, arrived }] of shares) {
    total.registrations += registrations
    total.people += people
    total.arrived += arrived
  }
  return total
}

export function languageRows({ byLanguage }: Breakdown, { viewer }: Work): BarRow[] {
  const { language } = viewer
  const counted = largestFirst(byLanguage).map(([code, share]) => ({
    label: languageName(code, language),
    share,
  }))
  return barRows(counted)
}

export function sourceRows({ bySource }: Breakdown, { viewer }: Work): BarRow[] {
  const { language } = viewer
  const counted = sources.flatMap((source) => {
    const share = bySource.get(source)
    return share === undefined ? [] : [{ label: phrase(language, `source.${source}`), share }]
  })
  return barRows(counted)
}

/** The sessions that people choose, in the order of the agenda; the mark is how many there is room for. */
export function sessionRows({ bySession }: Breakdown, { event, viewer }: Work): BarRow[] {
  const { language } = viewer
  const read = readerOf(event.document, language)
  const counted = event.document.agenda
    .filter(({ signup }) => signup)
    .map(({ id, title, capacity }): Counted => {
      const share = bySession.get(id) ?? nobody
      return { label: read(title) ?? id, share, mark: roomOf(capacity, share, language) }
    })
  return barRows(counted)
}

function roomOf(capacity: number | undefined, { people }: Share, language: Language): Counted['mark'] {
  if (capacity === undefined) return undefined
  const words = [
    phrase(language, 'organizer.figure.of', { n: capacity }),
    phrase(language, people > capacity ? 'organizer.figure.over' : 'organizer.figure.left', {
      n: Math.abs(capacity - people),
    }),
  ]
  return { people: capacity, words: words.join(', ') }
}

function largestFirst(shares: ReadonlyMap<string, Share>): [string, Share][] {
  return [...shares].sort(([, a], [, b]) => b.people - a.people)
}
