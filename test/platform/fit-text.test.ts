import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balanceText, fitText } from '../../src/platform/fit-text.ts'

/** Every character is one wide. */
const widthOf = (text: string) => text.length

describe('text in lines', () => {
  test.each([
    ['Ана Примерова', 20, ['Ана Примерова']],
    ['Ана-Мария Примерова', 12, ['Ана-Мария', 'Примерова']],
    ['Ана-Мария Примерова', 8, ['Ана-', 'Мария П…']],
    ['Община Примерово, отдел за култура', 12, ['Община', 'Примерово…']],
    ['Свръхдългадума', 6, ['Свръхд', 'ългад…']],
    ['  много \n интервали  ', 9, ['много', 'интервали']],
    ['2028–2034', 5, ['2028–', '2034']],
    ['', 5, []],
  ])('%j in two lines of %i', (text, width, lines) => {
    expect(fitText(text, width, 2, widthOf)).toEqual(lines)
  })

  test('never are more or wider than asked, and lose nothing unsaid', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'Я', ' ', '-', '/', ',', '🙂', 'e\u0301'),
      maxLength: 80,
    })
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 4, max: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (typed, width, most) => {
          const lines = fitText(typed, width, most, widthOf)
          expect(lines.length).toBeLessThanOrEqual(most)
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
          const said = lines.join('').replaceAll(' ', '')
          if (!said.endsWith('…')) expect(said).toBe(typed.replaceAll(' ', ''))
        },
      ),
    )
  })

  test('of a title are of like length', () => {
    const title = 'Местното самоуправление и гражданското общество днес'
    expect(fitText(title, 44, 3, widthOf)).toEqual([
      'Местното самоуправление и гражданското',
      'общество днес',
    ])
    expect(balanceText(title, 44, 3, widthOf)).toEqual([
      'Местното самоуправление и',
      'гражданското общество днес',
    ])
    expect(balanceText('Кратко', 44, 3, widthOf)).toEqual(['Кратко'])
  })
})
