/**
 * The shape of an event as the whole product speaks of it: an event file, checked and made regular.
 * Every text is kept by language; a string in the file stands under the event's own language.
 */
import { alsoReads } from '../../platform/i18n.ts'

export const kinds = [
  'conference',
  'round-table',
  'planning-session',
  'public-discussion',
  'seminar',
  'workshop',
  'training',
  'other',
] as const
export type Kind = (typeof kinds)[number]

export const eventStatuses = ['draft', 'published', 'postponed', 'cancelled'] as const
export type EventStatus = (typeof eventStatuses)[number]

export const groups = [
  'local-authority',
  'state-body',
  'ngo',
  'business',
  'media',
  'academia',
  'donor',
  'citizen',
  'other',
] as const
export type Group = (typeof groups)[number]

export const organizationRoles = ['organizer', 'partner', 'beneficiary', 'funder'] as const
export type OrganizationRole = (typeof organizationRoles)[number]

export const documentKinds = [
  'programme',
  'press-release',
  'presentation',
  'minutes',
  'resolution',
  'other',
] as const
export type DocumentKind = (typeof documentKinds)[number]

export const questionTypes = ['text', 'paragraph', 'choice', 'choices', 'checkbox'] as const
export type QuestionType = (typeof questionTypes)[number]

/** A text by BCP 47 language: `{ bg: '…', en: '…' }`, at least one entry. */
export type Text = Record<string, string>

export type Venue = {
  name?: Text
  room?: Text
  address?: Text
  city?: Text
  /** ISO 3166-1 alpha-2 */
  country?: string
  latitude?: number
  longitude?: number
  directions?: Text
  online_url?: string
}

export type Contact = {
  name?: Text
  email?: string
  phone?: string
  /** Private address that questions go to; shown nowhere. `email` when absent. */
  answers_to?: string
}

export type RegistrationTerms = {
  /** Wall-clock times in the event's zone, `2027-01-10T09:00`. */
  opens?: string
  closes?: string
  /** Places; absent: no limit. */
  capacity?: number
  waitlist: boolean
  guests: number
  approval: boolean
  verify_email: boolean
  groups: readonly Group[]
}

export type Organization = { name: Text; role: OrganizationRole; url?: string; logo?: string }

export type AgendaItem = {
  id: string
  /** `2027-03-02`; the event's first day when absent in the file */
  day: string
  starts: string
  ends?: string
  room?: Text
  title: Text
  description?: Text
  speakers: readonly string[]
  capacity?: number
  /** People choose it in the form. */
  signup: boolean
}

export type Speaker = { name: Text; affiliation?: Text; bio?: Text; photo?: string }
export type EventFileDocument = { title: Text; kind: DocumentKind; file: string; language?: string }
export type FormQuestion = {
  id: string
  label: Text
  type: QuestionType
  required: boolean
  options: readonly Text[]
}
export type Target = { group: Group; participants: number }
export type Results = { attended?: number; summary?: Text; by_group?: Partial<Record<Group, number>> }

export type EventDocument = {
  slug: string
  kind: Kind
  status: EventStatus
  language: string
  /** IANA name */
  timezone: string
  /** Wall-clock, `2027-03-02T09:00` */
  starts: string
  ends: string
  title: Text
  /** One or two sentences, plain */
  summary?: Text
  /** Markdown */
  description?: Text
  venue: Venue
  contact: Contact
  registration: RegistrationTerms
  organizations: readonly Organization[]
  /** Slug of a project */
  project?: string
  agenda: readonly AgendaItem[]
  speakers: readonly Speaker[]
  documents: readonly EventFileDocument[]
  form: readonly FormQuestion[]
  targets: readonly Target[]
  results?: Results
}

export const periods = ['2007-2013', '2014-2020', '2021-2027', 'other'] as const

export type Project = {
  slug: string
  number?: string
  language: string
  title: Text
  programme?: Text
  period: (typeof periods)[number]
  funder?: Text
  fund?: Text
  /** Calendar days */
  starts?: string
  ends?: string
  budget?: { amount: number; currency: string; funder_share?: number }
  organizations: readonly Organization[]
  statement?: Text
  disclaimer?: Text
  emblem: 'eu' | 'none'
  keep_until?: string
  indicators: readonly { id: string; title: Text; kind?: string; target?: number }[]
}

/**
 * The text in the language wanted, else in one that its readers read as well, else in the event's own, else in any;
 * with the language it is in, for `lang`.
 */
export function inLanguage(text: Text, wanted: string, own: string): { text: string; language: string } {
  for (const language of [wanted, ...alsoReads(wanted), own, 'en']) {
    const found = text[language]
    if (found !== undefined) return { text: found, language }
  }
  const [language, found] = Object.entries(text)[0] ?? [own, '']
  return { text: found, language }
}
