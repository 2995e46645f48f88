/** The calendar part of a letter to one participant (iTIP, RFC 5546; iMIP, RFC 6047). */
import type { EventDocument } from '../domain/events/event.ts'
import type { Language } from '../platform/i18n.ts'
import { type Attendee, type Mailbox, writeCalendar } from '../platform/ics.ts'
import { eventPart } from './calendar-entry.ts'

export type InvitationInput = {
  method: 'REQUEST' | 'CANCEL'
  /** The registration's own, for its whole life */
  uid: string
  /** Rises with everything a calendar must learn; a CANCEL has a higher one than what it withdraws. */
  sequence: number
  /** UTC ISO; never lower than the last for this uid */
  stampedAt: string
  event: EventDocument
  /** UTC ISO */
  startsAt: string
  endsAt: string
  language: Language
  /** Same address as the letter's From */
  organizer: Mailbox
  attendee: Mailbox
  partstat: Attendee['partstat']
  /** Whether calendars should ask for an answer: only where one can be received */
  rsvp: boolean
  /** The page that the calendar links to */
  url: string
}

/**
 * A REQUEST that puts the event into the participant's calendar, or the CANCEL that takes it out: one VEVENT, one
 * ATTENDEE, times in UTC, CRLF after every line. Whatever the texts hold, it stays inside them.
 */
export function invitation(input: InvitationInput): string {
  const { method, uid, sequence, stampedAt, event: document, startsAt, endsAt, organizer } = input
  const part = eventPart({ document, startsAt, endsAt }, input.language, input.url)
  return writeCalendar({
    method,
    entries: [
      {
        ...part,
        uid,
        sequence,
        stampedAt,
        organizer,
        attendee: { ...input.attendee, partstat: input.partstat, rsvp: input.rsvp && method === 'REQUEST' },
        status: method === 'CANCEL' ? 'CANCELLED' : part.status,
      },
    ],
  })
}
