/**
 * The fields that event files are made of. Each schema's `error` is a noun phrase, what a right value
 * would be; `shape-mistakes` makes sentences of them.
 */
import { z } from 'zod'
import { cleanLine } from '../../../platform/text.ts'
import { isDay } from '../../../platform/zones.ts'

const controls = /[\p{Cc}--[\t\n\r]]/v
/** `constructor` would be found in every object that answers are kept in. */
const reserved = ['constructor']
const knownCurrencies = new Set(Intl.supportedValuesOf('currency'))
/** Regions of Unicode CLDR that ISO 3166-1 does not assign. */
const noCountries = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']
const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** A mapping with these keys and no others; the error for another key is the list of keys there are. */
export function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape, what: string) {
  const keys = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? keys : what),
  })
}

export function list<Item extends z.ZodType>(item: Item, max: number) {
  return z.array(item, { error: 'a list' }).max(max, { error: `a list of at most ${max}` })
}

export function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  return z.enum(names, { error: `one of ${names.join(', ')}` })
}

export function whole(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`
  return z.int({ error }).min(min, { error }).max(max, { error })
}

export function amount(min: number, max: number) {
  const error = `a number from ${min} to ${max}`
  return z.number({ error }).min(min, { error }).max(max, { error })
}

export function yesOrNo() {
  return z.boolean({ error: 'true or false' })
}

export function text(max: number) {
  const error = `a text of 1 to ${max} characters`
  return z
    .string({ error })
    .min(1, { error })
    .max(max, { error })
    .refine((typed) => typed.isWellFormed() && !controls.test(typed), {
      error: 'a text without control characters or broken ones',
    })
    .refine((typed) => cleanLine(typed, max) !== '', { error })
}

/** A text in the language of the file, or texts by language. */
export function textByLanguage(max: number) {
  const error = 'a text, or texts by language such as { bg: …, en: … }'
  const byLanguage = z
    .record(language(), text(max), { error })
    .refine((texts) => Object.keys(texts).length > 0, { error })
  return z.union([text(max), byLanguage], { error })
}

export function language() {
  return matching(isLanguageTag, 'a language code such as bg or en')
}

export function slug() {
  const error = 'a slug: 3 to 80 of a-z, 0-9 and -, with a letter or digit at both ends'
  return z.string({ error }).regex(/^[a-z0-9][a-z0-9-]{1,78}[a-z0-9]$/, { error })
}

export function id() {
  const error = 'an id: 1 to 40 of a-z, 0-9, _ and -, beginning with a letter or digit'
  return z
    .string({ error })
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, { error })
    .refine((name) => !reserved.includes(name), { error: 'an id that may be used: it is reserved' })
}

export function day() {
  return matching(isDay, 'a day such as 2027-03-02')
}

export function timeOfDay() {
  const error = 'a time of day such as "09:00"'
  return z.string({ error }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error })
}

/** Only the form; whether clocks ever show it depends on the zone. */
export function wallClock() {
  return matching(isWallClock, 'a local time such as 2027-03-02T09:00, without zone or offset')
}

/** Only the form; that there is such a zone is checked where times are. */
export function zoneName() {
  return matching((name) => /^[\w/+:-]{1,60}$/.test(name), 'a time zone such as Europe/Sofia')
}

export function url() {
  return matching(isWebAddress, 'a web address that begins with http:// or https://')
}

export function email() {
  const error = 'an e-mail address such as name@example.org'
  return z
    .string({ error })
    .max(254, { error })
    .regex(/^[^\s@<>()[\],;:"\\\p{C}]+@[^\s@<>()[\],;:"\\\p{C}.]+(\.[^\s@<>()[\],;:"\\\p{C}.]+)+$/u, {
      error,
    })
}

export function phone() {
  const error = 'a telephone number such as +359 42 000 000, in quotes'
  return z
    .string({ error })
    .max(80, { error })
    .regex(/^[+(]?[\p{L}\p{Nd} +()./,;#*-]+$/u, { error })
    .refine((typed) => (typed.match(/\p{Nd}/gu) ?? []).length >= 3, { error })
}

export function country() {
  return matching(isCountry, 'a country code of two capital letters such as BG')
}

export function currency() {
  return matching((code) => knownCurrencies.has(code), 'a currency code such as EUR')
}

/** Only the form of the name; what the file holds is looked at when it is read. */
export function fileName() {
  return matching(isFileName, 'the plain name of a file beside this one, such as programme.pdf')
}

function matching(test: (typed: string) => boolean, error: string) {
  return z.string({ error }).refine(test, { error })
}

function isLanguageTag(tag: string): boolean {
  try {
    return /^[a-z]{2,3}(-|$)/.test(tag) && Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false // a RangeError says: not BCP 47
  }
}

function isWallClock(typed: string): boolean {
  const [date = '', time = '', more] = typed.split('T')
  return more === undefined && isDay(date) && /^([01]\d|2[0-3]):[0-5]\d(:00)?$/.test(time)
}

function isWebAddress(typed: string): boolean {
  if (typed.length > 2000 || /[\s\p{C}<>"\\]/u.test(typed) || !/^https?:\/\//i.test(typed)) return false
  const parsed = URL.parse(typed)
  return parsed !== null && parsed.username === '' && parsed.password === ''
}

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || noCountries.includes(code)) return false
  // Withdrawn and everyday codes (SU, UK) are told apart by the code they stand for now.
  return new Intl.Locale(`und-${code}`).region === code && countryNames.of(code) !== undefined
}

function isFileName(name: string): boolean {
  return (
    name.length <= 120 && !name.startsWith('.') && !/[/\\\p{C}:*?"<>|]/u.test(name) && name === name.trim()
  )
}
