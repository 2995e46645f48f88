/** How words that somebody looks for are found among those of events. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { skeleton } from '../../../platform/skeleton.ts'
import { type WantedWord, wantedWord, wordsIn } from '../../../platform/stems.ts'

/** More words than this tell no more. */
const mostWords = 8

/** Words that stand in every sentence, as skeletons; one or two letters are no word either. */
const unsaid = new Set(
  'the and for from with при или что как для над под без про жана менен үчүн със във'
    .split(' ')
    .map(skeleton),
)

/** Stored words begin with a letter, a digit or the `@` of a city. */
const never: WantedWord = { typed: ' ', stems: [] }

/** Without the small words, unless there are no others. What holds no word at all finds nothing. */
export function wantedWords(text: string, language: string): WantedWord[] {
  if (text === '') return []
  const words = wordsIn(text).filter((word) => skeleton(word) !== '')
  const telling = words.filter((word) => /\d/.test(word) || (word.length > 2 && !unsaid.has(skeleton(word))))
  const chosen = telling.length > 0 ? telling : words
  if (chosen.length === 0) return [never]
  return [...new Set(chosen)].slice(0, mostWords).map((word) => wantedWord(word, language))
}

/** So few events at most make it worth while to gather them all before looking at anything else. */
const few = 500

/**
 * A condition a word. The events of the rarest are gathered; the others are looked for event by event, so that a list
 * full of them ends after its first page.
 */
export async function conditionsOf(db: Kysely<Tables>, words: readonly WantedWord[]) {
  const counts = await Promise.all(words.map((word) => countUpToFew(db, word)))
  const least = Math.min(...counts)
  const rarest = least < few ? counts.indexOf(least) : -1
  return words.map((word, i) => (i === rarest ? isAmongThoseOf(word) : has(word)))
}

/** Of how many events it is a word, counted up to `few` either way of finding them. */
export async function countUpToFew(db: Kysely<Tables>, word: WantedWord): Promise<number> {
  const begins = sql`select event_id from event_words where ${begin(word)} limit ${few}`
  const same = sql`select event_id from event_words where ${areForms(word)} limit ${few}`
  const counted = sql<{ n: number }>`select (select count(*) from (${begins}) as begins) +
    (select count(*) from (${same}) as same) as n`
  const { rows } = await counted.execute(db)
  return Number(rows[0]?.n ?? 0)
}

function isAmongThoseOf(word: WantedWord) {
  return sql<boolean>`id in (select event_id from event_words where ${begin(word)}
    union all select event_id from event_words where ${areForms(word)})`
}

/** `limit 1` keeps PostgreSQL from gathering all events of the word first. */
function has(word: WantedWord) {
  const own = sql`select event_id from event_words where event_id = events.id and`
  return sql<boolean>`coalesce((${own} ${begin(word)} limit 1), (${own} ${areForms(word)} limit 1)) is not null`
}

/** One or two letters begin too much to tell anything: they are a word, or nothing. */
const leastBeginning = 3

/** The words are in the order of bytes: those that begin as it was typed stand together. */
function begin({ typed }: WantedWord) {
  if (typed.length < leastBeginning) return sql`word = ${typed}`
  return sql`word >= ${typed} and word < ${`${typed}\u{10ffff}`}`
}

function areForms({ stems }: WantedWord) {
  // An empty list is no SQL; no word is empty.
  return sql`word in (${sql.join(stems.length === 0 ? [''] : stems)})`
}
