/** Letters as they are claimed from the outbox, about one round table and one participant. */
import type { EventDocument, Project, Text } from '../../src/domain/events/event.ts'
import type { EventRecord } from '../../src/domain/events/event-record.ts'
import type { LetterData, LetterKind } from '../../src/domain/outbox/letter.ts'
import type { Written } from '../../src/domain/outbox/written.ts'
import type { ClaimedLetter, LetterRegistration } from '../../src/domain/registrations/due-letters.ts'
import type { Subscription } from '../../src/domain/subscriptions/subscription.ts'
import type { LetterSettings } from '../../src/mailroom/render.ts'
import type { Language } from '../../src/platform/i18n.ts'
import { createTokens } from '../../src/platform/tokens.ts'
import { roundTable } from './announcements.ts'

/** Of an organizer */
export const newAddress = {
  organizerId: 3,
  from: 'old@example.org',
  to: 'new@example.org',
  until: '2027-01-12T08:00:00.000Z',
}

export const letterTokens = createTokens(['a secret of the tests'])

export const letterSettings: LetterSettings = {
  baseUrl: 'https://events.example.org',
  brandName: 'Turnout',
  mailFrom: { name: 'Turnout', address: 'events@example.org' },
  inbound: false,
  tokens: letterTokens,
}

export const gathering: EventDocument = {
  ...roundTable,
  title: {
    bg: 'Кръгла маса „Местна власт и граждани“',
    en: 'Round table “Local authority and citizens”',
    ru: 'Круглый стол «Местная власть и граждане»',
    ky: '«Жергиликтүү бийлик жана жарандар» тегерек столу',
    be: 'Круглы стол «Мясцовая ўлада і грамадзяне»',
  },
  venue: {
    name: {
      bg: 'Община Примерово',
      en: 'Town hall of Primerovo',
      ru: 'Мэрия Примерово',
      ky: 'Примерово мэриясы',
      be: 'Мэрыя Прымерава',
    },
    room: { bg: 'Зала 1', en: 'Hall 1', ru: 'Зал 1', ky: '1-зал', be: 'Зала № 1' },
    address: {
      bg: 'ул. Широка 7',
      en: '7 Shiroka Street',
      ru: 'ул. Широка, 7',
      ky: 'Широка көчөсү, 7',
      be: 'вул. Шырока, 7',
    },
    city: { bg: 'Примерово', en: 'Primerovo', ru: 'Примерово', ky: 'Примерово ш.', be: 'Прымерава' },
    online_url: 'https://meet.example.org/round-table',
  },
  contact: {
    name: { bg: 'Мария Примерова', en: 'Maria Primerova', ru: 'Мария Примерова', be: 'Марыя Прымерава' },
    email: 'maria@example.org',
    phone: '+359 42 000 000',
    answers_to: 'desk@example.org',
  },
  organizations: [
    {
      name: {
        bg: 'Община Примерово',
        en: 'Municipality of Primerovo',
        ru: 'Община Примерово',
        ky: 'Примерово муниципалитети',
        be: 'Абшчына Прымерава',
      },
      role: 'organizer',
    },
  ],
  agenda: [
    session('youth', { en: 'Youth', bg: 'Младежи', ru: 'Молодёжь', ky: 'Жаштар', be: 'Моладзь' }),
    session('budget', { en: 'Budget', bg: 'Бюджет', ru: 'Бюджет', ky: 'Бюджети', be: 'Бюджэт' }),
  ],
}

function session(id: string, title: Text): EventDocument['agenda'][number] {
  return { id, day: '2027-03-02', starts: '10:00', title, speakers: [], signup: true }
}

