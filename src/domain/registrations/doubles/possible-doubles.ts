/**
 * Registrations that may be one person's. Nobody is compared with everybody: those alone who share a key, an address,
 * a telephone, a name as it sounds, or half of one within the same organization.
 */
import { fold } from '../../../platform/text.ts'
import { nameWords, organizationKey, resemblance } from './likeness.ts'

export type Someone = {
  /** Below zero for people who are not in the event yet */
  id: number
  name: string
  email: string | null
  /** E.164 where it could be read, else as typed */
  phone: string
  organization: string
  locality: string
}

export type Because = 'email' | 'phone' | 'name' | 'typing'

export type Pair = { first: number; second: number; because: readonly Because[] }

/** A key that more people than this share tells nothing, and would be looked at without end. */
const mostSharing = 60

type Known = { one: Someone; words: readonly string[]; organization: string }

/** In the order of the first ids; never the same person with themselves. `concerns`: pairs of others are left out. */
export function possibleDoubles(
  people: readonly Someone[],
  concerns: (one: Someone) => boolean = () => true,
): Pair[] {
  const known = people.map((one) => ({
    one,
    words: nameWords(one.name),
    organization: organizationKey(one.organization),
  }))
  const found = new Map<string, { first: number; second: number; because: Set<Because> }>()
  for (const { because, keys, isDouble } of kinds)
    for (const [a, b] of sharing(known, keys)) {
      if (!concerns(a.one) && !concerns(b.one)) continue
      if (!isDouble(a, b)) continue
      const [first, second] = a.one.id < b.one.id ? [a.one.id, b.one.id] : [b.one.id, a.one.id]
      const pair = found.get(`${first} ${second}`) ?? { first, second, because: new Set() }
      pair.because.add(because)
      found.set(`${first} ${second}`, pair)
    }
  return [...found.values()]
    .map(({ because, ...ids }) => ({ ...ids, because: told([...because]) }))
    .sort((a, b) => a.first - b.first || a.second - b.second)
}

/** A slip of typing goes without saying where something stronger is said. */
function told(because: readonly Because[]): readonly Because[] {
  return because.length > 1 ? because.filter((one) => one !== 'typing') : because
}

type Kind = { because: Because; keys(known: Known): readonly string[]; isDouble(a: Known, b: Known): boolean }

const kinds: readonly Kind[] = [
  {
    because: 'email',
    keys: ({ one: { email } }) => (email === null ? [] : [fold(email)]),
    // An office shares its address among people whose names have nothing in common.
    isDouble: (a, b) => resemblance(a.words, b.words) !== 'none',
  },
  {
    because: 'phone',
    keys: ({ one: { phone } }) => phoneKey(phone),
    isDouble: (a, b) => resemblance(a.words, b.words) !== 'none',
  },
  {
    because: 'name',
    keys: ({ words, organization, one }) => [
      `${words.join(' ')}\n${organization === '' ? `@${fold(one.locality)}` : organization}`,
    ],
    isDouble: (a, b) => a.words.length > 1 && isTogether(a, b),
  },
  {
    because: 'typing',
    keys: ({ words, organization }) => (organization === '' ? [] : halves(words, organization)),
    isDouble: (a, b) => resemblance(a.words, b.words) === 'near',
  },
]

/** The last figures: with the country's sign and without it a number is the same. */
function phoneKey(phone: string): string[] {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 6 ? [] : [digits.slice(-8)]
}

function isTogether(a: Known, b: Known): boolean {
  return a.organization !== '' || (a.one.locality !== '' && b.one.locality !== '')
}

/** Each word whole with the beginning of another: a slip in one of them leaves a key that both have. */
function halves(words: readonly string[], organization: string): string[] {
  const some = words.filter((word) => word.length > 0).slice(0, 4)
  return some.flatMap((word, at) =>
    some.flatMap((other, index) =>
      index === at || word.length < 3 ? [] : [`${word}|${other[0]}|${organization}`],
    ),
  )
}

function* sharing(
  people: readonly Known[],
  keys: (known: Known) => readonly string[],
): Generator<[Known, Known]> {
  const byKey = new Map<string, Known | Known[]>()
  for (const one of people)
    for (const key of new Set(keys(one))) {
      const there = byKey.get(key)
      if (there === undefined) byKey.set(key, one)
      else if (Array.isArray(there)) there.push(one)
      else byKey.set(key, [there, one])
    }
  for (const group of byKey.values()) {
    if (!Array.isArray(group) || group.length > mostSharing) continue
    for (const [at, one] of group.entries()) for (const other of group.slice(at + 1)) yield [one, other]
  }
}
