/** An event that says everything an event file can say, and the pictures and papers that it names. */
import { readEvent } from '../../../../src/domain/events/file/event-file.ts'

export const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'

export const everything = {
  slug: 'everything-written',
  kind: 'conference',
  status: 'draft',
  language: 'bg',
  timezone: 'Europe/Sofia',
  starts: '2027-03-02T09:00',
  ends: '2027-03-03T13:00',
  title: { bg: 'Кръгла маса', en: 'Round table' },
  summary: { bg: 'Изводи.', en: 'Conclusions.' },
  description: { bg: '# Ред\n\n1. едно', en: 'Order' },
  venue: {
    name: { bg: 'Община' },
    room: { bg: 'Зала 1' },
    address: { bg: 'ул. Широка 7' },
    city: { bg: 'Стара Загора', en: 'Stara Zagora' },
    country: 'BG',
    latitude: 42.4,
    longitude: 25.6,
    directions: { bg: 'Втори етаж.\nИма асансьор.' },
    online_url: 'https://live.example.org/room?q=1',
  },
  contact: {
    name: { bg: 'Мария Примерова' },
    email: 'maria@example.org',
    phone: '+359 42 000 001',
    answers_to: 'desk@example.org',
  },
  registration: {
    opens: '2027-01-10T09:00',
    closes: '2027-02-28T18:00',
    capacity: 60,
    waitlist: false,
    guests: 2,
    approval: true,
    verify_email: true,
    groups: ['ngo', 'media'],
  },
  organizations: [
    {
      name: { bg: 'Община', en: 'Municipality' },
      role: 'organizer',
      url: 'http://example.org',
      logo: 'logo.svg',
    },
    { name: { bg: 'Съюз' }, role: 'funder' },
  ],
  agenda: [
    {
      id: 'opening',
      day: '2027-03-02',
      starts: '09:00',
      title: { bg: 'Откриване' },
      speakers: [],
      signup: false,
    },
    {
      ...{ id: 'water', day: '2027-03-02', starts: '10:00', ends: '11:30', room: { bg: 'Зала 2' } },
      ...{ title: { bg: 'Води', en: 'Water' }, description: { bg: 'Пет доклада.' } },
      ...{ speakers: ['Иван Примеров', 'Ана Примерова'], capacity: 40, signup: true },
    },
    {
      ...{ id: 'roads', day: '2027-03-02', starts: '10:00', ends: '11:30', room: { bg: 'Зала 3' } },
      ...{ title: { bg: 'Пътища' }, speakers: [], signup: true },
    },
    {
      ...{ id: 'closing', day: '2027-03-03', starts: '12:00', ends: '13:00' },
      ...{ title: { bg: 'Закриване' }, speakers: [], signup: false },
    },
  ],
  speakers: [
    {
      ...{ name: { bg: 'Иван Примеров' }, affiliation: { bg: 'социолог' } },
      ...{ bio: { bg: 'Пише.' }, photo: 'photo.png' },
    },
  ],
  documents: [{ title: { bg: 'Програма' }, kind: 'programme', file: 'programme.txt', language: 'en' }],
  form: [
    {
      ...{ id: 'diet', label: { bg: 'Меню' }, type: 'choice', required: true },
      options: [{ bg: 'месо' }, { bg: 'риба', en: 'fish' }],
    },
    { id: 'news', label: { bg: 'Новини', en: 'News' }, type: 'checkbox', required: false, options: [] },
  ],
  targets: [{ group: 'ngo', participants: 20 }],
  results: { attended: 60, summary: { bg: 'Приети.' }, by_group: { ngo: 22, media: 0 } },
}

export function documentOf(event: object) {
  const read = readEvent(event)
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes))
  return read.document
}

export const files = [
  { name: 'logo.svg', mediaType: 'image/svg+xml', sha256: 'logo', body: Buffer.from(drawing) },
  { name: 'photo.png', mediaType: 'image/png', sha256: 'photo', body: Buffer.from('not looked at here') },
  { name: 'programme.txt', mediaType: 'text/plain', sha256: 'programme', body: Buffer.from('09:00') },
]
