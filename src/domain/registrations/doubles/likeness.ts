/** Whether two names, as two people wrote them down, may be one person's. */
import { skeleton } from '../../../platform/skeleton.ts'
import { fold } from '../../../platform/text.ts'

/** Said before a name, and no part of it. */
const titles = new Set(
  'г-н г-жа г-ца гн гжа д-р др проф доц инж арх акад адв mr mrs ms miss dr prof eng господин госпожа'
    .split(' ')
    .map((word) => skeleton(word.replaceAll('-', ''))),
)

/** The words of a name as they sound, in an order of their own: "Стоянова, Елена" and "Elena Stoyanova" are alike. */
export function nameWords(name: string): string[] {
  const words = fold(name)
    // д-р, г-жа: one word, whatever stands within.
    .replace(/(?<!\p{L})(\p{L})-(\p{L}{1,2})(?!\p{L})/gu, '$1$2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(skeleton)
  const kept = words.filter((word) => !titles.has(word) && word !== '')
  return (kept.length > 0 ? kept : words).slice(0, 6).sort()
}

/** An organization as it sounds, without signs and the kind of company that it is. */
export function organizationKey(organization: string): string {
  return fold(organization)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !forms.has(word))
    .map(skeleton)
    .join(' ')
}

const forms = new Set('оод еоод ад еад ет зао ооо оао ао llc ltd gmbh inc нпо нко ngo сдружение'.split(' '))

export type Resemblance = 'same' | 'near' | 'none'

/** `near`: each word of the shorter name is in the longer one, slips of typing and initials let through. */
export function resemblance(a: readonly string[], b: readonly string[]): Resemblance {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a]
  if (a.length === b.length && a.every((word, at) => word === b[at])) return 'same'
  if (shorter.length === 0) return 'none'
  const left = [...longer]
  let whole = 0
  for (const word of shorter) {
    const at = bestMatch(word, left)
    if (at === -1) return 'none'
    if (word.length > 2 && (left[at]?.length ?? 0) > 2) whole += 1
    left.splice(at, 1)
  }
  // One word alone is half the country's.
  return whole >= Math.min(2, longer.length) || (whole === 1 && shorter.length > 1) ? 'near' : 'none'
}

function bestMatch(word: string, candidates: readonly string[]): number {
  const exact = candidates.indexOf(word)
  if (exact !== -1) return exact
  const initial = candidates.findIndex((other) => isInitial(word, other) || isInitial(other, word))
  return initial === -1 ? candidates.findIndex((other) => isSlip(word, other)) : initial
}

function isInitial(initial: string, word: string): boolean {
  return initial.length === 1 && word.startsWith(initial)
}

/** One slip in a word of four letters, two in one of nine. */
export function isSlip(a: string, b: string): boolean {
  const shortest = Math.min(a.length, b.length)
  if (shortest < 4) return false
  return distance(a, b) <= (shortest >= 9 ? 2 : 1)
}

/** Letters to change, add, leave out or swap with their neighbour; anything above 2 is 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let [before, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const changed = (last?.[j - 1] ?? 9) + (isSame ? 0 : 1)
      const least = Math.min(changed, (last?.[j] ?? 9) + 1, (row[j - 1] ?? 9) + 1)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(isSwapped ? Math.min(least, (before?.[j - 2] ?? 9) + 1) : least)
    }
    before = last ?? []
    last = row
  }
  return Math.min(3, last?.[b.length] ?? 3)
}
