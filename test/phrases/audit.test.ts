import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { auditPhrases, sourcesOf } from './audit.ts'

const checkout = join(import.meta.dirname, '../..')

it('every phrase of the product is said somewhere, and in every language in its own words', () => {
  const { missing, untranslated, unused } = auditPhrases(
    join(checkout, 'views/languages'),
    sourcesOf(checkout),
  )
  expect({ missing, untranslated, unused }).toEqual({ missing: [], untranslated: [], unused: [] })
})

it('what is missing, copied or left over is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-phrases-'))
  const files = {
    'en/a.json': {
      'page.title': 'Who comes to us and when',
      'page.short': 'Radio',
      'page.count': '{n, plural, one {# place} other {# places}}',
      'page.old': 'Said by nobody',
      'kind.one': 'One',
      'mail.subject': 'A letter',
      'time.span': '{from}–{to}',
    },
    'xx/a.json': {
      'page.title': 'Who comes to us and when',
      'page.short': 'Radio',
      'page.count': '{n, plural, other {# lieux}}',
      'page.old': 'Dit par personne',
      'kind.one': 'Un',
      'time.span': '{from}–{to}',
    },
  }
  for (const [name, phrases] of Object.entries(files)) write(join(folder, name), JSON.stringify(phrases))
  write(join(folder, 'en/letters/hello.hbs'), 'Hello')
  const sources = [
    `phrase(language, 'page.title'); phrase(language, \`kind.\${kind}\`)`,
    '{{t "page.short"}} {{t "page.count" n=n}} {{t (concat "time." x)}}',
    "const subject: PhraseKey = 'mail.subject'",
  ]
  expect(auditPhrases(folder, sources)).toEqual({
    missing: ['xx: mail.subject', 'xx: letters/hello.hbs'],
    untranslated: ['en, xx: page.title: Who comes to us and when'],
    alike: ['en, xx: page.short: Radio'],
    unused: ['page.old'],
  })
  rmSync(folder, { recursive: true })
})

function write(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
