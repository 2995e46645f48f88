/** A registration as a row of the attendee list: the shape that every list, export and sheet speaks of. */
import type { RegistrationStatus, Source } from '../../database/tables.ts'
import type { Group } from '../events/event.ts'

export type Attendee = {
  id: number
  reference: string
  status: RegistrationStatus
  name: string
  email: string | null
  phone: string
  organization: string
  position: string
  group: Group | ''
  locality: string
  guests: number
  guest_names: readonly string[]
  /** Ids of agenda items */
  sessions: readonly string[]
  language: string
  source: Source
  /** UTC ISO text */
  registered_at: string
  /** UTC ISO text of the first check-in */
  checked_in_at: string | null
  note: string
  /** By id of the form's question; a checkbox is a boolean, several choices are a list. */
  answers: Readonly<Record<string, string | readonly string[] | boolean>>
  consent_photos: boolean
  consent_news: boolean
}

/** The list's columns in their order; a column for each form question and the consents follow. */
export const attendeeColumns = [
  'reference',
  'status',
  'name',
  'email',
  'phone',
  'organization',
  'position',
  'group',
  'locality',
  'guests',
  'guest_names',
  'sessions',
  'language',
  'source',
  'registered_at',
  'checked_in_at',
  'note',
] as const
export type AttendeeColumn = (typeof attendeeColumns)[number]

export const consentColumns = ['consent_photos', 'consent_news'] as const
