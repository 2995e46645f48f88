/** What somebody asks the list of events for, and how the database finds it. */
import type { ExpressionBuilder, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import type { WantedWord } from '../../../platform/stems.ts'
import type { Kind } from '../event.ts'
import { conditionsOf, wantedWords } from './find-words.ts'
import { cityWords } from './search-words.ts'

export type Wish = {
  past: boolean
  /** Words that must all be among those of the event, in any form, spelling and order */
  words: string
  kind: Kind | null
  /** In any of the event's languages, in any spelling */
  city: string | null
  /** From 1 */
  page: number
  /** `2027` or `2027-03`: whatever begins in it, over or not */
  period?: string | null
  /** Of the page; forms of words differ by language. */
  language?: string
}

/** All that is announced, soonest first; nothing narrower was asked for. */
export const anyEvent: Wish = { past: false, words: '', kind: null, city: null, page: 1 }

/**
 * How long an event may last and still be found while it runs: looking among what began this long ago instead of
 * among all that ended keeps the list as quick at ten thousand events as at ten.
 */
const longestEventDays = 400

/** Drafts are not there; cancelled and postponed events are, since somebody may be on the way. */
const isShown = sql<boolean>`status <> 'draft'`

/**
 * The events that match, in no order, as a query to be narrowed further; `now`, UTC ISO, parts the coming from the
 * past. `words`, where given, stand in place of what the wish says.
 */
export async function matching(
  db: Kysely<Tables>,
  wish: Wish,
  now: string | null,
  words: readonly WantedWord[] = wordsOf(wish),
) {
  const all = wish.city === null ? words : [...words, cityOf(wish.city)]
  const conditions = await conditionsOf(db, all)
  const query = db
    .selectFrom('events')
    .where(isShown)
    .$if(now !== null, (shown) => shown.where((is) => timely(is, wish.past, now ?? '')))
    .$if(wish.kind !== null, (shown) => shown.where('kind', '=', wish.kind ?? ''))
    .where((is) => is.and(conditions))
  return { query }
}

function timely(is: ExpressionBuilder<Tables, 'events'>, past: boolean, now: string) {
  if (past) return is.and([is('starts_at', '<', now), is('ends_at', '<=', now)])
  const earliest = new Date(Date.parse(now) - longestEventDays * 86_400_000).toISOString()
  return is.and([is('starts_at', '>', earliest), is('ends_at', '>', now)])
}

/** What the wish looks for, in any form and spelling. */
export function wordsOf({ words, language = '' }: Pick<Wish, 'words' | 'language'>): WantedWord[] {
  return wantedWords(words, language)
}

/** In full and as it was typed: what else may stand for the city the event itself has. */
function cityOf(name: string): WantedWord {
  return { typed: ' ', stems: cityWords(name).slice(0, 1) }
}
