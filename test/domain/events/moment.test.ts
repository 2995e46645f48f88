import { expect, it } from 'vitest'
import type { AgendaItem, EventDocument, EventStatus } from '../../../src/domain/events/event.ts'
import type { EventRecord, Places } from '../../../src/domain/events/event-record.ts'
import { momentOf, nextMoment } from '../../../src/domain/events/moment.ts'
import { hasFewLeft } from '../../../src/domain/events/phase.ts'

const item = (id: string, day: string, starts: string, ends?: string): AgendaItem => ({
  id,
  day,
  starts,
  ...(ends === undefined ? {} : { ends }),
  title: { en: id },
  speakers: [],
  signup: false,
})

/** Two days in Sofia (UTC+2): 2 March from 09:00 to 3 March 13:00. */
function event(agenda: AgendaItem[], status: EventStatus = 'published'): EventRecord {
  const document: EventDocument = {
    slug: 'days',
    kind: 'conference',
    status,
    language: 'en',
    timezone: 'Europe/Sofia',
    starts: '2027-03-02T09:00',
    ends: '2027-03-03T13:00',
    title: { en: 'Two days' },
    venue: {},
    contact: {},
    registration: { waitlist: true, guests: 0, approval: false, verify_email: false, groups: [] },
    organizations: [],
    agenda,
    speakers: [],
    documents: [],
    form: [],
    targets: [],
  }
  return {
    id: 1,
    slug: 'days',
    version: 1,
    sequence: 0,
    document,
    startsAt: '2027-03-02T07:00:00.000Z',
    endsAt: '2027-03-03T11:00:00.000Z',
    opensAt: null,
    closesAt: '2027-03-02T07:00:00.000Z',
    projectId: null,
    isSample: false,
    updatedAt: '2027-01-01T00:00:00.000Z',
  }
}

const agenda = [
  item('plenary', '2027-03-02', '09:00', '10:30'),
  item('water', '2027-03-02', '11:00', '12:30'),
  item('roads', '2027-03-02', '11:00', '12:00'),
  item('visit', '2027-03-03', '09:00'),
  item('lunch', '2027-03-03', '12:00'),
]
const conference = event(agenda)
const at = (instant: string) => new Date(`${instant}:00.000Z`)

it('is not on before the midnight of its first day, nor once it has ended', () => {
  expect(momentOf(conference, at('2027-03-01T21:59'))).toBeNull()
  expect(momentOf(conference, at('2027-03-01T22:00'))).toEqual({
    day: '2027-03-02',
    number: 1,
    days: 2,
    hasBegun: false,
    running: [],
    next: ['plenary'],
    past: [],
  })
  expect(momentOf(conference, at('2027-03-03T10:59'))).not.toBeNull()
  expect(momentOf(conference, at('2027-03-03T11:00'))).toBeNull()
})

it('knows what runs, what comes next and what has gone by', () => {
  const parts = (instant: string) => {
    const { number, running, next, past } = momentOf(conference, at(instant)) ?? {}
    return { number, running, next, past }
  }
  expect(parts('2027-03-02T08:00')).toEqual({
    number: 1,
    running: ['plenary'],
    next: ['water', 'roads'],
    past: [],
  })
  expect(parts('2027-03-02T08:30')).toEqual({
    number: 1,
    running: [],
    next: ['water', 'roads'],
    past: ['plenary'],
  })
  expect(parts('2027-03-02T10:00')).toEqual({
    number: 1,
    running: ['water'],
    next: ['visit'],
    past: ['plenary', 'roads'],
  })
  // What says no end lasts until the next begins, and the last as long as the day.
  expect(parts('2027-03-03T09:59')).toMatchObject({ number: 2, running: ['visit'], next: ['lunch'] })
  expect(parts('2027-03-03T10:30')).toMatchObject({ number: 2, running: ['lunch'], next: [] })
})

it('a cancelled, postponed or unpublished event is never on', () => {
  for (const status of ['cancelled', 'postponed', 'draft'] as const) {
    expect(momentOf(event(agenda, status), at('2027-03-02T08:00'))).toBeNull()
    expect(nextMoment(event(agenda, status), at('2027-03-02T08:00'))).toBeNull()
  }
})

it('says when it changes, and in between it stays the same', () => {
  const changes: string[] = []
  let now = at('2027-02-20T12:00')
  for (let next = nextMoment(conference, now); next !== null; next = nextMoment(conference, now)) {
    const before = momentOf(conference, now)
    expect(momentOf(conference, new Date(Date.parse(next) - 1))).toEqual(before)
    changes.push(next)
    now = new Date(next)
  }
  expect(changes).toEqual([
    '2027-03-01T22:00:00.000Z',
    '2027-03-02T07:00:00.000Z',
    '2027-03-02T08:30:00.000Z',
    '2027-03-02T09:00:00.000Z',
    '2027-03-02T10:00:00.000Z',
    '2027-03-02T10:30:00.000Z',
    '2027-03-02T22:00:00.000Z',
    '2027-03-03T07:00:00.000Z',
    '2027-03-03T10:00:00.000Z',
    '2027-03-03T11:00:00.000Z',
  ])
})

it('a day on which clocks change is a day like any', () => {
  const { document } = conference
  const spring: EventRecord = {
    ...conference,
    // 28 March 2027: clocks in Sofia go from 03:00 to 04:00.
    document: {
      ...document,
      starts: '2027-03-28T01:00',
      ends: '2027-03-28T06:00',
      agenda: [item('night', '2027-03-28', '03:30', '05:00')],
    },
    startsAt: '2027-03-27T23:00:00.000Z',
    endsAt: '2027-03-28T03:00:00.000Z',
  }
  expect(momentOf(spring, at('2027-03-28T01:40'))).toMatchObject({ number: 1, days: 1, running: ['night'] })
})

it('few places are the last five or the last tenth, once some are gone', () => {
  const places = (capacity: number | null, taken: number, waiting = 0): Places => ({
    capacity,
    taken,
    waiting,
    sessions: [],
  })
  const few = (...of: Parameters<typeof places>) => hasFewLeft(places(...of))
  expect([few(60, 54), few(60, 53), few(10, 5), few(10, 4)]).toEqual([true, false, true, false])
  expect([few(4, 0), few(4, 1), few(4, 4), few(null, 900), few(60, 55, 1)]).toEqual([
    false,
    true,
    false,
    false,
    false,
  ])
})
