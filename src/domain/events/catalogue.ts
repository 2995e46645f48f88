/** The public list of events: what has been published, a page at a time, soonest first, or latest first of the past. */
import type { ExpressionBuilder, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { fold } from '../../platform/text.ts'
import type { Kind } from './event.ts'
import { type EventRecord, eventRecord, type Places } from './event-record.ts'

export type Wish = {
  past: boolean
  /** Words that must all occur in title, summary, venue or organizers */
  words: string
  kind: Kind | null
  /** In any of the event's languages */
  city: string | null
  /** From 1 */
  page: number
}

export type Listed = { event: EventRecord; places: Places }
export type CataloguePage = { events: readonly Listed[]; hasMore: boolean }

export const eventsPerPage = 50

/**
 * How long an event may last and still be found while it runs: looking among what began this long ago instead of
 * among all that ended keeps the list as quick at ten thousand events as at ten.
 */
const longestEventDays = 400

/** Drafts are not there; cancelled and postponed events are, since somebody may be on the way. */
const shown = ['published', 'postponed', 'cancelled'] as const

export async function cataloguePage(db: Kysely<Tables>, wish: Wish, now: Date): Promise<CataloguePage> {
  const ids = await pageOfIds(db, wish, now.toISOString())
  const page = ids.slice(0, eventsPerPage)
  if (page.length === 0) return { events: [], hasMore: false }
  return { events: await listed(db, page), hasMore: ids.length > eventsPerPage }
}

/** The events to come, for feeds: at most `most`, soonest first. */
export async function comingEvents(db: Kysely<Tables>, now: Date, most: number): Promise<EventRecord[]> {
  const wish = { past: false, words: '', kind: null, city: null, page: 1 }
  const ids = await idsOf(db, wish, now.toISOString(), most)
  if (ids.length === 0) return []
  const rows = await db.selectFrom('events').selectAll().where('id', 'in', ids).execute()
  return inOrder(ids, rows.map(eventRecord), (event) => event.id)
}

async function pageOfIds(db: Kysely<Tables>, wish: Wish, now: string): Promise<number[]> {
  const before = (wish.page - 1) * eventsPerPage
  const ids = await idsOf(db, wish, now, before + eventsPerPage + 1)
  return ids.slice(before)
}

/** Each status is one walk along its index; the few walks are merged here. */
async function idsOf(db: Kysely<Tables>, wish: Wish, now: string, most: number): Promise<number[]> {
  const walks = await Promise.all(shown.map((status) => walk(db, status, wish, now, most)))
  const sign = wish.past ? -1 : 1
  const rows = walks.flat().sort((a, b) => sign * (compare(a.starts_at, b.starts_at) || a.id - b.id))
  return rows.slice(0, most).map(({ id }) => id)
}

function walk(db: Kysely<Tables>, status: (typeof shown)[number], wish: Wish, now: string, most: number) {
  const direction = wish.past ? 'desc' : 'asc'
  return db
    .selectFrom('events')
    .select(['id', 'starts_at'])
    .where('status', '=', status)
    .where((is) => timely(is, wish.past, now))
    .$if(wish.kind !== null, (query) => query.where('kind', '=', wish.kind ?? ''))
    .$if(wish.city !== null, (query) =>
      query.where(sql<boolean>`cities like ${contains(`|${fold(wish.city ?? '')}|`)} escape '\\'`),
    )
    .where((is) =>
      is.and(wordsOf(wish.words).map((word) => sql<boolean>`search like ${contains(word)} escape '\\'`)),
    )
    .orderBy('starts_at', direction)
    .orderBy('id', direction)
    .limit(most)
    .execute()
}

function timely(is: ExpressionBuilder<Tables, 'events'>, past: boolean, now: string) {
  if (past) return is.and([is('starts_at', '<', now), is('ends_at', '<=', now)])
  const earliest = new Date(Date.parse(now) - longestEventDays * 86_400_000).toISOString()
  return is.and([is('starts_at', '>', earliest), is('ends_at', '>', now)])
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8)
}

/** `%` and `_` typed by people are letters. */
function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

async function listed(db: Kysely<Tables>, ids: readonly number[]): Promise<Listed[]> {
  const rows = await db
    .selectFrom('events')
    .innerJoin('event_places', 'event_places.event_id', 'events.id')
    .selectAll('events')
    .select(['event_places.capacity', 'event_places.taken', 'event_places.waiting'])
    .where('events.id', 'in', ids)
    .execute()
  const events = rows.map((row) => ({
    event: eventRecord(row),
    places: { capacity: row.capacity, taken: row.taken, waiting: row.waiting, sessions: [] },
  }))
  return inOrder(ids, events, ({ event }) => event.id)
}

function inOrder<Item>(ids: readonly number[], items: readonly Item[], idOf: (item: Item) => number): Item[] {
  const byId = new Map(items.map((item) => [idOf(item), item]))
  return ids.map((id) => byId.get(id)).filter((item): item is Item => item !== undefined)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export type Facets = {
  kinds: readonly Kind[]
  /** Each with one event there, which knows what the city is called in other languages */
  cities: readonly EventRecord[]
}

const mostCities = 12

/** What the list can be narrowed to: the kinds that occur, and the cities with the most events. */
export async function facets(db: Kysely<Tables>, past: boolean, now: Date): Promise<Facets> {
  const chosen = db
    .selectFrom('events')
    .where('status', 'in', shown)
    .where((is) => timely(is, past, now.toISOString()))
  const kinds = await chosen.select('kind').distinct().execute()
  const cities = await chosen
    .where('city', 'is not', null)
    .select((is) => is.fn.max('id').as('id'))
    .groupBy('city')
    .orderBy((is) => is.fn.countAll(), 'desc')
    .orderBy('id')
    .limit(mostCities)
    .execute()
  const ids = cities.map(({ id }) => id)
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('events').selectAll().where('id', 'in', ids).execute()
  return {
    // Written by import alone, after its checks.
    kinds: kinds.map(({ kind }) => kind as Kind),
    cities: inOrder(ids, rows.map(eventRecord), (event) => event.id),
  }
}
