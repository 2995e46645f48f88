/** All phrases and the templates that use them, read together: what the compiler cannot see. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { isPhraseKey, type Language, languages, localeOf } from '../../src/platform/i18n.ts'
import { phrasesIn } from '../../src/platform/phrases.ts'

const root = join(import.meta.dirname, '../..')
const phrases = Object.fromEntries(languages.map((language) => [language, phrasesIn(language)]))
const said = (language: string, key: string): string => phrases[language]?.[key] ?? ''
const keys = Object.keys(phrasesIn('en')).filter(isPhraseKey)

type Ast = ReturnType<IntlMessageFormat['getAst']>

/** Names of a message's placeholders, those inside plural branches too. */
function placeholders(ast: Ast): string[] {
  return ast.flatMap((part) => {
    if (part.type === 0 || part.type === 7) return []
    const inside =
      'options' in part ? Object.values(part.options).flatMap((branch) => placeholders(branch.value)) : []
    return 'value' in part ? [part.value, ...inside] : inside
  })
}

function namesIn(source: string, language: Language): string[] {
  const message = new IntlMessageFormat(source, localeOf(language), undefined, { ignoreTag: true })
  const names = placeholders(message.getAst()).map((name) => formOf[name] ?? name)
  return [...new Set(names)].sort()
}

/** One value handed over in two forms; a language takes the one that its grammar asks for. */
const formOf: Readonly<Record<string, string>> = { inside: 'period' }

function pluralBranches(ast: Ast): string[][] {
  return ast.flatMap((part) => {
    if (!('options' in part)) return []
    const inside = Object.values(part.options).flatMap((branch) => pluralBranches(branch.value))
    return 'pluralType' in part ? [Object.keys(part.options), ...inside] : inside
  })
}

describe.each(languages)('phrases in %s', (language) => {
  test('have the keys of English, no more and no fewer', () => {
    expect(Object.keys(phrasesIn(language)).sort()).toEqual([...keys].sort())
  })

  test('are messages that can be read, with the placeholders of English', () => {
    const differing = keys.filter(
      (key) => `${namesIn(said(language, key), language)}` !== `${namesIn(said('en', key), 'en')}`,
    )
    expect(differing).toEqual([])
  })

  test('have a branch for every plural of the language', () => {
    const wanted: readonly string[] = new Intl.PluralRules(localeOf(language)).resolvedOptions()
      .pluralCategories
    const lacks = (branches: string[]) =>
      branches.some((name) => wanted.includes(name) && name !== 'other') && !wanted.every(inside(branches))
    const lacking = keys.filter((key) => {
      const ast = new IntlMessageFormat(said(language, key), localeOf(language), undefined, {
        ignoreTag: true,
      }).getAst()
      return pluralBranches(ast).some(lacks)
    })
    expect(lacking).toEqual([])
  })

  test('are tidy: no markup, no double or hidden spaces, no exclamation marks, nothing left empty', () => {
    const untidy = keys.filter((key) => {
      const text = said(language, key)
      return /<\/?[a-z]|&[a-z]+;|\s\s|^\s|\s$|[\u00ad\u200b\u202f]|!|^$/iu.test(text)
    })
    expect(untidy).toEqual([])
  })
})

test.each(['bg', 'ru', 'ky', 'be'])('phrases in %s are written in Cyrillic', (language) => {
  const latin = keys.filter((key) => {
    const words = said(language, key).replaceAll(/\{[^{}]*\}|plural|select|one|few|many|other/g, '')
    return /[a-z]{4,}/i.test(words) && !/\p{Script=Cyrillic}/u.test(words)
  })
  expect(latin).toEqual([])
})

/** "Other" is always there; a heading that tells only `=1` from the rest counts nothing and needs no more. */
function inside(branches: readonly string[]): (name: string) => boolean {
  return (name) => branches.includes(name)
}

describe('templates', () => {
  const files = readdirSync(join(root, 'views'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.hbs'),
  )

  test('say only phrases that exist, with every value that the phrase needs', () => {
    const wrong = files.flatMap((file) =>
      phrasesUsed(readFileSync(join(root, 'views', file), 'utf8'))
        .filter(
          ({ key, values }) =>
            !isPhraseKey(key) || namesIn(said('en', key), 'en').some((name) => !values.includes(name)),
        )
        .map(({ key, values }) => `${file}: ${key} with ${values.join(', ') || 'nothing'}`),
    )
    expect(wrong).toEqual([])
  })
})

/** Every `{{t "key" a=b}}` and `(t "key" a=b)` whose key is written out. */
function phrasesUsed(source: string): { key: string; values: string[] }[] {
  const used: { key: string; values: string[] }[] = []
  class Finder extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement) {
      note(node)
      super.MustacheStatement(node)
    }
    override SubExpression(node: hbs.AST.SubExpression) {
      note(node)
      super.SubExpression(node)
    }
  }
  function note({ path, params: [key], hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression) {
    if (!('original' in path) || path.original !== 't' || key?.type !== 'StringLiteral') return
    // Its type is said by the line above; Handlebars' own declarations do not narrow by it.
    const { value } = key as hbs.AST.StringLiteral
    used.push({ key: value, values: hash?.pairs.map((pair) => pair.key) ?? [] })
  }
  new Finder().accept(Handlebars.parse(source))
  return used
}
