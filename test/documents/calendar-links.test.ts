import { expect, it } from 'vitest'
import type { TimedEvent } from '../../src/documents/calendar-entry.ts'
import { calendarLinks } from '../../src/documents/calendar-links.ts'
import type { EventDocument } from '../../src/domain/events/event.ts'
import { roundTable } from '../domain/registrations/cast.ts'

const page = 'https://events.example.org/en/events/x'

function event(startsAt: string, endsAt: string, more: Partial<EventDocument> = {}): TimedEvent {
  return {
    document: { ...roundTable('x'), language: 'en', title: { en: 'Round table' }, ...more },
    startsAt,
    endsAt,
  }
}

const query = (link: string) => Object.fromEntries(new URL(link).searchParams)

const cases: [name: string, event: TimedEvent, dates: string, details: string][] = [
  [
    'one morning in winter',
    event('2026-12-02T07:00:00.000Z', '2026-12-02T11:00:00.000Z'),
    '20261202T070000Z/20261202T110000Z',
    'Wednesday, 2 December 2026, 09:00–13:00 (Sofia, UTC+2)',
  ],
  [
    'two days across the change of clocks',
    event('2027-03-27T07:00:00.000Z', '2027-03-28T10:00:00.000Z'),
    '20270327T070000Z/20270328T100000Z',
    'Saturday – Sunday, 27–28 March 2027, starts 09:00, ends 13:00 (Sofia, UTC+2, at the end UTC+3)',
  ],
  [
    'another zone, across midnight in UTC',
    event('2026-12-01T22:00:00.000Z', '2026-12-02T02:30:00.000Z', { timezone: 'Asia/Bishkek' }),
    '20261201T220000Z/20261202T023000Z',
    'Wednesday, 2 December 2026, 04:00–08:30 (Bishkek, UTC+6)',
  ],
]

it.each(cases)('opens in a calendar: %s', (_name, one, dates, when) => {
  const links = calendarLinks(one, 'en', page)
  const [from = '', to = ''] = dates.split('/')
  const details = `${when}\n${page}`
  expect(query(links.google)).toEqual({
    action: 'TEMPLATE',
    text: 'Round table',
    dates,
    ctz: one.document.timezone,
    location: 'Стара Загора',
    details,
  })
  const outlook = {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: 'Round table',
    startdt: instant(from),
    enddt: instant(to),
    location: 'Стара Загора',
    body: details,
  }
  expect([query(links.outlook), query(links.office)]).toEqual([outlook, outlook])
})

it('keeps to the hosts of the calendars, whatever the title holds', () => {
  const odd = event('2026-12-02T07:00:00.000Z', '2026-12-02T11:00:00.000Z', {
    title: { en: 'A & B = "C" #1 + 2%\nx\ud800' },
    venue: { online_url: 'https://online.example.org/?a=1&b=2' },
  })
  const links = calendarLinks(odd, 'en', page)
  expect(Object.values(links).map((link) => new URL(link).host)).toEqual([
    'calendar.google.com',
    'outlook.live.com',
    'outlook.office.com',
  ])
  // Outlook shows a plus sign as it stands, so spaces must not be written so.
  for (const link of Object.values(links)) expect(link).not.toMatch(/[+\s]/)
  expect(query(links.google)).toMatchObject({
    text: 'A & B = "C" #1 + 2%\nx\ufffd',
    location: 'https://online.example.org/?a=1&b=2',
  })
})

it('stays short enough for every browser with the longest title', () => {
  const long = event('2026-12-02T07:00:00.000Z', '2026-12-02T11:00:00.000Z', {
    title: { bg: 'Ж'.repeat(180) },
  })
  for (const link of Object.values(calendarLinks(long, 'bg', page))) expect(link.length).toBeLessThan(2200)
})

function instant(compact: string): string {
  return compact.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
}
