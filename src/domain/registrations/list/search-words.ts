/** How people are found by any part of what is known of them, in whichever alphabet it was written or is typed. */
import { inLatin, spellings } from '../../../platform/skeleton.ts'
import { fold } from '../../../platform/text.ts'
import type { RegistrationRow } from '../registration-record.ts'

type Known = Pick<RegistrationRow, 'name' | 'organization' | 'email' | 'phone' | 'phone_e164' | 'reference'>

/**
 * The words of a registration in plain Latin letters, a space before each: as they are written, and as they sound where
 * that differs.
 */
export function searchWords(row: Known): string {
  const said = [row.name, row.organization, row.email ?? '', row.reference].join(' ')
  const written = fold(said).split(' ').map(inLatin)
  // Before folding: what was written with ё may be typed with yo.
  const heard = said.split(/\s+/).flatMap(spellings)
  const numbers = [row.phone, row.phone_e164 ?? ''].map((number) => number.replace(/\D/g, ''))
  const words = new Set([...written, ...heard, ...numbers])
  return [...words].map((word) => (word === '' ? '' : ` ${word}`)).join('')
}

/** One typed word: any of these texts stands somewhere in the words of whoever is meant. */
export type SoughtWord = readonly string[]

const mostWords = 8
const number = /(?<!\S)\+?\(?\d[\d\s().\-/]{3,}\d(?!\S)/g

/** Digits that are typed in groups are one telephone number; the zeros or the sign of the country go. */
export function soughtWords(typed: string): SoughtWord[] {
  const text = fold(typed)
  const numbers = text.match(number) ?? []
  const words = text.replace(number, ' ').split(' ')
  return [...words.map(wordTexts), ...numbers.map(numberTexts)]
    .filter((texts) => texts.length > 0)
    .slice(0, mostWords)
}

function wordTexts(word: string): string[] {
  return [...new Set([inLatin(word), ...spellings(word)])].filter((text) => /[^\s·]/.test(text))
}

/** What has points and no spaces may as well be part of an address. */
function numberTexts(typed: string): string[] {
  const digits = typed.replace(/\D/g, '').replace(/^0+(?=\d{3})/, '')
  return typed.includes(' ') ? [digits] : [...new Set([digits, typed])]
}

/** With one letter or two, words are found by their beginning: a part of so little stands in everybody. */
export const leastOfPart = 3

/** For `like … escape '\'`; `%` and `_` typed by people are letters. */
export function patternOf(text: string): string {
  const literal = text.replace(/[\\%_]/g, '\\$&')
  return text.length < leastOfPart ? `% ${literal}%` : `%${literal}%`
}
