import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayOfWeek,
  isDay,
  isZone,
  resolveWallClock,
  wallClockAt,
  zoneNamed,
} from '../../src/platform/zones.ts'

describe('a wall-clock time', () => {
  test.each([
    ['2027-03-02T09:00', 'Europe/Sofia', '2027-03-02T07:00:00.000Z'],
    ['2027-07-02T09:00', 'Europe/Sofia', '2027-07-02T06:00:00.000Z'],
    ['2027-03-28T02:59', 'Europe/Sofia', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28T04:00', 'Europe/Sofia', '2027-03-28T01:00:00.000Z'],
    ['2019-10-03T10:00', 'Europe/Minsk', '2019-10-03T07:00:00.000Z'],
    ['2012-01-31T09:00', 'Asia/Bishkek', '2012-01-31T03:00:00.000Z'],
    ['2019-12-18T10:00', 'Asia/Yekaterinburg', '2019-12-18T05:00:00.000Z'],
    ['2027-03-02T09:00', 'Asia/Kathmandu', '2027-03-02T03:15:00.000Z'],
    ['2027-03-02T09:00:30', 'UTC', '2027-03-02T09:00:30.000Z'],
    ['2024-02-29T00:00', 'Europe/Kyiv', '2024-02-28T22:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(resolveWallClock(local, zone)).toEqual({ instant })
  })

  test('that the spring night jumps over is told, never moved', () => {
    expect(resolveWallClock('2027-03-28T03:30', 'Europe/Sofia')).toEqual({
      problem: 'skipped',
      earlier: '2027-03-28T00:30:00.000Z',
      later: '2027-03-28T01:30:00.000Z',
    })
    expect(resolveWallClock('2027-03-28T03:00', 'Europe/Sofia')).toMatchObject({ problem: 'skipped' })
  })

  test('that the autumn night shows twice is told, with both readings', () => {
    expect(resolveWallClock('2027-10-31T03:30', 'Europe/Sofia')).toEqual({
      problem: 'ambiguous',
      earlier: '2027-10-31T00:30:00.000Z',
      later: '2027-10-31T01:30:00.000Z',
    })
    expect(resolveWallClock('2027-10-31T04:00', 'Europe/Sofia')).toEqual({
      instant: '2027-10-31T02:00:00.000Z',
    })
  })

  test.each(['Asia/Bishkek', 'Europe/Minsk', 'Asia/Yekaterinburg'])(
    'those nights are nights like others in %s',
    (zone) => {
      for (const local of ['2027-03-28T02:30', '2027-03-28T03:30', '2027-10-31T03:30'])
        expect(resolveWallClock(local, zone)).toEqual({ instant: expect.any(String) })
    },
  )

  test.each([
    '2027-02-29T09:00',
    '2027-13-01T09:00',
    '2027-03-02T24:00',
    '2027-03-02T09:60',
    '2027-03-02',
    '2027-03-02 09:00',
    '2027-03-02T09:00Z',
    '2027-03-02T09:00+02:00',
    '',
  ])('"%s" is no time', (local) => {
    expect(resolveWallClock(local, 'Europe/Sofia')).toEqual({ problem: 'no-such-time' })
  })

  test.each(['Europe/Stara_Zagora', '+02:00', 'europe/sofia', '', 'Sofia', '__proto__'])(
    '"%s" is no zone',
    (zone) => {
      expect(resolveWallClock('2027-03-02T09:00', zone)).toEqual({ problem: 'no-such-zone' })
    },
  )

  test('is read back from its instant', () => {
    expect(wallClockAt('2027-03-02T07:00:00.000Z', 'Europe/Sofia')).toBe('2027-03-02T09:00')
    expect(wallClockAt(new Date('2026-12-31T20:30:00Z'), 'Asia/Bishkek')).toBe('2027-01-01T02:30')
  })
})

test('a zone is named as the database of zones spells it', () => {
  expect(['Europe/Sofia', 'Europe/Kyiv', 'UTC', 'EUROPE/SOFIA', '+02:00'].map(isZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(zoneNamed('EUROPE/SOFIA')).toBe('Europe/Sofia')
  expect(zoneNamed('Europe/Atlantis')).toBeNull()
})

test('days are counted on the calendar', () => {
  expect(addDays('2027-02-27', 3)).toBe('2027-03-02')
  expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
  expect(dayOfWeek('2027-03-02')).toBe(2)
  expect(dayOfWeek('2027-03-07')).toBe(7)
  expect(['2028-02-29', '2027-02-29', '2027-3-2', '2027-03-02T09:00'].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
  ])
})
