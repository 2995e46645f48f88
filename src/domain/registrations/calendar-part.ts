import type { EventRecord } from '../events/event-record.ts'
import type { LetterData } from '../outbox/letter.ts'

type Numbers = Pick<EventRecord, 'sequence'>

/**
 * SEQUENCE of whatever is sent about a registration: both parts only rise, so it never goes back for one UID, and it is
 * higher after each change of the event's time, place or status (RFC 5546, 2.1.4).
 */
export function sequenceOf(event: Numbers, registration: Numbers): number {
  return event.sequence + registration.sequence
}

/** The invitation of somebody who is confirmed; there is none to an event that does not take place as announced. */
export function invitationPart(
  event: EventRecord,
  registration: Numbers,
  stampedAt: string,
): Pick<LetterData, 'calendar' | 'sequence' | 'stampedAt'> {
  const { status } = event.document
  if (status === 'cancelled' || status === 'postponed') return {}
  return { calendar: 'REQUEST', sequence: sequenceOf(event, registration), stampedAt }
}

/** Takes out of a calendar what an invitation has put into it. */
export function withdrawalPart(
  event: Numbers,
  registration: Numbers,
  stampedAt: string,
): Pick<LetterData, 'calendar' | 'sequence' | 'stampedAt'> {
  return { calendar: 'CANCEL', sequence: sequenceOf(event, registration), stampedAt }
}
