/** Events for anybody's calendar: one as a file, or all to come as a feed to subscribe to. */
import { type Language, phrase } from '../platform/i18n.ts'
import { type CalendarEntry, type Mailbox, writeCalendar } from '../platform/ics.ts'
import { eventPart, type TimedEvent } from './calendar-entry.ts'

/** Of `EventRecord`, what is published. */
export type PublishedEvent = TimedEvent & {
  slug: string
  sequence: number
  /** UTC ISO; when its content last changed */
  updatedAt: string
}

export type PublisherSettings = {
  /** `https://events.example.org`, without a slash at the end */
  baseUrl: string
  brandName: string
  /** Name and address that letters come from */
  organizer: Mailbox
}

/** What a feed was narrowed to. */
export type Selection = {
  /** "Round tables in Ruse" */
  what: string
  /** What follows the feed's own address, `?kind=round-table&lang=bg`, and the list's. */
  query: string
  listQuery: string
}

/** Most events that a feed should be given: 30 ms of work, and more than anybody's calendar can show. */
export const longestFeed = 500

/** `/events/{slug}.ics`: METHOD:PUBLISH without ATTENDEE; its UID is the event's, never a registration's. */
export function calendarFile(event: PublishedEvent, settings: PublisherSettings, language: Language): string {
  return writeCalendar({ method: 'PUBLISH', entries: [publishedEntry(event, settings, language)] })
}

/** `/events.ics`: the events given, to be read again every few hours. */
export function calendarFeed(
  events: readonly PublishedEvent[],
  settings: PublisherSettings,
  language: Language,
  selection?: Selection,
): string {
  return writeCalendar({
    method: 'PUBLISH',
    feed: {
      name: feedTitle(settings, language, selection),
      url: `${settings.baseUrl}/events.ics${selection?.query ?? ''}`,
      refreshHours: 4,
    },
    entries: events.map((event) => publishedEntry(event, settings, language)),
  })
}

/** "Municipality of Primerovo: round tables in Ruse" */
export function feedTitle(
  { brandName: brand }: PublisherSettings,
  language: Language,
  selection: Selection | undefined,
): string {
  if (selection === undefined) return phrase(language, 'calendar.feed', { brand })
  return phrase(language, 'finding.feed-of', { brand, what: selection.what })
}

/** The address of an event's page in one language. */
export function eventPage(event: PublishedEvent, settings: PublisherSettings, language: Language): string {
  return `${settings.baseUrl}/${language}/events/${event.slug}`
}

/** What a title becomes where only titles are seen: "Cancelled: …", "Postponed: …". */
export function titleWithState(title: string, event: PublishedEvent, language: Language): string {
  const { status } = event.document
  if (status !== 'cancelled' && status !== 'postponed') return title
  return phrase(language, `calendar.${status}`, { title })
}

function publishedEntry(
  event: PublishedEvent,
  settings: PublisherSettings,
  language: Language,
): CalendarEntry {
  const part = eventPart(event, language, eventPage(event, settings, language))
  return {
    ...part,
    // Many calendars show a withdrawn entry of a feed as if nothing had happened: the title says it too.
    summary: titleWithState(part.summary, event, language),
    uid: `event-${event.slug}@${new URL(settings.baseUrl).hostname}`,
    sequence: event.sequence,
    stampedAt: event.updatedAt,
    organizer: settings.organizer,
  }
}
