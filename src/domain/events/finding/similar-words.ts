/** What somebody may have meant by a word that no event has: one letter wrong, missing, too many, or two exchanged. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import type { WantedWord } from '../../../platform/stems.ts'
import { countUpToFew } from './find-words.ts'
import { type Wish, wordsOf } from './wish.ts'

/** In shorter words one letter makes another word. */
const leastLetters = 6
/** Words with the same first letter that are compared. */
const mostWords = 5000

/** The words of the wish, each unknown one replaced by those that come close; null where that is no help. */
export async function similarWords(db: Kysely<Tables>, wish: Wish): Promise<WantedWord[] | null> {
  const words = wordsOf(wish)
  const nearest = await Promise.all(words.map((word) => knownOrNear(db, word)))
  const found = nearest.filter((word) => word !== null)
  const isOther = found.some((word, i) => word !== words[i])
  return found.length === words.length && isOther ? found : null
}

async function knownOrNear(db: Kysely<Tables>, word: WantedWord): Promise<WantedWord | null> {
  if ((await countUpToFew(db, word)) > 0) return word
  if (word.typed.length < leastLetters) return null
  const forms = [word.typed, ...word.stems].filter((form) => form.length >= leastLetters - 1)
  const known = await wordsLike(db, word.typed.slice(0, 1))
  const near = known.filter((each) => forms.some((form) => isOneStepAway(form, each)))
  // The words stand as stems do: to be met whole.
  return near.length === 0 ? null : { typed: near[0] ?? '', stems: near.slice(1) }
}

/** Each word once, by leaping from one to the next along the index instead of reading all its rows. */
async function wordsLike(db: Kysely<Tables>, first: string): Promise<string[]> {
  const end = `${first}\u{10ffff}`
  const { rows } = await sql<{ word: string }>`with recursive known(word) as (
    select min(word) from event_words where word >= ${first} and word < ${end}
    union all
    select (select min(word) from event_words where word > known.word and word < ${end})
      from known where known.word is not null)
    select word from known where word is not null limit ${mostWords}`.execute(db)
  return rows.map(({ word }) => word)
}

/** Whether one letter more, less, other or exchanged with its neighbour makes `a` of `b`. */
export function isOneStepAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  const [restA, restB] = [a.slice(from), b.slice(from)]
  if (restA.length !== restB.length) {
    const [longer, shorter] = restA.length > restB.length ? [restA, restB] : [restB, restA]
    return longer.slice(1) === shorter
  }
  const isExchanged = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return restA.slice(1) === restB.slice(1) || isExchanged
}
