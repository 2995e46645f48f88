/**
 * Numbers by which an index leads to people: one for each three and each five letters in a row of a word, for its first
 * letter and its first two, and for each facet. An index of plain numbers does on both databases alike what their own
 * indexes of text do on one each, and needs no extension. Two parts may share a number: the text itself decides.
 */
import { leastOfPart, type SoughtWord } from './search-words.ts'

/** The keys of a person: of all words of `search`, a space before each, and of the facets. */
export function keysOf(eventId: number, search: string, facets: readonly string[]): number[] {
  const seed = seedOf(eventId)
  const keys = new Set(facets.map((facet) => hash(`#${facet}`, seed)))
  for (const word of search.split(' ')) {
    if (word === '') continue
    keys.add(hash(`^${word.slice(0, 1)}`, seed))
    keys.add(hash(`^${word.slice(0, 2)}`, seed))
    for (const length of partLengths)
      for (let at = 0; at + length <= word.length; at++) keys.add(hash(word.slice(at, at + length), seed))
  }
  return [...keys]
}

/** What is looked for, all of it: of each several keys, of which one set must be there whole. */
export function keysSought(
  eventId: number,
  words: readonly SoughtWord[],
  facets: readonly string[],
): number[][][] {
  const seed = seedOf(eventId)
  return [
    ...facets.map((facet) => [[hash(`#${facet}`, seed)]]),
    ...words.map((texts) => texts.map((text) => keysIn(text, seed))),
  ]
}

/** The keys that whoever has this text must have. Neighbours overlap, so a few say as much as all. */
function keysIn(text: string, seed: number): number[] {
  const length = partLengths.findLast((each) => each <= text.length)
  if (length === undefined) return [hash(`^${text}`, seed)]
  const last = text.length - length
  const starts = Array.from({ length: Math.ceil(last / length) }, (_, n) => n * length)
  return [...starts, last].map((at) => hash(text.slice(at, at + length), seed))
}

/** As SQLite's text index reads it: `((k1 AND k2) OR (k3)) AND ((k4))`. */
export function matchOf(sought: readonly (readonly (readonly number[])[])[]): string {
  const all = (keys: readonly number[]) => `(${keys.map(tokenOf).join(' AND ')})`
  return sought.map((any) => `(${any.map(all).join(' OR ')})`).join(' AND ')
}

/** Letters and digits only, so that it is one word and none of the index's own. */
export function tokenOf(key: number): string {
  return `k${(key >>> 0).toString(36)}`
}

const offset = 0x811c9dc5

/** Three letters stand in a tenth of all people, five in few. */
const partLengths = [leastOfPart, 5]

/** Each event has keys of its own, so that a large one costs a small one nothing. */
function seedOf(eventId: number): number {
  return hash(String(eventId), offset)
}

/** FNV-1a over UTF-16 units, as a signed number of 32 bits, which is what PostgreSQL's integer is. */
function hash(text: string, seed: number): number {
  let value = seed
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value | 0
}
