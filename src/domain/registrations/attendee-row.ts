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

export function attendee(row: AttendeeRow): Attendee {
  const { audience, consent_photos_at, consent_news_at, ...same } = row
  return {
    ...same,
    // Checked against the event's groups when it was written.
    group: audience as Group | '',
    guest_names: list(row.guest_names),
    sessions: list(row.sessions),
    // Written by the operations of this folder alone.
    answers: row.answers === '{}' ? noAnswers : (JSON.parse(row.answers) as Answers),
    consent_photos: consent_photos_at !== null,
    consent_news: consent_news_at !== null,
  }
}

/** Most rows of a long list have none of these, and share one. */
const none: readonly string[] = []
const noAnswers: Answers = {}

function list(text: string): readonly string[] {
  // Written by the operations of this folder alone, always a list of texts.
  return text === '[]' ? none : (JSON.parse(text) as string[])
}
