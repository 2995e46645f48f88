/** What the list can be narrowed to, and how many events each choice leaves. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import type { Kind, Text } from '../event.ts'
import { type EventRecord, eventRecord } from '../event-record.ts'
import { inOrder } from './catalogue.ts'
import { cityWords } from './search-words.ts'

/** A city with events, under all the names that any of them gives it. */
export type Place = {
  name: Text
  /** In which it is named when there is no other name */
  language: string
  country: string | undefined
  timezone: string
  /** How the database knows it */
  names: ReadonlySet<string>
  point: Point | null
}
export type Point = { latitude: number; longitude: number }

export type Facets = {
  counts: readonly { kind: Kind; place: Place | null; n: number }[]
  /** Those with the most events first */
  places: readonly Place[]
  /** Of the past alone, the latest first */
  years: readonly string[]
}

const mostPlaces = 120
/** Events that are asked what a city is called */
const mostNamers = 12

/** Looks at every event of the list: not for every request. */
export async function facets(db: Kysely<Tables>, past: boolean, now: Date): Promise<Facets> {
  const groups = await counted(db, past, now.toISOString())
  const places = await placesOf(db, groups)
  const placeOf = (city: string | null) =>
    city === null ? null : (places.find(({ names }) => names.has(keyOf(city))) ?? null)
  const counts = groups.map(({ kind, city, n }) => {
    // Written by import alone, after its checks.
    return { kind: kind as Kind, place: placeOf(city), n: Number(n) }
  })
  return { counts, places, years: past ? await yearsOf(db, now.toISOString()) : [] }
}

/** The place that somebody calls `name`, in whatever language. */
export function placeNamed(places: readonly Place[], name: string): Place | undefined {
  return places.find(({ names }) => names.has(keyOf(name)))
}

function keyOf(city: string): string {
  return cityWords(city)[0] ?? '@'
}

type Group = { kind: string; city: string | null; n: number | string; newest: number }

/** Events that call their city alike, in all their languages, are one group: one of them tells what all would. */
function counted(db: Kysely<Tables>, past: boolean, now: string): Promise<Group[]> {
  return db
    .selectFrom('events')
    .where('status', 'in', ['published', 'postponed', 'cancelled'])
    .where('ends_at', past ? '<=' : '>', now)
    .select(['kind', 'city', sql<number>`count(*)`.as('n'), sql<number>`max(id)`.as('newest')])
    .groupBy(['kind', 'city', 'cities'])
    .execute()
}

async function placesOf(db: Kysely<Tables>, groups: readonly Group[]): Promise<Place[]> {
  const byKey = new Map<string, { n: number; ids: number[] }>()
  for (const { city, n, newest } of groups) {
    if (city === null) continue
    const known = byKey.get(keyOf(city)) ?? { n: 0, ids: [] }
    byKey.set(keyOf(city), { n: known.n + Number(n), ids: [...known.ids, Number(newest)] })
  }
  const frequent = [...byKey.values()].sort((a, b) => b.n - a.n || least(a.ids) - least(b.ids))
  const chosen = frequent
    .slice(0, mostPlaces)
    .map(({ ids }) => ids.sort((a, b) => b - a).slice(0, mostNamers))
  const events = await eventsWith(db, chosen.flat())
  return withoutRepeats(chosen.map((ids) => placeOf(inOrder(ids, events, ({ id }) => id))))
}

/** Of events in one city, the newest first: what one does not tell another does. */
function placeOf(events: readonly EventRecord[]): Place | undefined {
  const [newest] = events
  if (newest === undefined) return undefined
  const name: Text = Object.assign({}, ...events.toReversed().map(({ document }) => document.venue.city))
  return {
    name,
    language: newest.document.language,
    country: events.map(({ document }) => document.venue.country).find((country) => country !== undefined),
    timezone: newest.document.timezone,
    names: new Set(Object.values(name).flatMap(cityWords)),
    point: events.map(pointOf).find((point) => point !== null) ?? null,
  }
}

function pointOf({ document }: EventRecord): Point | null {
  const { latitude, longitude } = document.venue
  return latitude === undefined || longitude === undefined ? null : { latitude, longitude }
}

/** A city that one event names in Bulgarian alone and another in English alone is one where a third knows both. */
function withoutRepeats(places: readonly (Place | undefined)[]): Place[] {
  const kept: Place[] = []
  for (const place of places) {
    if (place === undefined) continue
    if (!kept.some(({ names }) => [...place.names].some((name) => names.has(name)))) kept.push(place)
  }
  return kept
}

function least(ids: readonly number[]): number {
  return Math.min(...ids)
}

async function eventsWith(db: Kysely<Tables>, ids: readonly number[]): Promise<EventRecord[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('events').selectAll().where('id', 'in', ids).execute()
  return rows.map(eventRecord)
}

async function yearsOf(db: Kysely<Tables>, now: string): Promise<string[]> {
  const year = sql<string>`substr(starts_at, 1, 4)`
  const rows = await db
    .selectFrom('events')
    .where('status', 'in', ['published', 'postponed', 'cancelled'])
    .where('ends_at', '<=', now)
    .select(year.as('year'))
    .groupBy(year)
    .orderBy(year, 'desc')
    .execute()
  return rows.map((row) => row.year)
}
