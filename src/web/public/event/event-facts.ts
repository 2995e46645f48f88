/** When, where, who to ask, by when: the column beside every page about an event. */
import type { Contact, Venue } from '../../../domain/events/event.ts'
import type { EventState } from '../../../domain/events/event-record.ts'
import { type Phase, placesLeft } from '../../../domain/events/phase.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { type Language, languageName, phrase } from '../../../platform/i18n.ts'
import { type Reader, readerOf, whenWords } from '../words.ts'

/** In which it matters to a visitor how many there are. */
const phasesWithPlaces: ReadonlySet<Phase> = new Set<Phase>(['early', 'open', 'waiting-list', 'full'])

export function eventFacts(state: EventState, phase: Phase, language: Language) {
  const { event } = state
  const { document } = event
  const read = readerOf(document, language)
  return {
    slug: event.slug,
    when: whenWords(state, language),
    venue: venueFacts(document.venue, read),
    contact: contactFacts(document.contact, read),
    deadline: deadline(state, phase, language),
    places: phasesWithPlaces.has(phase) ? placesWords(state, language) : undefined,
    language: languageName(document.language, language),
    calendar:
      phase === 'over' || phase === 'cancelled' || phase === 'postponed'
        ? undefined
        : `/events/${event.slug}.ics`,
    ask: canAsk(phase) ? `/${language}/events/${event.slug}/ask` : undefined,
  }
}

function venueFacts(venue: Venue, read: Reader) {
  const lines = [venue.name, venue.room, venue.address, venue.city].map(read)
  const [name, room, address, city] = lines
  const isSomewhere = lines.some((line) => line !== undefined)
  return {
    isSomewhere,
    name,
    room,
    address,
    city,
    directions: read(venue.directions),
    onlineUrl: venue.online_url,
    map: isSomewhere ? mapLink(venue, [address?.text, city?.text]) : undefined,
  }
}

/** A plain link: no page of ours loads anything of the map's. */
function mapLink({ latitude, longitude }: Venue, words: readonly (string | undefined)[]): string | undefined {
  if (latitude !== undefined && longitude !== undefined) {
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
  }
  const query = words.filter(Boolean).join(', ')
  return words[0] === undefined
    ? undefined
    : `https://www.openstreetmap.org/search?query=${encodeURIComponent(query)}`
}

export function contactFacts(contact: Contact, read: Reader) {
  const phone = contact.phone
  return {
    name: read(contact.name),
    email: contact.email,
    phone,
    call: phone === undefined ? undefined : `tel:${phone.replace(/[^+\d]/g, '')}`,
    isThere: contact.name !== undefined || contact.email !== undefined || phone !== undefined,
  }
}

function deadline({ event }: EventState, phase: Phase, language: Language) {
  const { opensAt, closesAt, document } = event
  const at = (instant: string) => describeInstant(instant, document.timezone, language)
  if (phase === 'early' && opensAt !== null) {
    return { label: phrase(language, 'public.event.opens'), at: opensAt, words: at(opensAt) }
  }
  const isOpen = phase === 'open' || phase === 'waiting-list'
  // That one may confirm until the event begins goes without saying.
  if (!isOpen || closesAt === event.startsAt) return undefined
  return { label: phrase(language, 'public.event.deadline'), at: closesAt, words: at(closesAt) }
}

function placesWords({ event, places }: EventState, language: Language) {
  const left = placesLeft(places)
  const { guests } = event.document.registration
  return {
    words:
      left === null || places.capacity === null
        ? phrase(language, 'public.event.places-free')
        : phrase(language, 'public.event.places-of', { left, capacity: places.capacity }),
    waiting:
      places.waiting === 0 ? undefined : phrase(language, 'public.event.waiting', { n: places.waiting }),
    guests: guests === 0 ? undefined : phrase(language, 'public.event.guests', { n: guests }),
  }
}

/** Questions about an event that was cancelled or is over are questions all the same; drafts are not seen at all. */
function canAsk(phase: Phase): boolean {
  return phase !== 'draft'
}
