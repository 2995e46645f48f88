/** Events made up for the tests of everything that announces them. */
import type { PublishedEvent, PublisherSettings } from '../../src/documents/calendar-feed.ts'
import { type EventDocument, groups } from '../../src/domain/events/event.ts'

export const publisher: PublisherSettings = {
  baseUrl: 'https://events.example.org',
  brandName: 'Община Примерово',
  organizer: { name: 'Община Примерово', email: 'events@example.org' },
}

export const roundTable: EventDocument = {
  slug: 'round-table-2027',
  kind: 'round-table',
  status: 'published',
  language: 'bg',
  timezone: 'Europe/Sofia',
  starts: '2027-03-02T09:00',
  ends: '2027-03-02T13:00',
  title: { bg: 'Кръгла маса: местна власт и граждани', en: 'Round table: local authority and citizens' },
  summary: { bg: 'Изводи и препоръки; въпроси от залата, до обяд.' },
  venue: {
    name: { bg: 'Община Примерово', en: 'Town hall of Primerovo' },
    room: { bg: 'Зала 1', en: 'Hall 1' },
    address: { bg: 'ул. Широка 7' },
    city: { bg: 'Примерово', en: 'Primerovo' },
    country: 'BG',
    latitude: 42.4258,
    longitude: 25.6345,
  },
  contact: { name: { bg: 'Мария Примерова' }, email: 'maria@example.org', phone: '+359 42 000 000' },
  registration: { capacity: 20, waitlist: true, guests: 0, approval: false, verify_email: false, groups },
  organizations: [
    { name: { bg: 'Община Примерово' }, role: 'organizer', url: 'https://primerovo.example.org' },
    { name: { bg: 'Фонд „Пример“' }, role: 'funder' },
  ],
  agenda: [],
  speakers: [{ name: { bg: 'Иван Примеров' }, affiliation: { bg: 'Сдружение „Пример“' } }],
  documents: [],
  form: [],
  targets: [],
}

export function published(changes: Partial<EventDocument> = {}): PublishedEvent {
  const document = { ...roundTable, ...changes }
  return {
    slug: document.slug,
    document,
    startsAt: '2027-03-02T07:00:00.000Z',
    endsAt: '2027-03-02T11:00:00.000Z',
    sequence: 3,
    updatedAt: '2027-01-10T08:15:30.250Z',
  }
}
