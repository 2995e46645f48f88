/** The languages of the product and its sentences in them (ICU MessageFormat). */
import { IntlMessageFormat } from 'intl-messageformat'
import { languageFolders, type PhraseKey, type Phrases } from './phrases.ts'

export type { PhraseKey } from './phrases.ts'

/** A language that has a folder: `en`, `bg`. What comes from outside is asked with `isLanguage`. */
export type Language = string

/** In the order in which they are offered; the first is for whoever asks for none of them. */
export const languages: readonly Language[] = [...languageFolders.keys()]

export type PhraseValues = Readonly<Record<string, string | number>>

export function isLanguage(candidate: string): candidate is Language {
  return languageFolders.has(candidate)
}

export function isPhraseKey(candidate: string): candidate is PhraseKey {
  return Object.hasOwn(phrasesOf('en'), candidate)
}

/** The locale that Intl formats this language's dates and numbers in. */
export function localeOf(language: Language): string {
  return languageFolders.get(language)?.locale ?? language
}

/** The languages that a reader of this one reads better than English, best first; none for a stranger. */
export function alsoReads(language: string): readonly string[] {
  return languageFolders.get(language)?.reads ?? []
}

const collators = new Map<Language, Intl.Collator>()

/** Words in the order of the language's own alphabet, numbers by size: "Өзгөн" after "Ош", "Ғ" where it belongs. */
export function inOwnOrder(words: Iterable<string>, language: Language): string[] {
  const collator = collators.get(language) ?? new Intl.Collator(localeOf(language), { numeric: true })
  collators.set(language, collator)
  return [...words].sort(collator.compare)
}

/** The language in its own words: "Български" */
export function ownName(language: Language): string {
  return languageFolders.get(language)?.name ?? language
}

const displayNames = new Map<Language, Intl.DisplayNames>()

/** The name of the language `code` in `language`: "руски", "орусча"; the code where nobody knows it. */
export function languageName(code: string, language: Language): string {
  const names = displayNames.get(language) ?? new Intl.DisplayNames(localeOf(language), { type: 'language' })
  displayNames.set(language, names)
  try {
    return names.of(code) ?? code
  } catch {
    // No well-formed code (BCP 47): shown as it was written.
    return code
  }
}

function phrasesOf(language: Language): Phrases {
  const found = languageFolders.get(language) ?? languageFolders.get('en')
  if (found === undefined) throw new Error('There is no folder of English phrases')
  return found.phrases
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
    return phrasesOf(language)[key] ?? key
  }
}

/** Sentences without placeholders are kept as text, others as a compiled message: 5 µs instead of 200. */
const kept = new Map<string, IntlMessageFormat | string>()

function compiled(language: Language, key: PhraseKey): IntlMessageFormat | string {
  const name = `${language} ${key}`
  const found = kept.get(name)
  if (found !== undefined) return found
  const made = compile(phrasesOf(language)[key] ?? key, localeOf(language))
  kept.set(name, made)
  return made
}

function compile(source: string, locale: string): IntlMessageFormat | string {
  if (!/[{}']/.test(source)) return source
  // `ignoreTag`: phrases hold no markup, so `<` is an ordinary character.
  return new IntlMessageFormat(source, locale, undefined, { ignoreTag: true })
}
