import { describe, expect, test } from 'vitest'
import {
  datePlate,
  describeDate,
  describeDay,
  describeHours,
  describeInstant,
  describeWhen,
  monthHeading,
  zoneName,
} from '../../src/platform/dates.ts'
import { languages } from '../../src/platform/i18n.ts'

const morning = ['2026-12-10T07:30:00.000Z', '2026-12-10T11:00:00.000Z'] as const

describe('when an event is', () => {
  test('comes whole and in parts', () => {
    expect(describeWhen(...morning, 'Europe/Sofia', 'bg')).toEqual({
      weekday: 'четвъртък',
      date: '10 декември 2026 г.',
      day: 'четвъртък, 10 декември 2026 г.',
      time: '09:30–13:00 ч.',
      zone: 'София, UTC+2',
      full: 'четвъртък, 10 декември 2026 г., 09:30–13:00 ч. (София, UTC+2)',
      startsLocalIso: '2026-12-10T09:30:00+02:00',
      endsLocalIso: '2026-12-10T13:00:00+02:00',
      sameDay: true,
    })
  })

  test.each([
    ['en', 'Thursday, 10 December 2026, 09:30–13:00 (Sofia, UTC+2)'],
    ['ru', 'четверг, 10 декабря 2026 г., 09:30–13:00 (София, UTC+2)'],
    ['ky', '2026-ж. 10-декабрь, бейшемби, 09:30–13:00 (София, UTC+2)'],
    ['be', 'чацвер, 10 снежня 2026 г., 09:30–13:00 (Сафія, UTC+2)'],
  ] as const)('reads in %s as %s', (language, words) => {
    expect(describeWhen(...morning, 'Europe/Sofia', language).full).toBe(words)
  })

  test.each([
    ['en', 'Thursday – Saturday, 10–12 December 2026, starts 09:30, ends 18:00 (Sofia, UTC+2)'],
    ['bg', 'четвъртък – събота, 10–12 декември 2026 г., начало 09:30 ч., край 18:00 ч. (София, UTC+2)'],
    ['ru', 'четверг – суббота, 10–12 декабря 2026 г., начало в 09:30, окончание в 18:00 (София, UTC+2)'],
    ['ky', '2026-ж. 10–12-декабрь, бейшемби – ишемби, башталышы 09:30, аякташы 18:00 (София, UTC+2)'],
    ['be', 'чацвер – субота, 10–12 снежня 2026 г., пачатак у 09:30, заканчэнне ў 18:00 (Сафія, UTC+2)'],
  ] as const)('of several days reads in %s as %s', (language, words) => {
    const when = describeWhen('2026-12-10T07:30:00Z', '2026-12-12T16:00:00Z', 'Europe/Sofia', language)
    expect(when.full).toBe(words)
    expect(when.sameDay).toBe(false)
  })

  test.each([
    ['ru', '2026-11-30T03:00:00Z', '2026-12-02T11:00:00Z', '30 ноября – 2 декабря 2026 г.'],
    ['ru', '2026-12-30T03:00:00Z', '2027-01-02T11:00:00Z', '30 декабря 2026 г. – 2 января 2027 г.'],
    ['ky', '2026-11-30T03:00:00Z', '2026-12-02T11:00:00Z', '2026-ж. 30-ноябрь – 2-декабрь'],
    ['ky', '2026-12-30T03:00:00Z', '2027-01-02T11:00:00Z', '2026-ж. 30-декабрь – 2027-ж. 2-январь'],
    ['be', '2026-11-30T03:00:00Z', '2026-12-02T11:00:00Z', '30 лістапада – 2 снежня 2026 г.'],
    ['be', '2026-12-30T03:00:00Z', '2027-01-02T11:00:00Z', '30 снежня 2026 г. – 2 студзеня 2027 г.'],
  ])('in %s, from %s to %s, is %s', (language, starts, ends, date) => {
    expect(describeWhen(starts, ends, 'Asia/Bishkek', language).date).toBe(date)
  })

  test('until midnight belongs to the day that ends', () => {
    expect(describeWhen('2026-12-10T17:00:00Z', '2026-12-10T22:00:00Z', 'Europe/Sofia', 'bg')).toMatchObject({
      date: '10 декември 2026 г.',
      time: '19:00–24:00 ч.',
      endsLocalIso: '2026-12-11T00:00:00+02:00',
      sameDay: true,
    })
  })

  test('over the night when clocks change names both offsets', () => {
    const when = describeWhen('2026-10-24T07:00:00Z', '2026-10-25T11:00:00Z', 'Europe/Sofia', 'bg')
    expect([when.startsLocalIso, when.endsLocalIso, when.zone]).toEqual([
      '2026-10-24T10:00:00+03:00',
      '2026-10-25T13:00:00+02:00',
      'София, UTC+3, накрая UTC+2',
    ])
  })

  test('is the day of the place, not that of Greenwich', () => {
    expect(describeWhen('2026-12-31T20:00:00Z', '2026-12-31T21:00:00Z', 'Asia/Bishkek', 'ru').date).toBe(
      '1 января 2027 г.',
    )
  })
})

