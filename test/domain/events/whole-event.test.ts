import { expect, test } from 'vitest'
import { findEvent } from '../../../src/domain/events/event-record.ts'
import { readEvent } from '../../../src/domain/events/file/event-file.ts'
import { eventShape } from '../../../src/domain/events/file/event-shape.ts'
import { findProject } from '../../../src/domain/events/project-record.ts'
import { makeDatabase } from '../../support/databases.ts'
import { folderOf, importFrom } from '../../support/event-files.ts'
import { photograph } from '../../support/photographs.ts'

const project = {
  slug: 'ivanovo',
  number: 'BG05SFOP001-2.025-0007',
  language: 'bg',
  title: { bg: 'За бъдещото развитие', en: 'For the future development' },
  programme: 'Добро управление',
  period: '2014-2020',
  funder: { bg: 'Европейски съюз' },
  fund: 'Европейски социален фонд',
  starts: '2022-07-26',
  ends: '2023-07-26',
  budget: { amount: 59875.2, currency: 'BGN', funder_share: 50893.92 },
  organizations: [{ name: 'Сдружение', role: 'beneficiary', url: 'https://example.org', logo: 'logo.svg' }],
  statement: { bg: 'Финансиран от…' },
  disclaimer: 'Мнението е на авторите.',
  emblem: 'eu',
  keep_until: '2027-12-31',
  indicators: [{ id: 'discussions', title: 'Обсъждания', kind: 'output', target: 13 }],
}

const event = {
  slug: 'whole-event',
  kind: 'round-table',
  status: 'postponed',
  language: 'bg',
  timezone: 'Europe/Sofia',
  starts: '2027-03-02T09:00',
  ends: '2027-03-03T13:00',
  title: { bg: 'Кръгла маса', en: 'Round table' },
  summary: 'Изводи и препоръки.',
  description: '# Ред\n\n1. едно\n   - две\n\n`три`',
  venue: {
    name: 'Община',
    room: 'Зала 1',
    address: { bg: 'ул. Широка 7' },
    city: { bg: 'Стара Загора', en: 'Stara Zagora' },
    country: 'BG',
    latitude: 42.4,
    longitude: 25.6,
    directions: 'Втори етаж.\nИма асансьор.',
    online_url: 'https://live.example.org/стая?q=1',
  },
  contact: {
    name: 'Мария Примерова',
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
  ],
  project: 'ivanovo',
  agenda: [
    {
      id: 'plenary',
      day: '2027-03-03',
      starts: '09:00',
      ends: '10:30',
      room: 'Зала 2',
      title: 'Пленарна част',
      description: 'Пет доклада.',
      speakers: ['Иван Примеров', { bg: 'Ана Примерова', en: 'Ana Primerova' }],
      capacity: 40,
      signup: true,
    },
  ],
  speakers: [{ name: 'Иван Примеров', affiliation: 'социолог', bio: 'Пише.', photo: 'photo.jpg' }],
  documents: [{ title: 'Програма', kind: 'programme', file: 'programme.txt', language: 'en' }],
  form: [
    {
      id: 'diet',
      label: 'Меню',
      type: 'choice',
      required: true,
      options: ['месо', { bg: 'риба', en: 'fish' }],
    },
    { id: 'news', label: { bg: 'Новини' }, type: 'checkbox', required: false, options: [] },
  ],
  targets: [{ group: 'ngo', participants: 20 }],
  results: { attended: 60, summary: 'Приети препоръки.', by_group: { ngo: 22, media: 0 } },
}

const bg = (text: string) => ({ bg: text })

/** The same with every text by language. */
const expected = {
  ...event,
  summary: bg(event.summary),
  description: bg(event.description),
  venue: {
    ...event.venue,
    name: bg('Община'),
    room: bg('Зала 1'),
    directions: bg('Втори етаж.\nИма асансьор.'),
  },
  contact: { ...event.contact, name: bg('Мария Примерова') },
  agenda: [
    {
      ...event.agenda[0],
      room: bg('Зала 2'),
      title: bg('Пленарна част'),
      description: bg('Пет доклада.'),
      speakers: ['Иван Примеров', 'Ана Примерова'],
    },
  ],
  speakers: [
    { name: bg('Иван Примеров'), affiliation: bg('социолог'), bio: bg('Пише.'), photo: 'photo.jpg' },
  ],
  documents: [{ ...event.documents[0], title: bg('Програма') }],
  form: [
    { ...event.form[0], label: bg('Меню'), options: [bg('месо'), { bg: 'риба', en: 'fish' }] },
    event.form[1],
  ],
  results: { ...event.results, summary: bg('Приети препоръки.') },
}

