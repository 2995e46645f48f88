/**
 * What templates can say beside Handlebars' own words. Helpers show and compare; whatever has to be counted or
 * decided comes ready in the context. All output is escaped, `json` for a script element.
 */
import Handlebars from 'handlebars'
import { isLanguage, isPhraseKey, type PhraseValues, phrase } from './i18n.ts'

/** A text in the language that it happens to be written in. */
export type TextInLanguage = { text: string; language: string }

type Shown = TextInLanguage | string | null | undefined
type Options = Handlebars.HelperOptions

export const viewHelpers: Record<string, Handlebars.HelperDelegate> = {
  /** `{{t "registration.places" n=4}}`: the sentence in the language of the page. */
  t(key: unknown, options: Options) {
    return translate(String(key), pageLanguage(options), options.hash)
  },
  /**
   * `{{text title}}` for `{ text, language }`: wrapped in a span with `lang` where it differs from the page.
   * `{{text}}` alone shows the text that is the context itself, in `{{#each titles}}`.
   */
  text(this: TextInLanguage, ...given: unknown[]) {
    const [value, options] = valueAndOptions(this, given)
    if (value === undefined || value === null || typeof value === 'string') return value ?? ''
    if (value.language === pageLanguage(options)) return value.text
    return safe(`<span lang="${escaped(value.language)}">${escaped(value.text)}</span>`)
  },
  /** `<h1{{lang title}}>{{title.text}}</h1>`: the attribute alone, where it differs from the page. */
  lang(this: TextInLanguage, ...given: unknown[]) {
    const [value, options] = valueAndOptions(this, given)
    if (value === undefined || value === null || typeof value === 'string') return ''
    return value.language === pageLanguage(options) ? '' : safe(` lang="${escaped(value.language)}"`)
  },
  /** Plain text with its line breaks shown. */
  lines(text: unknown) {
    return safe(escaped(String(text ?? '')).replaceAll('\n', '<br>\n'))
  },
  /** Hours and telephone numbers stay on one line: `09:30–13:00 ч.`, `+359 2 000 00 00`. */
  unbroken(text: unknown) {
    return safe(unbroken(String(text ?? '')))
  },
  /** A value for `<script type="application/ld+json">`, where nothing may look like the end of the element. */
  json(value: unknown) {
    return safe(scriptJson(value))
  },
  eq: (a: unknown, b: unknown) => a === b,
  ne: (a: unknown, b: unknown) => a !== b,
  gt: (a: number, b: number) => a > b,
  not: (a: unknown) => Handlebars.Utils.isEmpty(a),
  and: (...values: unknown[]) => values.slice(0, -1).every(isSomething),
  or: (...values: unknown[]) => values.slice(0, -1).find(isSomething) ?? '',
  includes: (list: unknown, item: unknown) => Array.isArray(list) && list.includes(item),
  concat: (...parts: unknown[]) => parts.slice(0, -1).join(''),
}

const keptTogether = /(?<![\d:])\d\d:\d\d(?:–\d\d:\d\d)?(?: ч\.)?(?![\d:])|\+\d[\d ()/-]{6,}\d/g

/** Escaped, with each hour and telephone number in a span; `mark` is what keeps the span whole. */
export function unbroken(text: string, mark = 'class="nowrap"'): string {
  return escaped(text).replace(keptTogether, (whole) => `<span ${mark}>${whole}</span>`)
}

/** JSON that is inert inside a script element, and valid JavaScript too. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value ?? null).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function translate(key: string, language: unknown, values: PhraseValues): string {
  if (!isPhraseKey(key)) throw new Error(`There is no phrase ${key}`)
  if (typeof language !== 'string' || !isLanguage(language))
    throw new Error(`The page has no language for the phrase ${key}`)
  return phrase(language, key, values)
}

/** As `#if` has it: nothing is also 0, which Handlebars itself calls not empty. */
function isSomething(value: unknown): boolean {
  return value !== 0 && !Handlebars.Utils.isEmpty(value)
}

/** Handlebars gives a helper its options last, and nothing else where the template names no value. */
function valueAndOptions<Value>(context: Value, given: readonly unknown[]): [Value | Shown, Options] {
  // Handlebars types neither: the last argument is always its options, the first is what the template names.
  const options = given.at(-1) as Options
  return given.length === 1 ? [context, options] : [given[0] as Shown, options]
}

function pageLanguage(options: Options): unknown {
  return options.data?.root?.language
}

function escaped(text: string): string {
  return Handlebars.Utils.escapeExpression(text)
}

function safe(html: string): Handlebars.SafeString {
  return new Handlebars.SafeString(html)
}
