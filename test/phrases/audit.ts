/** What a folder of languages lacks, repeats and keeps for nobody, against everything that speaks from it. */
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { phrasesIn } from '../../src/platform/phrases.ts'

export type Audit = {
  /** `ky: public.skip`, `ky: letters/maybe.hbs` */
  missing: string[]
  /** Sentences that stand word for word in another language too: nobody has translated them. */
  untranslated: string[]
  /** The same with few words, which languages may well share, names of zones aside: to be looked at */
  alike: string[]
  /** Keys that nothing says */
  unused: string[]
}

/** `languages`: a folder like views/languages; `sources`: the texts of everything that says phrases. */
export function auditPhrases(languages: string, sources: readonly string[]): Audit {
  const codes = foldersIn(languages)
  const phrases = new Map(codes.map((code) => [code, phrasesIn(code, languages)]))
  const same = repeats(phrases)
  return {
    missing: codes.flatMap((code) => lacking(code, languages, phrases)),
    untranslated: same.filter(({ words }) => words > mostWordsShared).map(({ line }) => line),
    alike: same.filter(({ words }) => words <= mostWordsShared).map(({ line }) => line),
    unused: Object.keys(phrases.get('en') ?? {}).filter(unsaidBy(sources)),
  }
}

/** The sources of the product itself: code, pages, letters of every language and their layouts. */
export function sourcesOf(root: string): string[] {
  const files = globSync(['src/**/*.ts', 'views/**/*.hbs', 'templates/**/*.hbs'], { cwd: root })
  return files.map((file) => readFileSync(join(root, file), 'utf8'))
}

function foldersIn(languages: string): string[] {
  const entries = readdirSync(languages, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

type ByLanguage = ReadonlyMap<string, Readonly<Record<string, string>>>

function lacking(code: string, languages: string, phrases: ByLanguage): string[] {
  const own = phrases.get(code) ?? {}
  const keys = Object.keys(phrases.get('en') ?? {}).filter((key) => !Object.hasOwn(own, key))
  const texts = textsIn(join(languages, 'en')).filter(
    (name) => !textsIn(join(languages, code)).includes(name),
  )
  return [...keys, ...texts].map((name) => `${code}: ${name}`)
}

function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
}

/** "Образование и наука" is Bulgarian and Russian; four words alike are a copy. */
const mostWordsShared = 3

function repeats(phrases: ByLanguage): { line: string; words: number }[] {
  const keys = Object.keys(phrases.get('en') ?? {}).filter((key) => !key.startsWith('zone.'))
  return keys.flatMap((key) => {
    const codesByText = Map.groupBy(phrases.keys(), (code) => phrases.get(code)?.[key] ?? '')
    return [...codesByText]
      .map(([text, codes]) => ({ line: `${codes.join(', ')}: ${key}: ${text}`, codes, words: wordsIn(text) }))
      .filter(({ codes, words }) => codes.length > 1 && words > 0)
  })
}

/** Words that a reader sees, of all branches; placeholders and the names of branches are none. */
function wordsIn(text: string): number {
  const read = text.replace(/\{\w+, plural,|(=\d+|one|few|many|other) (?=\{)|\{\w+\}/g, ' ')
  return read.match(/\p{L}[\p{L}’-]*/gu)?.length ?? 0
}

/**
 * A key is said where it stands in quotes, or where a template literal or `concat` with a fixed beginning could make
 * it: `kind.${kind}` says all of `kind.…`. So a key in such a family is never found unused.
 */
function unsaidBy(sources: readonly string[]): (key: string) => boolean {
  const all = sources.join('\n')
  const written = new Set([...all.matchAll(/['"`]([a-z][\w./-]*)(?=['"`])/gi)].map(([, key]) => key))
  const made = [...all.matchAll(/`([a-z][\w-]*\.[\w.-]*(?:\$\{[^{}]*\}[\w.-]*)+)`/g)].map(([, t = '']) =>
    shapeOf(t),
  )
  const begun = [...all.matchAll(/concat "([a-z][\w-]*\.[\w.-]*)"/g)].map(([, t = '']) =>
    shapeOf(`${t}\${x}`),
  )
  const shapes = [...made, ...begun]
  return (key) => !written.has(key) && !shapes.some((shape) => shape.test(key))
}

function shapeOf(template: string): RegExp {
  const pieces = template.split(/\$\{[^{}]*\}/).map((piece) => piece.replaceAll('.', '\\.'))
  return new RegExp(`^${pieces.join('[^.]+')}$`)
}