const expectedProject = {
  ...project,
  programme: bg('Добро управление'),
  fund: bg('Европейски социален фонд'),
  organizations: [{ ...project.organizations[0], name: bg('Сдружение') }],
  disclaimer: bg('Мнението е на авторите.'),
  indicators: [{ ...project.indicators[0], title: bg('Обсъждания') }],
}

test('every key of a file comes back from the database', async () => {
  expect(Object.keys(event).sort()).toEqual([...Object.keys(eventShape.shape)].sort())
  const made = await makeDatabase('sqlite')
  const folder = folderOf({
    'whole.json': JSON.stringify({ projects: [project], events: [event] }),
    'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'photo.jpg': await photograph(30, 40),
    'programme.txt': 'Програма',
  })
  const imported = await importFrom(folder, ['whole.json'], made.database)
  expect(imported).toEqual({ done: 'imported', slugs: ['ivanovo', 'whole-event'], notices: [] })
  const stored = await findEvent(made.database.read, 'whole-event')
  expect(stored?.document).toEqual(expected)
  expect((await findProject(made.database.read, stored?.projectId ?? 0))?.project).toEqual(expectedProject)
  await made.remove()
})

test('what a file leaves out is filled in, never with undefined', () => {
  const least = {
    slug: 'least-event',
    language: 'ru',
    timezone: 'Asia/Bishkek',
    starts: '2027-03-02T09:00',
    ends: '2027-03-02T10:00',
    title: 'Сессия',
    agenda: [
      { starts: '09:00', title: 'Начало' },
      { id: 'item-1', starts: '09:30', title: 'Конец' },
    ],
  }
  const point = { day: '2027-03-02', speakers: [], signup: false }
  const groups = 'local-authority, state-body, ngo, business, media, academia, donor, citizen, other'.split(
    ', ',
  )
  expect(readEvent(least)).toStrictEqual({
    document: {
      ...least,
      kind: 'other',
      status: 'published',
      title: { ru: 'Сессия' },
      venue: {},
      contact: {},
      registration: { waitlist: true, guests: 0, approval: false, verify_email: false, groups },
      organizations: [],
      agenda: [
        { ...point, id: 'item-1-', starts: '09:00', title: { ru: 'Начало' } },
        { ...point, id: 'item-1', starts: '09:30', title: { ru: 'Конец' } },
      ],
      speakers: [],
      documents: [],
      form: [],
      targets: [],
    },
  })
})

test('lines are cleaned of what no reader sees; Markdown keeps its breaks', () => {
  const read = readEvent({
    slug: 'clean-event',
    language: 'bg',
    timezone: 'UTC',
    starts: '2027-03-02T09:00',
    ends: '2027-03-02T10:00',
    title: 'Кръгла\u202e  маса\n',
    description: '\n- а\r\n  - б\u202e\n\n\nи\u0306\n ',
  })
  expect('document' in read && [read.document.title, read.document.description]).toEqual([
    { bg: 'Кръгла маса' },
    { bg: '- а\n  - б\n\n\nй' },
  ])
})

test('digits without quotes stay as they are written where a text belongs', async () => {
  const made = await makeDatabase('sqlite')
  const text = `slug: 2027
language: bg
timezone: Europe/Sofia
starts: 2027-03-02T09:00
ends: 2027-03-02T10:00
title: 2027
contact: { phone: +359000001 }
venue: { room: 0042, address: 1e3 }
registration: { capacity: 1e1 }
`.replace('slug: 2027', 'slug: 2027-1')
  await importFrom(folderOf({ 'a.yaml': text }), ['a.yaml'], made.database)
  const stored = await findEvent(made.database.read, '2027-1')
  expect(stored?.document).toMatchObject({
    title: { bg: '2027' },
    contact: { phone: '+359000001' },
    venue: { room: { bg: '0042' }, address: { bg: '1e3' } },
    registration: { capacity: 10 },
  })
  await made.remove()
})
