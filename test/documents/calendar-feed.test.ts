import { describe, expect, test } from 'vitest'
import { calendarFeed, calendarFile } from '../../src/documents/calendar-feed.ts'
import { published, publisher } from '../support/announcements.ts'
import { onlyEvent, readCalendar } from '../support/read-calendar.ts'

describe('an event for anybody’s calendar', () => {
  test('is published under the event’s own UID, to nobody in particular', () => {
    const file = calendarFile(published(), publisher, 'en')
    const values = Object.entries(onlyEvent(file)).map(([name, { value }]) => [name, value])
    expect(readCalendar(file).properties.at(-1)).toMatchObject({ name: 'method', value: 'PUBLISH' })
    expect(Object.fromEntries(values)).toEqual({
      uid: 'event-round-table-2027@events.example.org',
      sequence: '3',
      dtstamp: '2027-01-10T08:15:30Z',
      dtstart: '2027-03-02T07:00:00Z',
      dtend: '2027-03-02T11:00:00Z',
      status: 'CONFIRMED',
      summary: 'Round table: local authority and citizens',
      description:
        'Изводи и препоръки; въпроси от залата, до обяд.\n\n' +
        'When: Tuesday, 2 March 2027, 09:00–13:00 (Sofia, UTC+2)\n' +
        'Where: Town hall of Primerovo, Hall 1, ул. Широка 7, Primerovo\n' +
        'Contact: Мария Примерова, +359 42 000 000, maria@example.org\n' +
        'Details: https://events.example.org/en/events/round-table-2027',
      location: 'Town hall of Primerovo, Hall 1, ул. Широка 7, Primerovo',
      geo: '42.4258,25.6345',
      url: 'https://events.example.org/en/events/round-table-2027',
      organizer: 'mailto:events@example.org',
      transp: 'OPAQUE',
    })
  })

  test('begins with the word that it is a sample, where it is one', () => {
    const told = (isSample: boolean) =>
      onlyEvent(calendarFile({ ...published(), isSample }, publisher, 'en')).description?.value?.split(
        '\n\n',
      )[0]
    expect(told(true)).toBe('Sample event. It shows how an announcement looks; nobody is expected there.')
    expect(told(false)).toBe('Изводи и препоръки; въпроси от залата, до обяд.')
  })

  test('says in its title and status that it is cancelled or postponed', () => {
    const told = (status: 'cancelled' | 'postponed') => {
      const read = onlyEvent(calendarFile(published({ status }), publisher, 'bg'))
      return [read.status?.value, read.summary?.value, read.transp?.value]
    }
    expect(told('cancelled')).toEqual([
      'CANCELLED',
      'Отменено: Кръгла маса: местна власт и граждани',
      'TRANSPARENT',
    ])
    expect(told('postponed')).toEqual([
      'TENTATIVE',
      'Отложено: Кръгла маса: местна власт и граждани',
      'OPAQUE',
    ])
  })

  test('never shows the address that questions go to in private', () => {
    const contact = { email: 'maria@example.org', answers_to: 'private@example.org' }
    const file = calendarFile(published({ contact }), publisher, 'bg')
    expect(file).toContain('maria@example.org')
    expect(file).not.toContain('private@example.org')
  })

  test('has an ASCII domain in its UID, whatever the port', () => {
    const local = { ...publisher, baseUrl: 'http://localhost:3000' }
    expect(onlyEvent(calendarFile(published(), local, 'bg')).uid?.value).toBe(
      'event-round-table-2027@localhost',
    )
    const cyrillic = { ...publisher, baseUrl: 'https://събития.example.org' }
    expect(onlyEvent(calendarFile(published(), cyrillic, 'bg')).uid?.value).toMatch(/^[!-~]+$/)
  })
})

describe('the feed of events to come', () => {
  test('holds them in order, each once, under a name', () => {
    const events = [
      published(),
      published({ slug: 'workshop' }),
      published({ slug: 'seminar', status: 'cancelled' }),
    ]
    const feed = readCalendar(calendarFeed(events, publisher, 'ru'))
    expect(feed.components.map(({ properties }) => properties[0]?.value)).toEqual([
      'event-round-table-2027@events.example.org',
      'event-workshop@events.example.org',
      'event-seminar@events.example.org',
    ])
    expect(feed.properties.find(({ name }) => name === 'name')?.value).toBe(
      'Община Примерово: предстоящие мероприятия',
    )
    expect(feed.components.flatMap(({ properties }) => properties).map(({ name }) => name)).not.toContain(
      'attendee',
    )
  })

  test('without events is still a calendar', () => {
    expect(readCalendar(calendarFeed([], publisher, 'en')).components).toEqual([])
  })
})
