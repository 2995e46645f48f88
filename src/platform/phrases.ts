/**
 * Every sentence of the product, by language. A language is a folder of `views/languages/`: `language.json` says its
 * name in itself, its BCP 47 locale for Intl, its place among the others and what else its readers read; every other
 * `.json` holds phrases. The compiler knows the keys from the English ones; what another language lacks is said in
 * English, and a test tells.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type English = typeof import('../../views/languages/en/terms.json') &
  typeof import('../../views/languages/en/public.json') &
  typeof import('../../views/languages/en/organizer.json') &
  typeof import('../../views/languages/en/letters.json') &
  typeof import('../../views/languages/en/documents.json') &
  typeof import('../../views/languages/en/finding.json') &
  typeof import('../../views/languages/en/subscriptions.json') &
  typeof import('../../views/languages/en/sharing.json') &
  typeof import('../../views/languages/en/form.json') &
  typeof import('../../views/languages/en/offline.json') &
  typeof import('../../views/languages/en/announcement.json') &
  typeof import('../../views/languages/en/audit.json') &
  typeof import('../../views/languages/en/changes.json') &
  typeof import('../../views/languages/en/figures.json') &
  typeof import('../../views/languages/en/lists.json') &
  typeof import('../../views/languages/en/paste.json') &
  typeof import('../../views/languages/en/projects.json') &
  typeof import('../../views/languages/en/security.json') &
  typeof import('../../views/languages/en/team.json') &
  typeof import('../../views/languages/en/writing.json') &
  typeof import('../../views/languages/en/time.json')

export type PhraseKey = Exclude<keyof English, 'default'>
export type Phrases = Readonly<Record<PhraseKey, string>>

export type LanguageFolder = Readonly<{
  code: string
  name: string
  locale: string
  /** Codes of the languages that its readers read better than English, best first */
  reads: readonly string[]
  phrases: Phrases
}>

const ours = fileURLToPath(new URL('../../views/languages/', import.meta.url))

/** Read once, with the program itself; in the order in which languages are offered. */
export const languageFolders: ReadonlyMap<string, LanguageFolder> = readLanguages(ours)

/** A text of a language that is no phrase: `privacy.hbs`, `letters/confirmed.hbs`. Throws when it is missing. */
export function languageFile(code: string, name: string): string {
  return readFileSync(join(ours, code, name), 'utf8')
}

/** Every language that has a folder in `root`, in its order. Throws, naming the file, where one cannot be read. */
export function readLanguages(root: string): Map<string, LanguageFolder> {
  const english = phrasesIn('en', root)
  const found = foldersIn(root).map((code) => {
    const { order, ...about } = readLanguage(code, root)
    // English has every key: its files are those that the type was made of.
    const phrases = { ...english, ...phrasesIn(code, root) } as Phrases
    return { order, folder: { code, ...about, phrases } }
  })
  found.sort((a, b) => a.order - b.order)
  return new Map(found.map(({ folder }) => [folder.code, folder]))
}

/** Files that lie beside the folders (a desktop leaves some) are no languages. */
function foldersIn(root: string): string[] {
  const entries = readdirSync(root, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

function readLanguage(code: string, root: string) {
  const { name, locale, order, reads = [] } = readJson(join(root, code, 'language.json'))
  if (typeof name !== 'string' || typeof locale !== 'string' || typeof order !== 'number')
    throw new Error(`views/languages/${code}/language.json: say name, locale and order`)
  if (!Array.isArray(reads))
    throw new Error(`views/languages/${code}/language.json: reads is a list of codes`)
  return { name, locale, order, reads: reads.map(String) }
}

/** What the folder itself says, without what English lends it. */
export function phrasesIn(code: string, root: string = ours): Record<string, string> {
  const files = readdirSync(join(root, code)).filter((file) => isPhraseFile(file))
  const all = files.flatMap((file) => Object.entries(readJson(join(root, code, file))))
  const odd = all.find(([, text]) => typeof text !== 'string')
  if (odd !== undefined) throw new Error(`views/languages/${code}: ${odd[0]} is no text`)
  return Object.fromEntries(all.map(([key, text]) => [key, String(text)]))
}

function isPhraseFile(file: string): boolean {
  return file.endsWith('.json') && file !== 'language.json'
}

function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`views/languages/${basename(dirname(path))}/${basename(path)}: ${String(error)}`)
  }
}
