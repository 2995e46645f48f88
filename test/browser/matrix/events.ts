/** Events for every state that a page can show, all of them around one fixed moment. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../../src/database/database.ts'
import { importFiles } from '../../../src/domain/events/import-events.ts'

/** A Wednesday, noon in Sofia */
export const now = new Date('2027-01-20T10:00:00.000Z')

/** Before everything: when the people of the events that are over came. */
export const longAgo = new Date('2026-09-01T08:00:00.000Z')

const longest =
  'Обществено обсъждане на общинския план за младежта, проекта на бюджет и правилата, по които ' +
  'читалищата, настоятелствата и сдруженията кандидатстват за помещения и средства през годината'

const svg = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><path fill="#0b5351" d="M0 0h${width}v${height}H0z"/></svg>`

/** What lies beside the event file. */
const files: Readonly<Record<string, string>> = {
  'wide.svg': svg(300, 60),
  'tall.svg': svg(60, 90),
  'square.svg': svg(64, 64),
  'programme.txt': 'Програма\n',
  'minutes.txt': 'Протокол\n',
}

const contact = {
  name: { bg: 'Мария Примерова', en: 'Maria Primerova' },
  email: 'maria@example.org',
  phone: '+359 42 000 000',
}

const venue = {
  name: { bg: 'Народно читалище „Пример“', en: 'Primer community centre' },
  room: { bg: 'Голям салон', en: 'Great hall' },
  address: { bg: 'ул. Широка 7' },
  city: { bg: 'Примерово', en: 'Primerovo' },
  country: 'BG',
  latitude: 42.4,
  longitude: 25.6,
  directions: { bg: 'От гарата направо.' },
  online_url: 'https://online.example.org/room',
}

const session = (id: string, day: string, starts: string, ends: string, more: object = {}) => ({
  ...{ id, day, starts, ends, room: 'Зала 1', speakers: ['Иван Примеров'] },
  title: { bg: `Заседание ${id}`, en: `Session ${id}` },
  ...more,
})

const agendaOf = (day: string, next: string) => [
  session('opening', day, '09:00', '10:30', { description: 'Откриване и първи доклади.' }),
  session('water', day, '11:00', '12:30', { room: 'Зала 2', capacity: 2, signup: true }),
  session('roads', day, '11:00', '12:30', { room: 'Зала 3', capacity: 40, signup: true }),
  session('parks', day, '11:30', '12:30', { room: 'Зала 4', signup: true }),
  session('visit', next, '09:00', '11:00'),
]

const speakers = ['Иван Примеров', 'Елена Примерова', 'Борис Примеров', 'Вера Примерова'].map((name) => ({
  ...{ name: { bg: name }, affiliation: { bg: 'Сдружение „Пример“' }, bio: 'Пише за селата.' },
  photo: 'square.svg',
}))

const organizations = [
  {
    name: { bg: 'Община Примерово' },
    role: 'organizer',
    url: 'https://primerovo.example.org',
    logo: 'wide.svg',
  },
  { name: { bg: 'Сдружение „Пример“' }, role: 'partner', logo: 'tall.svg' },
  { name: { bg: 'Читалище „Пример“' }, role: 'partner', logo: 'square.svg' },
  { name: { bg: 'Фонд „Пример“' }, role: 'funder' },
]

const questions = [
  { id: 'diet', label: { bg: 'Храна', en: 'Food' }, type: 'text' },
  { id: 'why', label: { bg: 'Защо идвате?' }, type: 'paragraph' },
  {
    id: 'bus',
    label: { bg: 'Автобус', en: 'Bus' },
    type: 'choice',
    required: true,
    options: ['От Русе', 'Не'],
  },
  { id: 'topics', label: { bg: 'Теми' }, type: 'choices', options: ['Вода', 'Пътища'] },
  { id: 'rules', label: { bg: 'Прочетох правилата' }, type: 'checkbox', required: true },
]

const project = {
  ...{ slug: 'villages', number: 'PR-7', language: 'bg', period: '2021-2027', emblem: 'eu' },
  title: { bg: 'Селата говорят', en: 'Villages speak' },
  programme: 'Добро управление',
  funder: 'Фонд „Пример“',
  ...{ fund: 'Социален фонд', starts: '2026-01-01', ends: '2027-12-31' },
  budget: { amount: 59875.2, currency: 'EUR', funder_share: 50893.92 },
  organizations: [{ name: 'Сдружение „Пример“', role: 'beneficiary' }],
  statement: { bg: 'Съфинансирано от Европейския съюз.', en: 'Co-funded by the European Union.' },
  disclaimer: 'Само авторите отговарят.',
  indicators: [{ id: 'people', title: 'Участници', target: 65 }],
}

const results = { attended: 61, summary: 'Мина **добре**.', by_group: { ngo: 22, citizen: 39 } }

/** The least that an event can say, on a day of its own. */
function plain(slug: string, day: string, more: object = {}) {
  return {
    ...{ slug, kind: 'round-table', status: 'published', language: 'bg', timezone: 'Europe/Sofia' },
    ...{ starts: `${day}T09:00`, ends: `${day}T13:00`, title: { bg: `Маса ${slug}`, en: `Table ${slug}` } },
    ...more,
  }
}

/** An event that uses everything an event file can say. */
function everything(slug: string, day: string, next: string, more: object = {}) {
  return plain(slug, day, {
    ...{
      kind: 'conference',
      ends: `${next}T13:00`,
      project: 'villages',
      venue,
      contact,
      speakers,
      organizations,
    },
    title: { bg: 'Конференция за селата', en: 'Conference on villages' },
    summary: {
      bg: 'Какво питат хората и какво ще се направи.',
      en: 'What people ask, and what will be done.',
    },
    description: { bg: 'Първи **ред**.\n\n- точка\n- и още една\n\n[Повече](https://example.org)' },
    registration: { closes: `${day}T08:00`, capacity: 60, guests: 2 },
    agenda: agendaOf(day, next),
    documents: [{ title: 'Програма', kind: 'programme', file: 'programme.txt', language: 'bg' }],
    form: questions,
    targets: [{ group: 'ngo', participants: 20 }],
    ...more,
  })
}

const withContact = { venue, contact }

const events = [
  everything('everything', '2027-03-02', '2027-03-03'),
  plain('least', '2027-04-01'),
  plain('longest', '2027-04-02', { ...withContact, title: { bg: longest } }),
  plain('early', '2027-04-03', { ...withContact, registration: { opens: '2027-02-01T09:00' } }),
  plain('few', '2027-04-04', { ...withContact, registration: { capacity: 3, guests: 1 } }),
  plain('waiting', '2027-04-05', { ...withContact, registration: { capacity: 1 } }),
  plain('closed', '2027-04-06', { ...withContact, registration: { closes: '2027-01-10T09:00' } }),
  plain('full', '2027-04-07', { ...withContact, registration: { capacity: 1, waitlist: false } }),
  plain('verified', '2027-04-08', { ...withContact, registration: { capacity: 5, verify_email: true } }),
  plain('approved', '2027-04-09', { ...withContact, registration: { approval: true } }),
  plain('cancelled', '2027-04-10', withContact),
  plain('postponed', '2027-04-11', withContact),
  everything('today', '2027-01-20', '2027-01-21', { registration: { closes: '2027-01-21T13:00' } }),
  everything('over', '2026-11-03', '2026-11-04', {
    results,
    documents: [
      { title: 'Програма', kind: 'programme', file: 'programme.txt', language: 'bg' },
      { title: 'Протокол', kind: 'minutes', file: 'minutes.txt', language: 'bg' },
    ],
  }),
]

/** Imports everything; `off` takes two of the events out of the calendar afterwards, as an organizer would. */
export async function importEvents(database: Database): Promise<void> {
  await importText(database, { projects: [project], events })
}

export async function callOff(database: Database): Promise<void> {
  const off = events
    .filter(({ slug }) => slug === 'cancelled' || slug === 'postponed')
    .map((event) => ({ ...event, status: event.slug }))
  await importText(database, { events: off })
}

/** For a list with one line. */
export async function importOne(database: Database): Promise<void> {
  await importText(database, { events: [plain('alone', '2027-04-01')] })
}

async function importText(database: Database, content: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-matrix-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, 'events.json'), JSON.stringify(content))
    const imported = await importFiles(database, [join(folder, 'events.json')], longAgo, {
      onPlacesChanged: async () => {},
    })
    if (imported.done === 'refused') throw new Error(JSON.stringify(imported.problems))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
