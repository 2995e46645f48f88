/** The languages of the product and its sentences in them (ICU MessageFormat). */
import { IntlMessageFormat } from 'intl-messageformat'
import { locales, type PhraseKey, phrases } from './phrases.ts'

export type { PhraseKey } from './phrases.ts'

export const languages = ['en', 'bg', 'ru'] as const satisfies readonly (keyof typeof locales)[]
export type Language = (typeof languages)[number]

export type PhraseValues = Readonly<Record<string, string | number>>

export function isLanguage(candidate: string): candidate is Language {
  return Object.hasOwn(locales, candidate)
}

export function isPhraseKey(candidate: string): candidate is PhraseKey {
  return Object.hasOwn(phrases.en, candidate)
}

/** The locale that Intl formats this language's dates and numbers in. */
export function localeOf(language: Language): string {
  return locales[language]
}

/**
 * The sentence under `key` in `language`, plain text (not HTML), with `values` put in. Never throws: where a value
 * is missing or odd, the sentence comes with its placeholder, since a page with one strange sentence helps more
 * than an error page.
 */
export function phrase(language: Language, key: PhraseKey, values?: PhraseValues): string {
  const message = compiled(language, key)
  if (typeof message === 'string') return message
  try {
    return String(message.format(values))
  } catch {
    return phrases[language][key] ?? key
  }
}

/** Sentences without placeholders are kept as text, others as a compiled message: 5 µs instead of 200. */
const kept = new Map<string, IntlMessageFormat | string>()

function compiled(language: Language, key: PhraseKey): IntlMessageFormat | string {
  const name = `${language} ${key}`
  const found = kept.get(name)
  if (found !== undefined) return found
  const made = compile(phrases[language][key] ?? key, locales[language])
  kept.set(name, made)
  return made
}

function compile(source: string, locale: string): IntlMessageFormat | string {
  if (!/[{}']/.test(source)) return source
  // `ignoreTag`: phrases hold no markup, so `<` is an ordinary character.
  return new IntlMessageFormat(source, locale, undefined, { ignoreTag: true })
}
