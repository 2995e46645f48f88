/** The calendar part of a letter, as a calendar reads it (ical.js). */
import type { Letter } from './mailbox.ts'
import { type ReadComponent, readCalendar } from './read-calendar.ts'

export type Invite = {
  method: string
  uid: string
  sequence: number
  status: string
  /** As written: in UTC they end in Z */
  starts: string
  ends: string
  /** `mailto:` addresses */
  organizer: string
  attendees: Record<string, string>[]
}

/** Null when the letter has none; throws when its two copies differ. */
export function inviteIn(letter: Letter): Invite | null {
  const [first, ...copies] = letter.files
  if (first === undefined) return null
  if (copies.some((copy) => !copy.equals(first))) throw new Error('Two different invitations in one letter')
  return read(readCalendar(first.toString('utf8')))
}

function read({ properties, components }: ReadComponent): Invite {
  const [event, ...others] = components
  if (event === undefined || others.length > 0) throw new Error('Not one event')
  const values = (name: string) => event.properties.filter((property) => property.name === name)
  const value = (name: string) => values(name)[0]?.value ?? ''
  return {
    method: properties.find(({ name }) => name === 'method')?.value ?? '',
    uid: value('uid'),
    sequence: Number(value('sequence')),
    status: value('status'),
    starts: value('dtstart'),
    ends: value('dtend'),
    organizer: value('organizer'),
    attendees: values('attendee').map(({ value: address, parameters }) => ({ address, ...parameters })),
  }
}
