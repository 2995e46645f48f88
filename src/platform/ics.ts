/**
 * Calendar objects (RFC 5545, 5546, 7986), written by ical-generator. It passes control characters and writes UID,
 * NAME and SOURCE as they are: so everything is cleaned here before it is handed over. No zone is ever set, neither
 * on the calendar nor on an entry: it would print floating times or the server's clock.
 */
import {
  escape as escapeText,
  type ICalAttendeeData,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendar,
  type ICalCalendarData,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalLocation,
  type ICalOrganizer,
} from 'ical-generator'
import { cleanLine, cleanLines } from './text.ts'

export type Mailbox = { name: string; email: string }

export type Attendee = Mailbox & { partstat: 'ACCEPTED' | 'NEEDS-ACTION' | 'TENTATIVE'; rsvp: boolean }

export type CalendarEntry = {
  /** Printable ASCII without backslash, comma and semicolon */
  uid: string
  sequence: number
  /** DTSTAMP: when this revision of the object was made */
  stampedAt: string
  startsAt: string
  /** Not before `startsAt` */
  endsAt: string
  status: 'CONFIRMED' | 'CANCELLED' | 'TENTATIVE'
  summary: string
  description: string
  location?: string | undefined
  geo?: { latitude: number; longitude: number } | undefined
  /** The page about it */
  url?: string | undefined
  organizer: Mailbox
  /** The one recipient of an invitation; a published entry has none. */
  attendee?: Attendee
}

export type CalendarObject = {
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  /** Of a feed: what a subscriber's calendar is called, where it lives, how often to look again */
  feed?: { name: string; url: string; refreshHours: number }
  entries: readonly CalendarEntry[]
}

/**
 * The whole file: lines of at most 75 octets, CRLF after each, UTF-8 when encoded. All instants are UTC ISO text and
 * stay UTC. Throws for a UID that could be more than one value and for an instant that is none.
 */
export function writeCalendar({ method, feed, entries }: CalendarObject): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'Turnout', product: 'Turnout', language: 'EN' },
    scale: 'GREGORIAN',
    method: ICalCalendarMethod[method],
    ...(feed && feedData(feed)),
    events: entries.map(eventData),
  })
  // The library leaves out the last line's end.
  return `${smallMailto(calendar.toString())}\r\n`
}

/** Written as NAME and REFRESH-INTERVAL (RFC 7986) and as the X- forms that calendars read before it. */
function feedData(feed: NonNullable<CalendarObject['feed']>): ICalCalendarData {
  return {
    name: escapeText(cleanLine(feed.name, 200), false),
    source: webAddress(feed.url),
    ttl: feed.refreshHours * 3_600,
  }
}

function eventData(entry: CalendarEntry): ICalEventData {
  const { sequence, status, organizer, attendee, url } = entry
  const withdrawn = status === 'CANCELLED'
  return {
    id: plainUid(entry.uid),
    sequence,
    stamp: new Date(entry.stampedAt),
    start: new Date(entry.startsAt),
    end: new Date(entry.endsAt),
    status: ICalEventStatus[status],
    transparency: withdrawn ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    summary: cleanLine(entry.summary, 400),
    description: cleanLines(entry.description, 4_000),
    location: placeData(entry),
    url: url ? webAddress(url) : null,
    organizer: organizerData(organizer),
    attendees: attendee ? [attendeeData(attendee)] : [],
  }
}

function placeData({ location, geo }: CalendarEntry): ICalLocation | null {
  const title = cleanLine(location ?? '', 400)
  const point = geo && { lat: degrees(geo.latitude), lon: degrees(geo.longitude) }
  if (title) return point ? { title, geo: point } : { title }
  return point ? { geo: point } : null
}

/** The library takes no organizer without a name: the address stands for it. */
function organizerData({ name, email }: Mailbox): ICalOrganizer {
  return { name: commonName(name) || commonName(email), email: mailAddress(email) }
}

function attendeeData({ name, email, partstat, rsvp }: Attendee): ICalAttendeeData {
  return {
    type: ICalAttendeeType.INDIVIDUAL,
    role: ICalAttendeeRole.REQ,
    status: partstat === 'NEEDS-ACTION' ? ICalAttendeeStatus.NEEDSACTION : ICalAttendeeStatus[partstat],
    rsvp,
    name: commonName(name),
    email: mailAddress(email),
  }
}

/** The library shouts an attendee's `MAILTO:`, which readers that compare letter by letter miss; folds stay. */
function smallMailto(lines: string): string {
  return lines.replace(/:(\r\n )?M(\r\n )?A(\r\n )?I(\r\n )?L(\r\n )?T(\r\n )?O(\r\n )?:/g, (shouted) =>
    shouted.toLowerCase(),
  )
}

function plainUid(uid: string): string {
  if (/^[!-~]+$/.test(uid) && !/[\\,;]/.test(uid)) return uid
  throw new Error('Not a plain UID for a calendar file')
}

/**
 * RFC 6868 spells `"` and `^` in a parameter as `^'` and `^^`, which not every client reads, and some unescape a
 * backslash that the standard gives no meaning there. So other characters stand for the three, and nothing can
 * leave the quotes.
 */
function commonName(name: string): string {
  return cleanLine(name, 200).replace(/["^\\]/g, (character) => (character === '"' ? "'" : '/'))
}

/** Only what would end or change a `mailto:`, or be escaped as in a text, is percent-encoded (RFC 6068). */
function mailAddress(address: string): string {
  return oneWord(address).replace(/[%?"<>\\^`{|},;]/g, encodeURIComponent)
}

/** The library escapes an address as if it were a text, which readers do not undo: nothing is left to escape. */
function webAddress(uri: string): string {
  return oneWord(uri).replace(/[\\,;]/g, encodeURIComponent)
}

function oneWord(text: string): string {
  return cleanLine(text, 2_000).replace(/[\s\p{Cc}]/gu, '')
}

/** Six decimals are eleven centimetres, and never an exponent. The library drops a zero: next to it is near enough. */
function degrees(angle: number): number {
  return Number(angle.toFixed(6)) || 0.000001
}