export const project: Project = {
  slug: 'open-town',
  number: 'BG05-0007',
  language: 'bg',
  title: {
    bg: 'Отворен град',
    en: 'Open town',
    ru: 'Открытый город',
    ky: 'Ачык шаар',
    be: 'Адкрыты горад',
  },
  programme: {
    bg: 'Добро управление',
    en: 'Good Governance',
    ru: 'Хорошее управление',
    ky: 'Жакшы башкаруу',
    be: 'Добрае кіраванне',
  },
  period: '2021-2027',
  organizations: [],
  statement: {
    bg: 'Съфинансирано от Европейския съюз.',
    en: 'Co-funded by the European Union.',
    ru: 'Софинансируется Европейским союзом.',
    ky: 'Европа Биримдиги тарабынан биргелешип каржыланат.',
    be: 'Сумесна фінансуецца Еўрапейскім саюзам.',
  },
  disclaimer: {
    bg: 'Изразените становища са на авторите.',
    en: 'The views expressed are those of the authors.',
    ru: 'Изложенные мнения принадлежат авторам.',
    ky: 'Айтылган пикирлер авторлорго таандык.',
    be: 'Выказаныя меркаванні належаць аўтарам.',
  },
  emblem: 'eu',
  indicators: [],
}

export function eventRecord(changes: Partial<EventDocument> = {}): EventRecord {
  const document = { ...gathering, ...changes }
  return {
    id: 1,
    slug: document.slug,
    version: 1,
    sequence: 3,
    document,
    startsAt: '2027-03-02T07:00:00.000Z',
    endsAt: '2027-03-02T11:00:00.000Z',
    opensAt: null,
    closesAt: '2027-03-02T07:00:00.000Z',
    projectId: null,
    isSample: false,
    updatedAt: '2027-01-05T08:00:00.000Z',
  }
}

/** The same as people knew it: a day earlier, in another hall */
export function eventBefore(): EventRecord {
  const { document, ...event } = eventRecord()
  const hall = { bg: 'Малката зала', en: 'Small hall', ru: 'Малый зал', ky: 'Чакан зал', be: 'Малая зала' }
  return {
    ...event,
    startsAt: '2027-03-01T07:00:00.000Z',
    endsAt: '2027-03-01T11:00:00.000Z',
    document: {
      ...document,
      starts: '2027-03-01T09:00',
      ends: '2027-03-01T13:00',
      venue: { ...document.venue, room: hall },
    },
  }
}

/** What the operations of the domain put into a letter of each kind. */
export const letterData: Record<LetterKind, LetterData> = {
  'verify-address': { status: 'pending', holdUntil: '2027-01-11T08:00:00.000Z' },
  'awaiting-approval': { status: 'pending' },
  confirmed: { ...calendarPart('REQUEST', 3), status: 'confirmed', sessions: ['youth'], guests: 2 },
  waiting: { status: 'waitlisted', guests: 2 },
  'moved-up': {
    ...calendarPart('REQUEST', 4),
    status: 'confirmed',
    sessions: ['youth'],
    droppedSessions: ['budget'],
  },
  changed: { ...calendarPart('REQUEST', 5), status: 'confirmed', sessions: ['youth', 'budget'], guests: 1 },
  cancelled: { ...calendarPart('CANCEL', 6), status: 'cancelled' },
  declined: { status: 'declined' },
  maybe: { status: 'maybe' },
  refused: { status: 'declined' },
  'event-changed': {
    ...calendarPart('REQUEST', 7),
    status: 'confirmed',
    guests: 2,
    note: 'Входът е откъм парка.',
  },
  'event-postponed': { ...calendarPart('CANCEL', 8), status: 'confirmed' },
  'event-cancelled': { ...calendarPart('CANCEL', 9), status: 'confirmed', note: 'Залата е наводнена.' },
  'event-back': { ...calendarPart('REQUEST', 10), status: 'confirmed' },
  'question-received': { question: asked() },
  question: { question: asked() },
  'sign-in': { signIn: 'link-1' },
  'address-confirm': { address: newAddress },
  'address-changed': { address: newAddress },
  'colleague-invitation': {
    signIn: 'link-1',
    invitation: {
      by: 'Мария Примерова',
      roles: [
        { role: 'organizer', eventId: 1 },
        { role: 'desk', eventId: null },
      ],
    },
  },
  'subscription-confirm': {},
  'new-events': { news: [1], moreNews: 2 },
  letter: {},
  'letter-test': { letter: 3, sample: 5 },
}

