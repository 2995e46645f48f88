import type { Source } from '../../database/tables.ts'
import type { Group } from '../events/event.ts'

export type Answer = 'yes' | 'no' | 'maybe'
export type Answers = Record<string, string | readonly string[] | boolean>

/** What a person said of themselves, shapes checked and texts cleaned at the door. */
export type RegistrationInput = {
  name: string
  /** Null only where an organizer types in somebody without one. */
  email: string | null
  phone: string
  organization: string
  position: string
  locality: string
  group: Group | ''
  answer: Answer
  guests: number
  guestNames: readonly string[]
  /** Ids of agenda items */
  sessions: readonly string[]
  note: string
  answers: Answers
  consentPhotos: boolean
  consentNews: boolean
  language: string
  source: Source
  /** The organizer who typed it in; null when the person did. */
  enteredBy: number | null
  /** An organizer goes over the limit on purpose, for this reason. */
  overLimitReason?: string
}

/** The part of it that the person may change afterwards. */
export type Changes = Partial<
  Pick<
    RegistrationInput,
    | 'answer'
    | 'phone'
    | 'organization'
    | 'position'
    | 'locality'
    | 'group'
    | 'guests'
    | 'guestNames'
    | 'sessions'
    | 'note'
    | 'answers'
    | 'consentPhotos'
    | 'consentNews'
  >
>
