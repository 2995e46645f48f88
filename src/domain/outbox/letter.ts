import type { RegistrationStatus, Role } from '../../database/tables.ts'

export const letterKinds = [
  'verify-address',
  'awaiting-approval',
  'confirmed',
  'waiting',
  'moved-up',
  'changed',
  'cancelled',
  'declined',
  'maybe',
  'refused',
  'event-changed',
  'event-postponed',
  'event-cancelled',
  'event-back',
  'question-received',
  'question',
  'sign-in',
  'colleague-invitation',
  'address-confirm',
  'address-changed',
  'subscription-confirm',
  'new-events',
  'letter',
  'letter-test',
] as const

export type LetterKind = (typeof letterKinds)[number]

/** What a letter remembers of its moment: it may leave hours later and still tells what was. */
export type LetterData = {
  status?: RegistrationStatus
  /** iCalendar SEQUENCE and DTSTAMP of the part it carries */
  sequence?: number
  stampedAt?: string
  /** SEQUENCE of the event itself at that moment: names the time and place that the letter tells; those of now when absent */
  eventSequence?: number
  /** The same of what the person knew before, where that was something else: the letter tells what changed. */
  knew?: number
  /** What the organizer adds to a letter about a change, in words of their own */
  note?: string
  /** Which calendar part it carries; none when absent */
  calendar?: 'REQUEST' | 'CANCEL'
  guests?: number
  /** An organizer did it, at the person's word or not */
  byOrganizer?: true
  sessions?: readonly string[]
  /** Sessions that were full when the person moved up */
  droppedSessions?: readonly string[]
  holdUntil?: string
  /** `language`: of the page on which it was asked */
  question?: { name: string; email: string; message: string; language?: string }
  /** Id of the sign-in link; its token is made when the letter is rendered. */
  signIn?: string
  /** Of an organizer, from what to what, and until when the link to it is good */
  address?: { organizerId: number; from: string; to: string; until: string }
  /** Who invites a colleague, and to what; `eventId` null: all events */
  invitation?: { by: string; roles: readonly { role: Role; eventId: number | null }[] }
  /** Ids of the events that are announced, soonest first */
  news?: readonly number[]
  /** How many more there are than are named */
  moreNews?: number
  /** Id of the letter that an organizer sends to themselves to see it; the copies for people have it in their row. */
  letter?: number
  /** Id of the registration that it is shown for: links that would open it are left dead. */
  sample?: number
}

/** A letter to be written in the transaction of what causes it. */
export type NewLetter = {
  kind: LetterKind
  eventId: number | null
  registrationId: number | null
  organizerId: number | null
  questionId: number | null
  subscriptionId?: number
  language: string
  toName: string
  toEmail: string
  data: LetterData
}
