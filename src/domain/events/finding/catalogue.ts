/** The public list of events: what has been published, a page at a time, soonest first, or latest first of the past. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { localTime } from '../../../platform/local-time.ts'
import type { WantedWord } from '../../../platform/stems.ts'
import { type EventRecord, eventRecord, type Places } from '../event-record.ts'
import { anyEvent, matching, type Wish } from './wish.ts'

export type Listed = { event: EventRecord; places: Places }
export type CataloguePage = { events: readonly Listed[]; hasMore: boolean }

export const eventsPerPage = 50

/** `words`, where given, are looked for in place of those of the wish. */
export async function cataloguePage(
  db: Kysely<Tables>,
  wish: Wish,
  now: Date,
  words?: readonly WantedWord[],
): Promise<CataloguePage> {
  const before = (wish.page - 1) * eventsPerPage
  const ids = await idsOf(db, wish, now, { before, most: eventsPerPage + 1, words })
  const page = ids.slice(0, eventsPerPage)
  return { events: await listedEvents(db, page), hasMore: ids.length > eventsPerPage }
}

/** The events to come, for feeds: at most `most`, soonest first. */
export async function comingEvents(
  db: Kysely<Tables>,
  now: Date,
  most: number,
  wish: Wish = anyEvent,
): Promise<EventRecord[]> {
  const ids = await idsOf(db, wish, now, { before: 0, most })
  if (ids.length === 0) return []
  const rows = await db.selectFrom('events').selectAll().where('id', 'in', ids).execute()
  return inOrder(ids, rows.map(eventRecord), (event) => event.id)
}

/** How many match, counted up to `most`. */
export async function countEvents(db: Kysely<Tables>, wish: Wish, now: Date, most: number): Promise<number> {
  return (await idsOf(db, wish, now, { before: 0, most })).length
}

type Range = { before: number; most: number; words?: readonly WantedWord[] | undefined }

async function idsOf(db: Kysely<Tables>, wish: Wish, now: Date, range: Range): Promise<number[]> {
  const { before, most, words } = range
  if (wish.period) return (await idsOfPeriod(db, wish, wish.period, words)).slice(before, before + most)
  const direction = wish.past ? 'desc' : 'asc'
  const { query } = await matching(db, wish, now.toISOString(), words)
  const rows = await query
    .select('id')
    .orderBy('starts_at', direction)
    .orderBy('id', direction)
    .limit(most)
    .offset(before)
    .execute()
  return rows.map(({ id }) => id)
}

/** No zone is further than this from UTC. */
const farthestZone = 14 * 3_600_000

async function idsOfPeriod(
  db: Kysely<Tables>,
  wish: Wish,
  period: string,
  words: readonly WantedWord[] | undefined,
): Promise<number[]> {
  const direction = wish.past ? 'desc' : 'asc'
  const [from, to] = boundsOf(period)
  const at = (instant: number) => new Date(instant).toISOString()
  const { query } = await matching(db, wish, null, words)
  const rows = await query
    .select(['id', 'starts_at', 'timezone'])
    .where('starts_at', '>=', at(from - farthestZone))
    .where('starts_at', '<', at(to + farthestZone))
    .orderBy('starts_at', direction)
    .orderBy('id', direction)
    .execute()
  // Only near its ends it depends on the zone whether an event begins in the month or in the one beside.
  const isSurely = (startsAt: string) =>
    startsAt >= at(from + farthestZone) && startsAt < at(to - farthestZone)
  return rows
    .filter((row) => isSurely(row.starts_at) || localTime(row.starts_at, row.timezone).day.startsWith(period))
    .map(({ id }) => id)
}

/** First instant of a year or month and of the next, in UTC. */
export function boundsOf(period: string): [number, number] {
  const [year = 0, month] = period.split('-').map(Number)
  if (month === undefined) return [Date.UTC(year, 0), Date.UTC(year + 1, 0)]
  return [Date.UTC(year, month - 1), Date.UTC(year, month)]
}

/** These events with their places, in the order of their ids. */
export async function listedEvents(db: Kysely<Tables>, ids: readonly number[]): Promise<Listed[]> {
  if (ids.length === 0) return []
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

export function inOrder<Item>(
  ids: readonly number[],
  items: readonly Item[],
  idOf: (item: Item) => number,
): Item[] {
  const byId = new Map(items.map((item) => [idOf(item), item]))
  return ids.map((id) => byId.get(id)).filter((item): item is Item => item !== undefined)
}
