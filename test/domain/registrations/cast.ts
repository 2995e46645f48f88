import { sql } from 'kysely'
import type { Database } from '../../../src/database/database.ts'
import type { EventDocument } from '../../../src/domain/events/event.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { findEvent } from '../../../src/domain/events/event-record.ts'
import type { RegistrationInput } from '../../../src/domain/registrations/registration-input.ts'

export const now = new Date('2026-11-22T10:00:00.000Z')
export const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** A round table in Stara Zagora, in ten days, with as many places as the story needs. */
export function roundTable(slug: string, terms: Partial<EventDocument['registration']> = {}): EventDocument {
  return {
    slug,
    kind: 'round-table',
    status: 'published',
    language: 'bg',
    timezone: 'Europe/Sofia',
    starts: '2026-12-02T09:00',
    ends: '2026-12-02T13:00',
    title: { bg: 'Кръгла маса' },
    venue: { city: { bg: 'Стара Загора' }, country: 'BG' },
    contact: { name: { bg: 'Мария Стоянова' }, email: 'maria@example.org' },
    registration: {
      waitlist: true,
      guests: 3,
      approval: false,
      verify_email: false,
      groups: ['ngo', 'other'],
      ...terms,
    },
    organizations: [],
    agenda: [],
    speakers: [],
    documents: [],
    form: [],
    targets: [],
  }
}

/** Stores the event as import would, with the sessions given. */
export async function hold(
  database: Database,
  document: EventDocument,
  sessions: Record<string, number | null> = {},
): Promise<EventRecord> {
  await database.write(async (tx) => {
    const at = now.toISOString()
    const { id } = await tx.db
      .insertInto('events')
      .values({
        slug: document.slug,
        kind: document.kind,
        status: document.status,
        language: document.language,
        timezone: document.timezone,
        starts_at: '2026-12-02T07:00:00.000Z',
        ends_at: '2026-12-02T11:00:00.000Z',
        opens_at: null,
        closes_at: '2026-12-02T07:00:00.000Z',
        city: null,
        cities: '',
        project_id: null,
        content: JSON.stringify(document),
        version: 1,
        sequence: 0,
        is_sample: 0,
        created_at: at,
        updated_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const capacity = document.registration.capacity ?? null
    await tx.db
      .insertInto('event_places')
      .values({ event_id: id, capacity, taken: 0, waiting: 0, next_turn: 0 })
      .execute()
    for (const [session, places] of Object.entries(sessions)) {
      await tx.db
        .insertInto('session_places')
        .values({ event_id: id, session, capacity: places, taken: 0 })
        .execute()
    }
  })
  const event = await findEvent(database.read, document.slug)
  if (event === undefined) throw new Error('The event was just stored')
  return event
}

export function person(name: string, more: Partial<RegistrationInput> = {}): RegistrationInput {
  return {
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
    phone: '',
    organization: '',
    position: '',
    locality: '',
    group: '',
    answer: 'yes',
    guests: 0,
    guestNames: [],
    sessions: [],
    note: '',
    answers: {},
    consentPhotos: false,
    consentNews: false,
    language: 'bg',
    source: 'web',
    enteredBy: null,
    ...more,
  }
}

/** Everybody's name, status and turn, in the order they came. */
export async function people(database: Database, event: EventRecord) {
  const rows = await database.read
    .selectFrom('registrations')
    .select(['name', 'status', 'turn'])
    .where('event_id', '=', event.id)
    .orderBy('id')
    .execute()
  return rows.map((row) => `${row.name}: ${row.status}${row.turn === null ? '' : ` ${row.turn}`}`)
}

/** The letters in their order, as `kind to whom`, dropped ones in brackets. */
export async function letters(database: Database, event: EventRecord) {
  const rows = await database.read
    .selectFrom('outbox')
    .select(['kind', 'to_name', 'state', 'data'])
    .where('event_id', '=', event.id)
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const { calendar, sequence } = JSON.parse(row.data)
    const text = `${row.kind} → ${row.to_name}${calendar === undefined ? '' : ` (${calendar} ${sequence})`}`
    return row.state === 'dropped' ? `[${text}]` : text
  })
}

export async function places(database: Database, event: EventRecord) {
  const { rows } = await sql<{ taken: number; waiting: number }>`
    select taken, waiting from event_places where event_id = ${event.id}`.execute(database.read)
  return rows[0]
}

export async function sessionPlaces(database: Database, event: EventRecord) {
  const rows = await database.read
    .selectFrom('session_places')
    .select(['session', 'taken'])
    .where('event_id', '=', event.id)
    .orderBy('session')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.session, row.taken]))
}
