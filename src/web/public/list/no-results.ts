/** Where nothing matches: what one may leave out, and what matches at another time. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { countEvents } from '../../../domain/events/finding/catalogue.ts'
import type { Wish } from '../../../domain/events/finding/wish.ts'
import { type Language, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { pathOf } from './list-address.ts'

const mostCounted = 1000

export type WayOut = { label: string; href: string }

/** Only those that lead to events. */
export async function waysOut(
  db: Kysely<Tables>,
  wish: Wish,
  now: Date,
  language: Language,
): Promise<WayOut[]> {
  const first = { ...wish, page: 1 }
  const ways = await Promise.all(
    changes(first).map(async ([key, change]) => {
      const changed = { ...first, ...change }
      const n = await countEvents(db, changed, now, mostCounted)
      const label = phrase(language, key, { n, q: wish.words })
      return { n, label, href: `/${language}${pathOf(changed)}` }
    }),
  )
  return ways.filter(({ n }) => n > 0).map(({ label, href }) => ({ label, href }))
}

function changes({ words, kind, city, period, past }: Wish): [PhraseKey, Partial<Wish>][] {
  const all: [PhraseKey, Partial<Wish>, boolean][] = [
    [past ? 'finding.coming-match' : 'finding.past-match', { past: !past, period: null }, !period],
    ['finding.drop-period', { period: null }, Boolean(period)],
    ['finding.drop-kind', { kind: null }, kind !== null],
    ['finding.drop-city', { city: null }, city !== null],
    // Nothing but the words: everything would be no answer to them.
    ['finding.drop-words', { words: '' }, words !== '' && (kind !== null || city !== null)],
  ]
  return all.filter(([, , isThere]) => isThere).map(([key, change]) => [key, change])
}
