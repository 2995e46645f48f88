/** What search engines read of an event's page: schema.org, JSON-LD. */
import { type EventDocument, inLanguage, type OrganizationRole, type Text } from '../domain/events/event.ts'
import type { Phase } from '../domain/events/phase.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { localTime } from '../platform/local-time.ts'
import { cleanLine } from '../platform/text.ts'
import { eventPage, type PublishedEvent, type PublisherSettings } from './calendar-feed.ts'

/** As schema.org has it; keys that are undefined vanish in JSON. */
export type StructuredData = Readonly<Record<string, unknown>>

/** How things stand with an event at the moment of its page. */
export type Standing = {
  phase: Phase
  /** UTC ISO; null: from the beginning */
  opensAt: string | null
  closesAt: string
  /** Null without a limit */
  placesLeft: number | null
  /** Address of the picture that goes with shared links */
  picture: string
}

/** For `{{json …}}` inside `<script type="application/ld+json">`; nothing in it is only for people who are let in. */
export function structuredData(
  event: PublishedEvent,
  settings: PublisherSettings,
  language: Language,
  standing: Standing,
): StructuredData {
  const { document } = event
  const inWords = (text: Text | undefined): string | undefined =>
    text && cleanLine(inLanguage(text, language, document.language).text, 5_000)
  return {
    '@context': 'https://schema.org',
    '@type': types[document.kind],
    '@id': `${settings.baseUrl}/events/${event.slug}`,
    url: eventPage(event, settings, language),
    name: inWords(document.title),
    description: inWords(document.summary),
    inLanguage: document.language,
    startDate: localTime(event.startsAt, document.timezone).iso,
    endDate: localTime(event.endsAt, document.timezone).iso,
    eventStatus: statuses[document.status],
    eventAttendanceMode: attendanceMode(document.venue),
    image: [standing.picture],
    location: locations(document.venue, inWords),
    organizer: organizations(document, 'organizer', inWords),
    funder: organizations(document, 'funder', inWords),
    performer: performers(document, inWords),
    maximumAttendeeCapacity: document.registration.capacity,
    remainingAttendeeCapacity: standing.placesLeft ?? undefined,
    isAccessibleForFree: true,
    offers: offer(event, settings, language, standing),
  }
}

/** Where the page stands on the site: below the list of events. */
export function breadcrumbs(
  event: PublishedEvent,
  settings: PublisherSettings,
  language: Language,
): StructuredData {
  const { document } = event
  const name = cleanLine(inLanguage(document.title, language, document.language).text, 5_000)
  const list = { name: phrase(language, 'public.list.title'), item: `${settings.baseUrl}/${language}` }
  const own = { name, item: eventPage(event, settings, language) }
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: [list, own].map((entry, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      ...entry,
    })),
  }
}

type InWords = (text: Text | undefined) => string | undefined

const types = {
  conference: 'BusinessEvent',
  'round-table': 'Event',
  'planning-session': 'BusinessEvent',
  'public-discussion': 'Event',
  seminar: 'EducationEvent',
  workshop: 'EducationEvent',
  training: 'EducationEvent',
  other: 'Event',
} as const

const statuses = {
  draft: 'https://schema.org/EventScheduled',
  published: 'https://schema.org/EventScheduled',
  postponed: 'https://schema.org/EventPostponed',
  cancelled: 'https://schema.org/EventCancelled',
} as const

/** Search engines know of no waiting lists, and of nothing that has closed: whoever comes now finds no place. */
const availabilities = {
  early: 'PreOrder',
  open: 'InStock',
  'waiting-list': 'SoldOut',
  full: 'SoldOut',
  closed: 'SoldOut',
} as const satisfies Partial<Record<Phase, string>>

function offer(
  event: PublishedEvent,
  settings: PublisherSettings,
  language: Language,
  { phase, opensAt, closesAt }: Standing,
): StructuredData | undefined {
  if (phase === 'draft' || phase === 'cancelled' || phase === 'postponed' || phase === 'over')
    return undefined
  const local = (at: string) => localTime(at, event.document.timezone).iso
  return {
    '@type': 'Offer',
    url: `${eventPage(event, settings, language)}/register`,
    price: 0,
    // Nothing costs nothing in any currency, but a price without one is not understood.
    priceCurrency: 'EUR',
    availability: `https://schema.org/${availabilities[phase]}`,
    validFrom: opensAt === null ? undefined : local(opensAt),
    validThrough: local(closesAt),
  }
}

function attendanceMode(venue: EventDocument['venue']): string {
  const mode = venue.online_url ? (isPlace(venue) ? 'Mixed' : 'Online') : 'Offline'
  return `https://schema.org/${mode}EventAttendanceMode`
}

function isPlace({ name, address, city }: EventDocument['venue']): boolean {
  return Boolean(name ?? address ?? city)
}

function locations(venue: EventDocument['venue'], inWords: InWords): StructuredData[] | undefined {
  const found: StructuredData[] = []
  if (isPlace(venue)) found.push(place(venue, inWords))
  if (venue.online_url) found.push({ '@type': 'VirtualLocation', url: venue.online_url })
  return orNothing(found)
}

function place(venue: EventDocument['venue'], inWords: InWords): StructuredData {
  const { latitude, longitude } = venue
  const hasPoint = latitude !== undefined && longitude !== undefined
  return {
    '@type': 'Place',
    name: [inWords(venue.name), inWords(venue.room)].filter(Boolean).join(', ') || inWords(venue.city),
    address: {
      '@type': 'PostalAddress',
      streetAddress: inWords(venue.address),
      addressLocality: inWords(venue.city),
      addressCountry: venue.country,
    },
    geo: hasPoint ? { '@type': 'GeoCoordinates', latitude, longitude } : undefined,
  }
}

function organizations(
  document: EventDocument,
  role: OrganizationRole,
  inWords: InWords,
): StructuredData[] | undefined {
  const named = document.organizations.filter((organization) => organization.role === role)
  return orNothing(named.map(({ name, url }) => ({ '@type': 'Organization', name: inWords(name), url })))
}

function performers(document: EventDocument, inWords: InWords): StructuredData[] | undefined {
  return orNothing(
    document.speakers.map(({ name, affiliation }) => ({
      '@type': 'Person',
      name: inWords(name),
      affiliation: affiliation && { '@type': 'Organization', name: inWords(affiliation) },
    })),
  )
}

function orNothing(list: StructuredData[]): StructuredData[] | undefined {
  return list.length === 0 ? undefined : list
}
