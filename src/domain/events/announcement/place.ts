/** Where the event is: from the line that is called so, from "at the address", from the sentence with its day. */
import { emailsIn, webAddressesIn } from './addresses.ts'
import type { WrittenDay } from './days.ts'
import { writtenDays } from './days.ts'
import { type Fact, fact, type Span } from './fact.ts'
import { writtenHours } from './hours.ts'
import { mayBePerson, municipalTown, townNamedAt } from './named-town.ts'
import { isPrefixed, type PlaceField, type PlacePart, partsOf } from './place-parts.ts'
import { isFloor, placeLabels } from './place-words.ts'
import type { Quoted } from './quotes.ts'
import { begins, isCapital, list, type Source, spanOf, type Token } from './source.ts'
import type { Town } from './towns.ts'

/** In tokens; no sentence about a place is longer. */
const longestZone = 150

type Zone = { first: number; last: number; weight: number }

const happens = list(`
  провед състо състоя состо пройд прошл held place адбуд пройдз өткөр открие бъде host invite
  представ
`)
const elsewhere = list(`
  становищ предложения замечан изпрат направ прием прыма подписа деловодств тел изх исх
`)

export function findPlace(source: Source, quoted: readonly Quoted[], event: WrittenDay | undefined): Fact[] {
  const isTaken = takenTokens(source)
  const found = new Map<PlaceField, PlacePart>()
  for (const zone of zones(source, event)) {
    const parts = partsOf(source, zone, quoted, isTaken)
    for (const part of parts.toSorted((a, b) => Number(isSubject(source, a)) - Number(isSubject(source, b))))
      take(source, found, part)
    if (zone.weight >= 8 && found.size >= 3) break
  }
  if (!found.has('city')) {
    const town = fallbackTown(source, [...found.values()])
    if (town !== undefined) found.set('city', { field: 'city', ...town })
  }
  return [...found.values()].map((part) => {
    const { floor } = part
    if (floor === undefined) return fact(part.field, writtenValue(source, part), part)
    return fact(part.field, writtenValue(source, part) + writtenValue(source, floor), [part, floor])
  })
}

/** The first of each; a floor behind the house belongs to the room before it. */
function take({ tokens }: Source, found: Map<PlaceField, PlacePart>, part: PlacePart): void {
  const known = found.get(part.field)
  if (known === undefined) found.set(part.field, part)
  const comma = tokens[part.first - 1]
  const isOwn = known !== undefined && known.floor === undefined && part.first > known.last
  if (!isOwn || part.field !== 'room' || comma?.text !== ',') return
  if (isFloor(tokens.slice(part.first, part.last + 1)) && comma.sentence === tokens[known.first]?.sentence)
    found.set('room', { ...known, floor: { from: comma.from, to: part.to } })
}

/** Who begins a sentence that says more of the place is who invites, not where. */
function isSubject({ tokens }: Source, { field, first }: PlacePart): boolean {
  const last = tokens[first - 1]
  return field === 'venue' && last?.sentence !== tokens[first]?.sentence
}

function writtenValue(source: Source, { from, to }: Span): string {
  return source.text.slice(from, to).replace(/\s+/g, ' ')
}

function takenTokens(source: Source): (at: number) => boolean {
  const taken = new Set<number>()
  const all = [
    ...writtenDays(source),
    ...writtenHours(source),
    ...emailsIn(source),
    ...webAddressesIn(source),
  ]
  for (const { first, last } of all) for (let at = first; at <= last; at += 1) taken.add(at)
  return (at) => taken.has(at)
}

/** The likeliest first. */
function zones(source: Source, event: WrittenDay | undefined): Zone[] {
  return sentences(source)
    .map((range) => weigh(source, range, event))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 6)
}

function sentences({ tokens }: Source): { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = []
  let first = 0
  for (let at = 1; at <= tokens.length; at += 1) {
    if (at < tokens.length && tokens[at]?.sentence === tokens[at - 1]?.sentence) continue
    ranges.push({ first, last: at - 1 })
    first = at
  }
  return ranges
}

function weigh(
  source: Source,
  { first, last }: { first: number; last: number },
  event: WrittenDay | undefined,
): Zone {
  const words = source.tokens.slice(first, Math.min(last + 1, first + 120))
  const label = labelEnd(words)
  if (label !== undefined)
    return { first: first + label, last: Math.min(last, first + longestZone), weight: 10 }
  const byAddress = words.findIndex(
    (token, at) => begins(token, ['адрес']) && /^(по|на)$/.test(words[at - 1]?.low ?? ''),
  )
  const holdsEvent = event !== undefined && event.first >= first && event.first <= last
  let weight = 0
  if (holdsEvent) weight += 6
  if (words.some((token) => begins(token, happens))) weight += 3
  if (byAddress !== -1 && !words.some(({ text }) => text === '@')) weight += 2
  if (words.some((token) => begins(token, elsewhere)) && !holdsEvent) weight -= 6
  return { first, last: Math.min(last, first + longestZone), weight }
}

/** "Място:", "Место проведения:", "Өтүүчү жери:", "Where" at the beginning of a line. */
function labelEnd(words: readonly Token[]): number | undefined {
  const at = words.slice(0, 4).findIndex((token) => begins(token, placeLabels))
  if (at === -1) return undefined
  const colon = words.slice(at, at + 4).findIndex(({ text }) => text === ':' || text === '–' || text === '—')
  if (colon !== -1) return at + colon + 1
  return ['where', 'venue', 'къде', 'где'].includes(words[at]?.low ?? '') && at === 0 ? at + 1 : undefined
}

/** A town in what was found; else the first with "г." before it, that of a municipality whose house it is, the first known. */
function fallbackTown(
  source: Source,
  parts: readonly PlacePart[],
): (Town | Omit<Town, 'country' | 'zone'>) | undefined {
  for (const { first, last } of parts)
    for (let at = first; at <= last; at += 1) {
      const town = townNamedAt(source, at)
      if (town !== undefined) return town
    }
  return prefixedTown(source) ?? townOfMunicipality(source, parts) ?? firstTown(source)
}

function townOfMunicipality(source: Source, parts: readonly PlacePart[]) {
  for (const { first, last } of parts) {
    const town = municipalTown(source, first, last)
    if (town !== undefined) return town
  }
  return undefined
}

function prefixedTown(source: Source): Omit<Town, 'country' | 'zone'> | undefined {
  const { tokens } = source
  for (let at = 0; at < tokens.length; at += 1) {
    if (!isPrefixed(tokens, at)) continue
    const first = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
    const last = townNamedAt(source, first)?.last ?? townEnd(tokens, first)
    return { first, last, ...spanOf(source, first, last) }
  }
  return undefined
}

/** "Сини камък" goes on in small letters, where a mark ends it. */
function townEnd(tokens: readonly Token[], first: number): number {
  const next = tokens[first + 1]
  if (isCapital(next)) return first + 1
  const behind = tokens[first + 2]
  const isEnded = behind === undefined || behind.kind === 'break' || behind.kind === 'mark'
  return next?.kind === 'word' && isEnded ? first + 1 : first
}

function firstTown(source: Source): Town | undefined {
  for (let at = 0; at < source.tokens.length; at += 1) {
    const town = townNamedAt(source, at)
    if (town !== undefined && !mayBePerson(source, town)) return town
  }
  return undefined
}
