import { describe, expect, test } from 'vitest'
import { alsoReads, inOwnOrder, isLanguage, isPhraseKey, phrase } from '../../src/platform/i18n.ts'

describe('a phrase', () => {
  test('is what the language says', () => {
    expect(phrase('bg', 'kind.round-table')).toBe('Кръгла маса')
    expect(phrase('ru', 'date.day', { day: 3, month: 'октября', year: '2019' })).toBe('3 октября 2019 г.')
  })

  test.each([
    ['en', '1 place left', '2 places left', '5 places left', '21 places left', '1,002 places left'],
    [
      'bg',
      '1 свободно място',
      '2 свободни места',
      '5 свободни места',
      '21 свободни места',
      '1002 свободни места',
    ],
    [
      'ru',
      '1 свободное место',
      '2 свободных места',
      '5 свободных мест',
      '21 свободное место',
      '1 002 свободных места',
    ],
    ['ky', '1 бош орун', '2 бош орун', '5 бош орун', '21 бош орун', '1 002 бош орун'],
    [
      'be',
      '1 вольнае месца',
      '2 вольныя месцы',
      '5 вольных месцаў',
      '21 вольнае месца',
      '1002 вольныя месцы',
    ],
  ])('counts as the language counts (%s)', (language, ...counted) => {
    const places = (n: number) => phrase(language, 'public.state.places', { n }).replace('\u00a0', ' ')
    expect([1, 2, 5, 21, 1002].map(places)).toEqual(counted)
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

test('readers of a language may read another as well', () => {
  expect(['en', 'bg', 'ru', 'ky', 'be', 'de'].map(alsoReads)).toEqual([[], [], [], ['ru'], ['ru'], []])
})

test('words stand in the order of the language’s own alphabet', () => {
  const kyrgyz = ['Өзгөн', 'Ош', 'Ңа', 'Нарын', 'Пача', 'Үч-Терек', 'Ысык-Көл', 'Ути']
  expect(inOwnOrder(kyrgyz, 'ky')).toEqual([
    'Нарын',
    'Ңа',
    'Ош',
    'Өзгөн',
    'Пача',
    'Ути',
    'Үч-Терек',
    'Ысык-Көл',
  ])
  const belarusian = [
    'Іўе',
    'Юраўка',
    'Ўрублёўка',
    'Ужыца',
    'Фаніпаль',
    'Калінкавічы',
    'Ёдзі',
    'Ельск',
    'Жодзіна',
  ]
  expect(inOwnOrder(belarusian, 'be')).toEqual([
    'Ельск',
    'Ёдзі',
    'Жодзіна',
    'Іўе',
    'Калінкавічы',
    'Ужыца',
    'Ўрублёўка',
    'Фаніпаль',
    'Юраўка',
  ])
  expect(inOwnOrder(['Зал 10', 'Зал 2', 'зал 1'], 'ru')).toEqual(['зал 1', 'Зал 2', 'Зал 10'])
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
