/** What can be done about a registration now; each says beforehand what it will do. */
import { type Places, placesOf } from '../../domain/events/event-record.ts'
import { placesLeft } from '../../domain/events/phase.ts'
import type { Attendee } from '../../domain/registrations/attendee.ts'
import type { Person } from '../../domain/registrations/person.ts'
import { takesPlaces } from '../../domain/registrations/registration-record.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import type { Site } from '../site.ts'
import type { Work } from './viewer.ts'

export async function personActions(
  site: Site,
  person: Person,
  { event, viewer }: Work,
  reasonTyped: string,
) {
  const { language } = viewer
  const isOver = event.endsAt <= site.clock().toISOString()
  const places = await placesOf(site.database.read, event.id)
  const isAlive = !['cancelled', 'declined'].includes(person.attendee.status)
  const awaitsApproval = person.pendingFor === 'approval'
  return {
    approval: awaitsApproval ? approval(person.attendee, places, reasonTyped, language) : undefined,
    cancel: isAlive && !isOver && !awaitsApproval ? cancelWords(person, places, language) : undefined,
    confirm: isOver || awaitsApproval ? undefined : confirmation(person, places, reasonTyped, language),
    tellsAgain: isAlive && !isOver && person.attendee.email !== null,
    isOver: isAlive && isOver,
  }
}

/** For whoever has not said yes, or has said no, and now does; those who wait can be let in before the others. */
function confirmation({ attendee, holdUntil }: Person, places: Places, reason: string, language: Language) {
  const { status, guests, email } = attendee
  if (status === 'confirmed') return undefined
  const left = placesLeft(places)
  const isFull = !takesPlaces({ status, hold_until: holdUntil }) && left !== null && left < 1 + guests
  const words = isFull
    ? phrase(language, status === 'waitlisted' ? 'organizer.confirm.in-line' : 'organizer.approve.full', {
        n: 1 + guests,
      })
    : phrase(language, 'organizer.approve.fits', { n: 1 + guests })
  return { words: [words, ...(email === null ? [letterWords(email, language)] : [])], isFull, reason }
}

function approval({ guests, email }: Attendee, places: Places, reason: string, language: Language) {
  const left = placesLeft(places)
  const isFull = left !== null && left < 1 + guests
  return {
    words: phrase(language, isFull ? 'organizer.approve.full' : 'organizer.approve.fits', { n: 1 + guests }),
    isFull,
    reason,
    turnDown: [phrase(language, 'organizer.turn-down.what'), letterWords(email, language)],
  }
}

function cancelWords(person: Person, places: Places, language: Language): string[] {
  const { status, guests, email } = person.attendee
  const frees = takesPlaces({ status, hold_until: person.holdUntil })
  return [
    ...(frees ? [phrase(language, 'organizer.cancel.frees', { n: 1 + guests })] : []),
    ...(frees && places.waiting > 0 ? [phrase(language, 'organizer.cancel.next')] : []),
    letterWords(email, language),
  ]
}

function letterWords(email: string | null, language: Language): string {
  if (email === null) return phrase(language, 'organizer.person.no-letter')
  return phrase(language, 'organizer.person.letter-goes', { email })
}
