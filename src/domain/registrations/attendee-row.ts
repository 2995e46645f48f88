import type { Selectable, SelectExpression } from 'kysely'
import { sql } from 'kysely'
import type { RegistrationsTable, Tables } from '../../database/tables.ts'
import type { Group } from '../events/event.ts'
import type { Attendee } from './attendee.ts'
import type { Answers } from './registration-input.ts'

const columns = [
  'id',
  'reference',
  'status',
  'name',
  'email',
  'phone',
  'organization',
  'position',
  'audience',
  'locality',
  'guests',
  'guest_names',
  'sessions',
  'language',
  'source',
  'registered_at',
  'note',
  'answers',
  'consent_photos_at',
  'consent_news_at',
] as const satisfies readonly (keyof RegistrationsTable)[]

export type AttendeeRow = Pick<Selectable<RegistrationsTable>, (typeof columns)[number]> & {
  checked_in_at: string | null
}

/** What an attendee is made from; the first check-in counts. */
export const attendeeFields = [
  ...columns.map((column) => `registrations.${column}` as const),
  sql<string | null>`(select min(checked_in_at) from check_ins where registration_id = registrations.id)`.as(
    'checked_in_at',
  ),
] as const satisfies readonly SelectExpression<Tables, 'registrations'>[]

/** Written out field by field: copying what is left over costs several times as much, and lists are long. */
export function attendee(row: AttendeeRow): Attendee {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    name: row.name,
    email: row.email,
    phone: row.phone,
    organization: row.organization,
    position: row.position,
    // Checked against the event's groups when it was written.
    group: row.audience as Group | '',
    locality: row.locality,
    guests: row.guests,
    guest_names: list(row.guest_names),
    sessions: list(row.sessions),
    language: row.language,
    source: row.source,
    registered_at: row.registered_at,
    checked_in_at: row.checked_in_at,
    note: row.note,
    // Written by the operations of this folder alone.
    answers: row.answers === '{}' ? noAnswers : (JSON.parse(row.answers) as Answers),
    consent_photos: row.consent_photos_at !== null,
    consent_news: row.consent_news_at !== null,
  }
}

/** Most rows of a long list have none of these, and share one. */
const none: readonly string[] = []
const noAnswers: Answers = {}

function list(text: string): readonly string[] {
  // Written by the operations of this folder alone, always a list of texts.
  return text === '[]' ? none : (JSON.parse(text) as string[])
}