describe('an instant', () => {
  test.each([
    ['en', '10 December 2026, 09:30 (Sofia, UTC+2)'],
    ['bg', '10 декември 2026 г., 09:30 ч. (София, UTC+2)'],
    ['ru', '10 декабря 2026 г., 09:30 (София, UTC+2)'],
  ] as const)('reads in %s as %s', (language, words) => {
    expect(describeInstant(morning[0], 'Europe/Sofia', language)).toBe(words)
  })

  test('has its day in the genitive in Russian, as the third of October 2019', () => {
    expect(describeDate('2019-10-03T07:00:00Z', 'Europe/Minsk', 'ru')).toBe('3 октября 2019 г.')
  })

  test('shows midnight as 00:00, never 24:00', () => {
    expect(describeInstant('2026-12-09T22:00:00Z', 'Europe/Sofia', 'en')).toBe(
      '10 December 2026, 00:00 (Sofia, UTC+2)',
    )
  })
})

describe('months of a list', () => {
  test.each([
    ['en', 'October 2026', { weekday: 'Sat', day: '10', month: 'October', year: '2026', iso: '2026-10-10' }],
    [
      'bg',
      'Октомври 2026 г.',
      { weekday: 'сб', day: '10', month: 'октомври', year: '2026', iso: '2026-10-10' },
    ],
    [
      'ky',
      '2026-ж. октябрь',
      { weekday: 'иш', day: '10', month: 'октябрь', year: '2026', iso: '2026-10-10' },
    ],
    ['ru', 'Октябрь 2026', { weekday: 'сб', day: '10', month: 'октября', year: '2026', iso: '2026-10-10' }],
  ] as const)('in %s: %s', (language, heading, plate) => {
    expect(monthHeading('2026-10-10T07:30:00Z', 'Europe/Sofia', language)).toBe(heading)
    expect(datePlate('2026-10-10T07:30:00Z', 'Europe/Sofia', language)).toEqual(plate)
  })

  test('are twelve, each with a name of its own standing alone and after a number', () => {
    for (const language of languages) {
      const months = Array.from(
        { length: 12 },
        (_, n) => `2026-${String(n + 1).padStart(2, '0')}-15T12:00:00Z`,
      )
      expect(new Set(months.map((at) => monthHeading(at, 'UTC', language))).size).toBe(12)
      expect(new Set(months.map((at) => datePlate(at, 'UTC', language).month)).size).toBe(12)
    }
  })
})

describe('days and hours of an agenda', () => {
  test.each([
    ['en', { weekday: 'Tuesday', date: '2 March 2027', full: 'Tuesday, 2 March 2027' }],
    ['bg', { weekday: 'вторник', date: '2 март 2027 г.', full: 'вторник, 2 март 2027 г.' }],
    ['ru', { weekday: 'вторник', date: '2 марта 2027 г.', full: 'вторник, 2 марта 2027 г.' }],
  ] as const)('in %s', (language, day) => {
    expect(describeDay('2027-03-02', language)).toEqual(day)
  })

  test('in hours of the wall', () => {
    expect(describeHours('09:00', '10:30', 'bg')).toBe('09:00–10:30 ч.')
    expect(describeHours('09:00', undefined, 'bg')).toBe('09:00 ч.')
    expect(describeHours('09:00', '10:30', 'en')).toBe('09:00–10:30')
  })
})

describe('a zone', () => {
  test.each([
    ['Europe/Sofia', '2026-07-10T00:00:00Z', 'bg', 'София, UTC+3'],
    ['Asia/Yekaterinburg', '2026-07-10T00:00:00Z', 'ru', 'Екатеринбург, UTC+5'],
    ['Europe/Minsk', '2026-07-10T00:00:00Z', 'en', 'Minsk, UTC+3'],
    ['Asia/Kathmandu', '2026-07-10T00:00:00Z', 'ru', 'Kathmandu, UTC+5:45'],
    ['America/St_Johns', '2026-12-10T00:00:00Z', 'en', 'St Johns, UTC−3:30'],
    ['America/Argentina/Buenos_Aires', '2026-12-10T00:00:00Z', 'bg', 'Buenos Aires, UTC−3'],
    ['Europe/London', '2026-12-10T00:00:00Z', 'ru', 'Лондон, UTC+0'],
    ['UTC', '2026-12-10T00:00:00Z', 'ru', 'UTC'],
  ] as const)('%s at %s in %s is %s', (zone, at, language, words) => {
    expect(zoneName(zone, at, language)).toBe(words)
  })

  test('that does not exist is an error, not a wrong time', () => {
    expect(() => zoneName('Europe/Atlantis', morning[0], 'en')).toThrow(RangeError)
  })
})

test('every word about time has plain spaces only, so that it can be searched, compared and typed', () => {
  for (const language of languages) {
    const when = describeWhen('2026-11-30T07:30:00Z', '2026-12-12T16:00:00Z', 'Europe/Sofia', language)
    const said = [...Object.values(when), describeInstant(morning[0], 'Asia/Bishkek', language)].join(' ')
    expect(said).not.toMatch(/[^\S ]/u)
  }
})
