import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type CalendarEntry, writeCalendar } from '../../src/platform/ics.ts'
import { onlyEvent, readCalendar } from '../support/read-calendar.ts'

const entry: CalendarEntry = {
  uid: 'one@example.org',
  sequence: 0,
  stampedAt: '2027-01-01T00:00:00.000Z',
  startsAt: '2027-03-28T00:30:00.000Z',
  endsAt: '2027-03-28T04:00:00.000Z',
  status: 'CONFIRMED',
  summary: 'Вечер',
  description: 'Първи ред\nвтори ред',
  organizer: { name: '', email: 'events@example.org' },
}

afterEach(() => {
  vi.unstubAllEnvs()
})

function lasting(start: Date): Pick<CalendarEntry, 'stampedAt' | 'startsAt' | 'endsAt'> {
  const at = start.toISOString()
  return { stampedAt: at, startsAt: at, endsAt: at }
}

/** Milliseconds; NaN for a line that is not in UTC. */
function instantOf(file: string, name: string): number {
  const utc = new RegExp(`\r\n${name}:(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z\r\n`).exec(file)
  return utc ? Date.parse(`${utc.slice(1, 4).join('-')}T${utc.slice(4).join(':')}Z`) : Number.NaN
}

describe('a calendar file', () => {
  test('of a feed carries its name, address and how often to look again, escaped', () => {
    const feed = { name: 'A, B; C\\D', url: 'https://example.org/events.ics', refreshHours: 4 }
    const read = readCalendar(writeCalendar({ method: 'PUBLISH', feed, entries: [] }))
    expect(read.properties.map(({ name, value }) => [name, value])).toEqual([
      ['version', '2.0'],
      ['prodid', '-//Turnout//Turnout//EN'],
      ['source', 'https://example.org/events.ics'],
      ['calscale', 'GREGORIAN'],
      ['method', 'PUBLISH'],
      // ical.js knows neither as TEXT and leaves them as they are written.
      ['name', 'A\\, B\\; C\\\\D'],
      ['x-wr-calname', 'A\\, B\\; C\\\\D'],
      ['refresh-interval', 'PT4H'],
      ['x-published-ttl', 'PT4H'],
    ])
  })

  test('of a feed stays in its lines whatever its name and address hold', () => {
    const evil = '\r\nX-EVIL:1\u2028\nBEGIN:VALARM\r\n'
    const feed = { name: `A${evil}`, url: `https://example.org/${evil}`, refreshHours: 4 }
    const read = readCalendar(writeCalendar({ method: 'PUBLISH', feed, entries: [] }))
    const values = Object.fromEntries(read.properties.map(({ name, value }) => [name, value]))
    expect(Object.keys(values)).toHaveLength(9)
    expect(values).toMatchObject({
      name: 'A X-EVIL:1 BEGIN:VALARM',
      source: 'https://example.org/X-EVIL:1BEGIN:VALARM',
    })
  })

  test('keeps line breaks in the description alone', () => {
    const file = writeCalendar({ method: 'PUBLISH', entries: [{ ...entry, summary: 'one\u0085two\nthree' }] })
    expect(file).toContain('\r\nSUMMARY:one two three\r\n')
    expect(file).toContain('\r\nDESCRIPTION:Първи ред\\nвтори ред\r\n')
  })

  test('names an organizer without a name by the address, and takes no free time once withdrawn', () => {
    const file = writeCalendar({ method: 'PUBLISH', entries: [{ ...entry, status: 'CANCELLED' }] })
    expect(file).toContain('\r\nORGANIZER;CN="events@example.org":mailto:events@example.org\r\n')
    expect(file).toContain('\r\nTRANSP:TRANSPARENT\r\n')
  })

  test.each([
    ["o'brien+tag@example.org", "mailto:o'brien+tag@example.org"],
    ['a?subject=x@example.org', 'mailto:a%3Fsubject=x@example.org'],
    ['50%@example.org', 'mailto:50%25@example.org'],
    ['a,b;c@example.org', 'mailto:a%2Cb%3Bc@example.org'],
    ['пошта@приклад.example', 'mailto:пошта@приклад.example'],
    ['a@example.org\r\nX-EVIL: 1', 'mailto:a@example.orgX-EVIL:1'],
  ])('writes the address %j as %j', (email, written) => {
    const file = writeCalendar({
      method: 'REQUEST',
      entries: [{ ...entry, organizer: { name: 'A', email } }],
    })
    expect(file.replaceAll('\r\n ', '')).toContain(`\r\nORGANIZER;CN="A":${written}\r\n`)
  })

  test('leads to an address that reads back as one', () => {
    const url = 'https://example.org/a?b=1,2;c\\d&e=\r\nf'
    const file = writeCalendar({ method: 'PUBLISH', entries: [{ ...entry, url }] })
    expect(onlyEvent(file).url?.value).toBe('https://example.org/a?b=1%2C2%3Bc%5Cd&e=f')
  })

  test.each([
    [{ latitude: 42.4258, longitude: -0.1234567 }, '42.4258;-0.123457'],
    [{ latitude: 0, longitude: -0.00000001 }, '0.000001;0.000001'],
  ])('places %j at %s', (geo, written) => {
    const file = writeCalendar({ method: 'PUBLISH', entries: [{ ...entry, geo }] })
    expect(file).toContain(`\r\nGEO:${written}\r\n`)
    expect(file).not.toContain('LOCATION')
  })

  test.each([73, 74, 75, 76, 148, 149, 150, 151])('folds a line of %i octets where it must', (octets) => {
    const summary = 'x'.repeat(octets - 'SUMMARY:'.length)
    const lines = writeCalendar({ method: 'PUBLISH', entries: [{ ...entry, summary }] }).split('\r\n')
    const start = lines.findIndex((line) => line.startsWith('SUMMARY:'))
    const folds = lines.slice(start + 1).findIndex((line) => !line.startsWith(' '))
    // At 74 octets of the property: one before the limit in the first line, at it in the others with their space.
    expect(folds).toBe(Math.ceil(octets / 74) - 1)
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
  })

  test('writes any instant in UTC, whatever the clock of the server', () => {
    vi.stubEnv('TZ', 'Asia/Kathmandu')
    expect(new Date(0).getHours()).toBe(5)
    const instants = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (at) => {
        const file = writeCalendar({ method: 'PUBLISH', entries: [{ ...entry, ...lasting(at) }] })
        const written = ['DTSTAMP', 'DTSTART', 'DTEND'].map((name) => instantOf(file, name))
        expect(written).toEqual(Array(3).fill(Math.floor(at.getTime() / 1000) * 1000))
      }),
    )
  })
})
