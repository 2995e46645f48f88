/** What stands in each column of the attendee list, in the contract's words. */
import type { Attendee, AttendeeColumn } from '../domain/registrations/attendee.ts'

/** Several values in one cell are joined with this. */
const between = ' | '

export function joined(values: readonly string[]): string {
  return values.join(between)
}

/** Text of every column: nothing is empty text, an instant is UTC ISO text. */
export const cellOf: Readonly<Record<AttendeeColumn, (attendee: Attendee) => string>> = {
  reference: (attendee) => attendee.reference,
  status: (attendee) => attendee.status,
  name: (attendee) => attendee.name,
  email: (attendee) => attendee.email ?? '',
  phone: (attendee) => attendee.phone,
  organization: (attendee) => attendee.organization,
  position: (attendee) => attendee.position,
  group: (attendee) => attendee.group,
  locality: (attendee) => attendee.locality,
  guests: (attendee) => String(attendee.guests),
  guest_names: (attendee) => joined(attendee.guest_names),
  sessions: (attendee) => joined(attendee.sessions),
  language: (attendee) => attendee.language,
  source: (attendee) => attendee.source,
  registered_at: (attendee) => attendee.registered_at,
  checked_in_at: (attendee) => attendee.checked_in_at ?? '',
  note: (attendee) => attendee.note,
}

/** An answer to one of the form's questions as text; `yes` is the word for a ticked box. */
export function answerText(attendee: Attendee, question: string, yes: string): string {
  const answer = answerTo(attendee, question)
  if (typeof answer === 'string') return answer
  if (typeof answer === 'boolean') return answer ? yes : ''
  return joined(answer)
}

/** An answer as JSON holds it: several choices stay a list, a box is `yes` or empty as in every format. */
export function answerValue(attendee: Attendee, question: string): string | readonly string[] {
  const answer = answerTo(attendee, question)
  return typeof answer === 'boolean' ? yesOrEmpty(answer) : answer
}

export function yesOrEmpty(agreed: boolean): string {
  return agreed ? 'yes' : ''
}

/** Own properties only: a question may be called `constructor`. */
function answerTo(attendee: Attendee, question: string): string | readonly string[] | boolean {
  return (Object.hasOwn(attendee.answers, question) ? attendee.answers[question] : undefined) ?? ''
}
