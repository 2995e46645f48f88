/** A language joins as a folder of files; the program itself stays as it is. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../src/platform/i18n.ts'
import { readLanguages } from '../../src/platform/phrases.ts'
import { type Product, startProduct } from '../support/product.ts'
import { readPage, wordsOf } from '../support/read-page.ts'
import { Visitor } from '../support/visitor.ts'
import { auditPhrases, sourcesOf } from './audit.ts'

const checkout = join(import.meta.dirname, '../..')
let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'turnout-language-'))
  const own = join(checkout, 'data/var')
  for (const part of ['src', 'views', 'templates', 'data', 'package.json'])
    cpSync(join(checkout, part), join(copy, part), { recursive: true, filter: (file) => file !== own })
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'))
  addMacedonian(join(copy, 'views/languages'))
})
afterAll(() => rmSync(copy, { recursive: true }))

/** The English folder under another name, three texts of it already in the new language. */
function addMacedonian(root: string) {
  const folder = join(root, 'mk')
  cpSync(join(root, 'en'), folder, { recursive: true })
  const about = { name: 'Македонски', locale: 'mk-MK', order: 6, reads: ['bg'] }
  writeFileSync(join(folder, 'language.json'), JSON.stringify(about))
  rewrite(join(folder, 'public.json'), '"Upcoming events"', '"Претстојни настани"')
  rewrite(
    join(folder, 'letters/confirmed.hbs'),
    'Your attendance is confirmed:',
    'Вашето учество е потврдено:',
  )
}

function rewrite(file: string, from: string, to: string) {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`)
  writeFileSync(file, text.replace(from, to))
}

describe('the folder of a new language', () => {
  it('is read after those that come before it', () => {
    const read = readLanguages(join(copy, 'views/languages'))
    const { phrases, ...about } = read.get('mk') ?? { phrases: null }
    expect([...read.keys()]).toEqual([...languages, 'mk'])
    expect(about).toEqual({ code: 'mk', name: 'Македонски', locale: 'mk-MK', reads: ['bg'] })
    expect(phrases?.['public.list.title']).toBe('Претстојни настани')
    expect(phrases?.['public.nav.events']).toBe('Events')
  })

  it('is told what it lacks and what still stands in English', () => {
    const { missing, untranslated } = auditPhrases(join(copy, 'views/languages'), sourcesOf(copy))
    expect(missing).toEqual([])
    expect(untranslated).toContain('en, mk: public.skip: Skip to the content')
    expect(untranslated.join('\n')).not.toContain('public.list.title:')
  })
})

describe('the product with it', () => {
  let product: Product
  let visitor: Visitor
  beforeAll(async () => {
    product = await startProduct({ dialect: 'sqlite', mail: 'smtp', checkout: copy })
    visitor = new Visitor(product.origin, 'mk-MK,mk;q=0.9,en;q=0.8')
  })
  afterAll(() => product?.stop())

  it('offers it, and opens in it for who asks for it', async () => {
    const { html, path } = await visitor.open('/')
    const page = readPage(html)
    expect([path, page.querySelector('html')?.getAttributeValue('lang')]).toEqual(['/mk', 'mk'])
    expect(wordsOf(page.querySelector('h1'))).toBe('Претстојни настани')
    expect((await visitor.open('/en')).html).toContain('Македонски')
  })

  it('takes a confirmation in it, and answers by its letter', async () => {
    const { html } = await visitor.open('/mk')
    const [event = ''] = /\/mk\/events\/stara-zagora-round-table/.exec(html) ?? []
    const answer = await visitor.send(
      'POST',
      `${event}/register`,
      new URLSearchParams({ name: 'Ана Примерова', email: 'ana@example.org' }),
    )
    expect(answer.status).toBe(303)
    const [letter] = await product.mail.waitFor('ana@example.org', 1)
    expect(letter?.subject).toContain('Вашето учество е потврдено:')
  })
})
