/** What a letter says of its event and of the person's registration: labels and values, ready to show. */
import type { EventDocument, Project, Text } from '../domain/events/event.ts'
import { inLanguage } from '../domain/events/event.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import type { LetterKind } from '../domain/outbox/letter.ts'
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import { describeWhen } from '../platform/dates.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { cleanLine } from '../platform/text.ts'

export type Fact = { label: string; value: string; href?: string; main?: boolean }

/** Only those who have a place are told how to take part from afar. */
const withPlace = new Set<LetterKind>(['confirmed', 'moved-up', 'changed', 'event-changed', 'event-back'])
/** Letters after which nobody comes: what and when is enough. */
const brief = new Set<LetterKind>(['cancelled', 'declined', 'question'])
/** Of these one may well have something to ask. */
const briefWithContact = new Set<LetterKind>(['event-cancelled', 'event-postponed'])

/** In the order in which people ask: what, when, where, who comes, whom to ask, the reference. */
export function factsOf(letter: ClaimedLetter, event: EventRecord, language: Language): Fact[] {
  const { what, where, online, contact } = eventWords(event, language)
  const reference = fact(phrase(language, 'letter.reference'), letter.registration?.reference ?? '')
  const isCancelledForThem = letter.kind === 'cancelled' && letter.data.byOrganizer === true
  if (briefWithContact.has(letter.kind) || isCancelledForThem) return [...what, ...contact, ...reference]
  if (brief.has(letter.kind)) return [...what, ...reference]
  return [
    ...what,
    ...where,
    ...(withPlace.has(letter.kind) && letter.data.status === 'confirmed' ? online : []),
    ...partyFacts(letter, event, language),
    ...contact,
    ...reference,
  ]
}

/** What every letter about an event says alike in one language. */
export type EventWords = {
  title: string
  /** Those who organize it; empty where the announcement names none */
  organizers: readonly string[]
  contactName: string
  /** City and house, for one line of several */
  place: string
  what: readonly Fact[]
  where: readonly Fact[]
  online: readonly Fact[]
  contact: readonly Fact[]
}

/** Kept as long as the record is in use: letters about one event are claimed by the hundred. */
export const eventWords = keptWith(makeEventWords)

function makeEventWords(event: EventRecord, language: Language): EventWords {
  const { document } = event
  const { venue, contact } = document
  const title = cleanLine(textOf(document.title, document, language), 300)
  const contactName = cleanLine(textOf(contact.name, document, language), 100)
  const organizers = document.organizations.filter(({ role }) => role === 'organizer')
  const place = [venue.name, venue.room, venue.address, venue.city]
  return {
    title,
    organizers: organizers.map(({ name }) => cleanLine(textOf(name, document, language), 100)),
    contactName,
    place: list([venue.city, venue.name].map((text) => cleanLine(textOf(text, document, language), 200))),
    what: [{ label: phrase(language, 'letter.what'), value: title, main: true }, whenFact(event, language)],
    where: fact(
      phrase(language, 'letter.where'),
      list(place.map((text) => textOf(text, document, language))),
    ),
    online: fact(phrase(language, 'letter.online'), venue.online_url ?? '', venue.online_url),
    contact: fact(phrase(language, 'letter.contact'), list([contactName, contact.phone, contact.email])),
  }
}

function whenFact({ document, startsAt, endsAt }: EventRecord, language: Language): Fact {
  const label = phrase(language, 'letter.when')
  if (document.status === 'postponed') return { label, value: phrase(language, 'letter.postponed') }
  return { label, value: describeWhen(startsAt, endsAt, document.timezone, language).full }
}

function partyFacts({ data }: ClaimedLetter, event: EventRecord, language: Language): Fact[] {
  const guests = data.guests ?? 0
  return [
    // Who has not decided holds no place, in a session no more than at the event.
    ...fact(
      phrase(language, data.status === 'maybe' ? 'letter.sessions-wished' : 'letter.sessions'),
      sessionTitles(data.sessions ?? [], event, language),
    ),
    ...fact(
      phrase(language, 'letter.guests'),
      guests > 0 ? phrase(language, 'letter.guests-number', { n: guests }) : '',
    ),
  ]
}

/** Titles of agenda items, in the order of the agenda. */
export function sessionTitles(ids: readonly string[], { document }: EventRecord, language: Language): string {
  const chosen = document.agenda.filter((item) => ids.includes(item.id))
  return chosen.map((item) => cleanLine(textOf(item.title, document, language), 200)).join('; ')
}

/** What funders ask to stand on every letter: the statement, the project by number and title, the disclaimer. */
export const projectLines = keptWith((project: Project, language: Language): string[] => {
  const text = (of: Text | undefined) =>
    of ? cleanLine(inLanguage(of, language, project.language).text, 2000) : ''
  const label = project.number
    ? phrase(language, 'letter.project', { number: project.number })
    : phrase(language, 'letter.project-unnumbered')
  const named = [`${label}: ${text(project.title)}`, text(project.programme), text(project.fund)]
  return [text(project.statement), `${named.filter(Boolean).join('. ')}.`, text(project.disclaimer)].filter(
    Boolean,
  )
})

/** Makes words once for each thing and language, and forgets them with the thing. */
function keptWith<Thing extends object, Words>(make: (of: Thing, language: Language) => Words) {
  const kept = new WeakMap<Thing, Map<Language, Words>>()
  return (of: Thing, language: Language): Words => {
    const byLanguage = kept.get(of) ?? new Map<Language, Words>()
    kept.set(of, byLanguage)
    const words = byLanguage.get(language) ?? make(of, language)
    byLanguage.set(language, words)
    return words
  }
}

/** The text in the language wanted or the nearest there is; empty for none. */
function textOf(text: Text | undefined, document: EventDocument, language: Language): string {
  return text ? inLanguage(text, language, document.language).text : ''
}

function list(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(', ')
}

function fact(label: string, value: string, href?: string): Fact[] {
  const line = cleanLine(value, 600)
  return line === '' ? [] : [href ? { label, value: line, href } : { label, value: line }]
}
