import type { NewsWish } from '../domain/subscriptions/subscription.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { cleanLine } from '../platform/text.ts'

/** What somebody wants to hear of, in words, for letters and pages: "Round tables, Seminars" and "Sofia". */
export function wishWords(
  { kinds, cities }: NewsWish,
  language: Language,
): { kinds: string; cities: string } {
  const named = kinds.map((kind) => phrase(language, `kinds.${kind}`))
  return {
    kinds: named.length === 0 ? phrase(language, 'subscriptions.all-kinds') : named.join(', '),
    cities:
      cities.length === 0
        ? phrase(language, 'subscriptions.all-cities')
        : cities.map((city) => cleanLine(city, 100)).join(', '),
  }
}
