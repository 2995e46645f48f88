import { describe, expect, test } from 'vitest'
import { isLanguage, isPhraseKey, phrase } from '../../src/platform/i18n.ts'

describe('a phrase', () => {
  test('is what the language says', () => {
    expect(phrase('bg', 'kind.round-table')).toBe('Кръгла маса')
    expect(phrase('ru', 'date.day', { day: 3, month: 'октября', year: '2019' })).toBe('3 октября 2019 г.')
  })

  test('counts as the language counts', () => {
    const places = (n: number) => phrase('ru', 'count.places', { n }).replace('\u00a0', ' ')
    expect([1, 2, 5, 11, 21, 1002].map(places)).toEqual([
      '1 место',
      '2 места',
      '5 мест',
      '11 мест',
      '21 место',
      '1 002 места',
    ])
  })

  test('of a heading tells one from several, without counting', () => {
    const partners = (n: number) => phrase('ru', 'organization-role.partner', { n })
    expect([1, 2, 21].map(partners)).toEqual(['Партнёр', 'Партнёры', 'Партнёры'])
  })

  test('keeps what a value holds as it is: braces and tags mean nothing there', () => {
    expect(phrase('en', 'calendar.where', { where: "{n} <b>'{x}'</b>" })).toBe("Where: {n} <b>'{x}'</b>")
  })

  test('comes with its placeholder when a value is missing, rather than not at all', () => {
    expect(phrase('en', 'calendar.where')).toBe('Where: {where}')
  })
})

test('languages and keys are told from other text, also from what every object has', () => {
  expect(['en', 'bg', 'ru', 'de', 'toString', ''].map(isLanguage)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  expect(['kind.other', 'kind.nothing', 'constructor'].map(isPhraseKey)).toEqual([true, false, false])
})
