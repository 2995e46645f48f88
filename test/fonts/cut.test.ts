import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { languages } from '../../src/platform/i18n.ts'
import { phrasesIn } from '../../src/platform/phrases.ts'
import { cut, cutFile, cutLetters, unicodeRange, weights } from './cut.ts'

it.each(languages)('every letter of the sentences in %s is in the font', (language) => {
  const said = new Set(Object.values(phrasesIn(language)).join(''))
  // A tick and an arrow are pictures, which any font may draw; Golos itself has no ѝ, and a stand-in draws it.
  expect([...said].filter((letter) => !cutLetters.includes(letter) && !'✓→ѝ\n'.includes(letter))).toEqual([])
})

it('knows a letter that is not in it', () => {
  expect(cutLetters.includes('ß')).toBe(false)
})

it.each(weights)('weight $weight in the folder of assets is the one that the script makes', async (each) => {
  expect((await cut(each)).equals(readFileSync(cutFile(each.weight)))).toBe(true)
})

it('the stylesheet says of both weights which letters they have', () => {
  const style = readFileSync(new URL('../../views/assets/site.css', import.meta.url), 'utf8')
  const said = [...style.matchAll(/unicode-range:\s*([^;]+);/g)].map(([, range = '']) =>
    range.replace(/\s+/g, ' '),
  )
  expect(said).toEqual([unicodeRange(), unicodeRange()])
})
