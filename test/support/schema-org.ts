/**
 * What schema.org (version 29) allows in the types that our pages speak of, with what it expects there; and what
 * search engines ask of an event before they show it. Written from the vocabulary by hand: a property that is not in
 * this table is a fault.
 */

type Expected = 'Text' | 'URL' | 'Number' | 'Integer' | 'Boolean' | 'DateTime' | 'Language' | (string & {})
type Shape = { required: readonly string[]; allowed: Readonly<Record<string, readonly Expected[]>> }

const thing = { '@id': ['URL'], name: ['Text'], description: ['Text'], url: ['URL'], image: ['URL'] } as const

const event: Shape = {
  // Google's rules for events; location is left out where the file names no place at all.
  required: ['name', 'startDate', 'endDate', 'eventStatus', 'eventAttendanceMode', 'image'],
  allowed: {
    ...thing,
    startDate: ['DateTime'],
    endDate: ['DateTime'],
    inLanguage: ['Language'],
    eventStatus: [
      'EventScheduled',
      'EventPostponed',
      'EventCancelled',
      'EventRescheduled',
      'EventMovedOnline',
    ],
    eventAttendanceMode: [
      'OfflineEventAttendanceMode',
      'OnlineEventAttendanceMode',
      'MixedEventAttendanceMode',
    ],
    location: ['Place', 'VirtualLocation', 'PostalAddress', 'Text'],
    organizer: ['Organization', 'Person'],
    funder: ['Organization', 'Person'],
    performer: ['Organization', 'Person'],
    offers: ['Offer'],
    maximumAttendeeCapacity: ['Integer'],
    remainingAttendeeCapacity: ['Integer'],
    isAccessibleForFree: ['Boolean'],
  },
}

const shapes: Readonly<Record<string, Shape>> = {
  Event: event,
  BusinessEvent: event,
  EducationEvent: event,
  Place: {
    required: ['name', 'address'],
    allowed: { ...thing, address: ['PostalAddress', 'Text'], geo: ['GeoCoordinates'] },
  },
  PostalAddress: {
    required: [],
    allowed: {
      ...thing,
      streetAddress: ['Text'],
      addressLocality: ['Text'],
      addressCountry: ['Country', 'Text'],
    },
  },
  GeoCoordinates: {
    required: ['latitude', 'longitude'],
    allowed: { ...thing, latitude: ['Number'], longitude: ['Number'] },
  },
  VirtualLocation: { required: ['url'], allowed: thing },
  Organization: { required: ['name'], allowed: thing },
  Person: { required: ['name'], allowed: { ...thing, affiliation: ['Organization'] } },
  Offer: {
    required: ['url', 'price', 'priceCurrency', 'availability'],
    allowed: {
      ...thing,
      price: ['Number', 'Text'],
      priceCurrency: ['Currency'],
      availability: ['InStock', 'SoldOut', 'PreOrder'],
      validFrom: ['DateTime'],
      validThrough: ['DateTime'],
    },
  },
  BreadcrumbList: { required: ['itemListElement'], allowed: { ...thing, itemListElement: ['ListItem'] } },
  ListItem: {
    required: ['position', 'name', 'item'],
    allowed: { ...thing, position: ['Integer'], item: ['URL'] },
  },
}

/** What is wrong with JSON-LD as it was read, a line each; empty when nothing is. */
export function schemaFaults(data: unknown): string[] {
  if (!isRecord(data)) return ['no object']
  const { '@context': context, ...rest } = data
  return [...(context === 'https://schema.org' ? [] : ['no context']), ...faultsOf(rest, '')]
}

function faultsOf(data: Record<string, unknown>, at: string): string[] {
  const { '@type': type, ...properties } = data
  const shape = shapes[String(type)]
  if (shape === undefined) return [`${at}: no type ${type}`]
  const missing = shape.required.filter((name) => properties[name] === undefined)
  const wrong = Object.entries(properties).flatMap(([name, value]) => {
    const expected = shape.allowed[name]
    const path = `${at}/${name}`
    if (expected === undefined) return [`${path}: unknown in ${type}`]
    const values = Array.isArray(value) ? value : [value]
    if (values.length === 0) return [`${path}: empty`]
    return values.flatMap((one) => valueFaults(one, expected, path))
  })
  return [...missing.map((name) => `${at}: lacks ${name}`), ...wrong]
}

function valueFaults(value: unknown, expected: readonly Expected[], at: string): string[] {
  if (isRecord(value)) {
    const isExpected = expected.includes(String(value['@type']))
    return isExpected ? faultsOf(value, at) : [`${at}: ${value['@type']} instead of ${expected}`]
  }
  return expected.some((one) => isA(value, one)) ? [] : [`${at}: ${JSON.stringify(value)} is no ${expected}`]
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

const literal: Readonly<Record<string, (value: unknown) => boolean>> = {
  Text: isText,
  URL: (value) => isText(value) && URL.canParse(value) && /^https?:/.test(value),
  Number: (value) => typeof value === 'number' && Number.isFinite(value),
  Integer: (value) => Number.isInteger(value),
  Boolean: (value) => typeof value === 'boolean',
  // ISO 8601 with its offset: without one nobody knows when it is.
  DateTime: (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(value),
  Language: (value) => isText(value) && Intl.getCanonicalLocales(value)[0] === value,
  Country: (value) => isText(value) && /^[A-Z]{2}$/.test(value),
  Currency: (value) => isText(value) && /^[A-Z]{3}$/.test(value),
}

function isA(value: unknown, expected: Expected): boolean {
  const check = literal[expected]
  return check === undefined ? value === `https://schema.org/${expected}` : check(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
