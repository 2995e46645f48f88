import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, cleanLines, fold } from '../../src/platform/text.ts'

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        'a',
        'Ё',
        'й',
        ' ',
        '\r',
        '\n',
        '\u2028',
        '\u0000',
        '\u202e',
        '\ud800',
        '\u0301',
        '👩‍👩‍👧',
      ),
    )
    .map((parts) => parts.join('')),
)
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const countGraphemes = (text: string) => [...graphemes.segment(text)].length

describe('one line', () => {
  test.each([
    ['  Мария \t Петрова\r\n', 'Мария Петрова'],
    ['Иван\r\nBcc: victim@example.org', 'Иван Bcc: victim@example.org'],
    ['one\u2028two\u2029three\u0085four\vfive', 'one two three four five'],
    ['a\u0000b\u0007c\u001bd\u007fe', 'abcde'],
    ['pay\u202etxt.exe\u202c \u2066x\u2069\u200e\u200f\u061c', 'paytxt.exe x'],
    ['zero\u200bwidth soft\u00adhyphen \ufeffmark', 'zerowidth softhyphen mark'],
    ['no\u00a0break\u202fspaces', 'no break spaces'],
    ['lone \ud800 surrogate \udc00', 'lone \ufffd surrogate \ufffd'],
    ['и\u0306 и е\u0308', 'й и ё'],
    ['👩‍👩‍👧 and क्‍ष', '👩‍👩‍👧 and क्‍ष'],
    ['not\uffffa\u{1fffe}character', 'notacharacter'],
    ['ООО "Ромашка" <b>', 'ООО "Ромашка" <b>'],
  ])('%j becomes %j', (typed, clean) => {
    expect(cleanLine(typed, 200)).toBe(clean)
  })

  test('is cut between characters as a reader counts them', () => {
    expect(cleanLine('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2)).toBe('👩‍👩‍👧👩‍👩‍👧')
    expect(cleanLine('е\u0301е\u0301е\u0301', 2)).toBe('е\u0301е\u0301')
    expect(cleanLine('one two', 4)).toBe('one')
  })

  test('does not hold a tower of marks, nor a character of a megabyte', () => {
    expect(cleanLine(`a${'\u0316'.repeat(1000)}b`, 10)).toBe(`a${'\u0316'.repeat(4)}b`)
    expect(cleanLine('👩\u200d'.repeat(100_000), 10).length).toBeLessThan(250)
  })

  test('whatever was typed, is one clean line; cleaning again changes nothing', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (typed, most) => {
        const clean = cleanLine(typed, most)
        expect(clean).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u)
        expect(clean).not.toMatch(/^\s|\s$|\s\s/u)
        expect(clean.isWellFormed()).toBe(true)
        expect(clean).toBe(clean.normalize('NFC'))
        expect(countGraphemes(clean)).toBeLessThanOrEqual(most)
        expect(cleanLine(clean, most)).toBe(clean)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('several lines', () => {
  test('keep their breaks, at most one empty line in a row', () => {
    expect(cleanLines(' Да.\r\n\r\n\n\n Ще дойда \u2028с двама\rколеги.\n', 200)).toBe(
      'Да.\n\nЩе дойда\nс двама\nколеги.',
    )
  })

  test('whatever was typed, hold no control but the break; cleaning again changes nothing', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (typed, most) => {
        const clean = cleanLines(typed, most)
        expect(clean.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u)
        expect(clean).not.toMatch(/\n\n\n|^\s|\s$/u)
        expect(countGraphemes(clean)).toBeLessThanOrEqual(most)
        expect(cleanLines(clean, most)).toBe(clean)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('folding', () => {
  test.each([
    ['ПЁТР', 'петр'],
    ['Йордан', 'йордан'],
    ['и\u0306ордан', 'йордан'],
    ['Ўладзімір', 'ўладзімір'],
    ['Müller', 'muller'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['İSTANBUL', 'istanbul'],
    ['ＦＵＬＬ　Width', 'full width'],
    ['  two \t words\n', 'two words'],
    ['Ма\u200bрия', 'мария'],
    ['ΣΟΦΙΑΣ', 'σοφιασ'],
    ['ﬁle', 'file'],
  ])('%j is %j', (typed, folded) => {
    expect(fold(typed)).toBe(folded)
  })

  test('keeps apart what are different letters', () => {
    expect(fold('Андрей')).not.toBe(fold('Андреи'))
    expect(fold('Жанна')).not.toBe(fold('Шанна'))
  })

  test('is the same for every Unicode form and case of a text, and for its own result', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const folded = fold(typed)
        expect(fold(folded)).toBe(folded)
        for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) expect(fold(typed.normalize(form))).toBe(folded)
      }),
      { numRuns: 2000 },
    )
  })
})
