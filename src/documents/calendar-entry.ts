/** What any calendar shows of an event, in one language: the texts that an invitation and a feed have in common. */
import { type EventDocument, inLanguage, type Text } from '../domain/events/event.ts'
import { describeWhen } from '../platform/dates.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import type { CalendarEntry } from '../platform/ics.ts'

export type TimedEvent = {
  document: EventDocument
  startsAt: string
  endsAt: string
  /** It came with the product, and says so wherever it is taken. */
  isSample?: boolean
}

type EventPart = Pick<
  CalendarEntry,
  'startsAt' | 'endsAt' | 'status' | 'summary' | 'description' | 'location' | 'geo' | 'url'
>

/** Kept as long as the document is in use: letters about one event are written by the hundred. */
const kept = new WeakMap<EventDocument, Map<string, EventPart>>()

/** `url`: the page that the reader is sent to for more. */
export function eventPart(event: TimedEvent, language: Language, url: string): EventPart {
  const parts = kept.get(event.document) ?? new Map<string, EventPart>()
  kept.set(event.document, parts)
  const key = `${language} ${event.isSample === true} ${event.startsAt} ${event.endsAt} ${url}`
  const part = parts.get(key) ?? makeEventPart(event, language, url)
  parts.set(key, part)
  return part
}

function makeEventPart(event: TimedEvent, language: Language, url: string): EventPart {
  const { document, startsAt, endsAt } = event
  const { venue } = document
  return {
    startsAt,
    endsAt,
    status: statuses[document.status],
    summary: textOf(document.title, event, language),
    description: description(event, language, url),
    location: placeLine(event, language) || venue.online_url,
    geo: geoOf(venue),
    url,
  }
}

/** Name, room, address and city on one line; empty where the event has no place. */
export function placeLine(event: TimedEvent, language: Language): string {
  const { name, room, address, city } = event.document.venue
  return [name, room, address, city]
    .map((text) => textOf(text, event, language))
    .filter(Boolean)
    .join(', ')
}

/** The text in the language wanted or the nearest there is; empty for none. */
export function textOf(text: Text | undefined, event: TimedEvent, language: Language): string {
  return text ? inLanguage(text, language, event.document.language).text : ''
}

const statuses = {
  draft: 'TENTATIVE',
  published: 'CONFIRMED',
  // The new time is not known yet.
  postponed: 'TENTATIVE',
  cancelled: 'CANCELLED',
} as const

/**
 * The local time with its zone stands here in words, since the calendar shows the reader's own; the rest for those
 * whose calendar shows nothing but this.
 */
function description(event: TimedEvent, language: Language, url: string): string {
  const { document, startsAt, endsAt } = event
  const { online_url: online } = document.venue
  const where = placeLine(event, language)
  const contact = contactLine(event, language)
  const when = describeWhen(startsAt, endsAt, document.timezone, language).full
  const lines = [
    phrase(language, 'calendar.when', { when }),
    where && phrase(language, 'calendar.where', { where }),
    online && phrase(language, 'calendar.online', { url: online }),
    contact && phrase(language, 'calendar.contact', { contact }),
    phrase(language, 'calendar.details', { url }),
  ]
  const facts = lines.filter(Boolean).join('\n')
  const sample = event.isSample && phrase(language, 'public.sample')
  return [sample, textOf(document.summary, event, language), facts].filter(Boolean).join('\n\n')
}

function contactLine(event: TimedEvent, language: Language): string {
  const { name, phone, email } = event.document.contact
  return [textOf(name, event, language), phone, email].filter(Boolean).join(', ')
}

function geoOf({ latitude, longitude }: EventDocument['venue']): CalendarEntry['geo'] {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
}