function calendarPart(calendar: 'REQUEST' | 'CANCEL', sequence: number) {
  return { calendar, sequence, stampedAt: '2027-01-10T08:00:00.000Z' }
}

function asked() {
  return { name: 'Иво Гостов', email: 'ivo@example.org', message: 'Има ли рампа?\n\nИ паркинг?' }
}

/** Letters about no event, and those about no registration */
const withoutEvent: readonly LetterKind[] = [
  'sign-in',
  'colleague-invitation',
  'address-confirm',
  'address-changed',
  'subscription-confirm',
  'new-events',
]
const withoutRegistration: readonly LetterKind[] = [...withoutEvent, 'question', 'question-received']

export const subscription: Subscription = {
  id: 7,
  email: 'anna@example.org',
  generation: 1,
  wish: { kinds: ['seminar'], cities: ['Варна'], language: 'bg' },
  asked: null,
  isConfirmed: true,
}

const greetings = { en: 'Dear', bg: 'Уважаеми', ru: 'Здравствуйте,', ky: 'Урматтуу', be: 'Паважаны' }
const changes = {
  en: ['Where to park', 'Please come by bus:'],
  bg: ['Къде да паркирате', 'Моля, елате с автобус:'],
  ru: ['Где припарковаться', 'Пожалуйста, приезжайте автобусом:'],
  ky: ['Кайда токтотуу керек', 'Автобус менен келиңиз:'],
  be: ['Дзе паставіць машыну', 'Калі ласка, прыязджайце аўтобусам:'],
}

/** What an organizer wrote to many, in every language. */
export const writtenLetter: Written = {
  id: 3,
  state: 'queued',
  texts: Object.fromEntries(
    Object.entries(greetings).map(([language, greeting]) => [
      language,
      {
        subject: `${changes[language as keyof typeof changes][0]}: {event}`,
        body: [
          `${greeting} {name}`,
          `${changes[language as keyof typeof changes][1]}\n- {date}, {time}\n- {place}`,
          '{contact} · {reference}\nhttps://example.org/bus.',
          '{link}',
        ].join('\n\n'),
      },
    ]),
  ),
  hasInvitation: false,
  statuses: [],
}

export function claimedLetter(
  kind: LetterKind,
  language: Language | string,
  changes: Partial<ClaimedLetter> = {},
): ClaimedLetter {
  const isNews = kind === 'subscription-confirm' || kind === 'new-events'
  return {
    id: 12,
    kind,
    language,
    to: { name: 'Анна Гостова', email: 'anna@example.org' },
    messageId: '4be1c9f2-0000-4000-8000-000000000012',
    createdAt: '2027-01-10T08:00:00.000Z',
    claimedUntil: '2027-01-10T08:01:00.000Z',
    attempts: 0,
    data: letterData[kind],
    event: withoutEvent.includes(kind) ? null : eventRecord(),
    knew: kind.startsWith('event-') ? eventBefore() : null,
    registration: withoutRegistration.includes(kind) ? null : registration(language),
    subscription: isNews ? subscription : null,
    news: kind === 'new-events' || kind === 'colleague-invitation' ? [eventRecord()] : [],
    written: kind === 'letter' || kind === 'letter-test' ? writtenLetter : null,
    ...changes,
  }
}

function registration(language: string): LetterRegistration {
  return {
    id: 5,
    reference: 'K7QM-3XRD',
    uid: '0123456789abcdef',
    name: 'Анна Гостова',
    generation: 1,
    language,
    status: 'confirmed',
    sequence: 3,
    stampedAt: '2027-01-10T08:00:00.000Z',
    lettersStoppedAt: null,
  }
}
