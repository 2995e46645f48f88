/** What takes place in a month, day by day, as a calendar on a wall shows it. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { localTime } from '../../../platform/local-time.ts'
import { boundsOf, type Listed, listedEvents } from './catalogue.ts'
import { matching, type Wish } from './wish.ts'

/** `first` and `last`: calendar days where it takes place, the last one not when it ends there at midnight. */
export type DatedEvent = Listed & { first: string; last: string }

export type EventsOfMonth = {
  events: readonly DatedEvent[]
  /** How many begin or go on, by day; where more than are shown, those of `events` are not all. */
  counts: ReadonlyMap<string, number>
}

/** More than this on one day are counted, not shown. */
export const mostOfDay = 6

const longestEvent = 400 * 86_400_000
const farthestZone = 14 * 3_600_000

/** `month`: `2027-03`; the wish's page, period and past do not matter. */
export async function eventsOfMonth(db: Kysely<Tables>, wish: Wish, month: string): Promise<EventsOfMonth> {
  const dated = (await rowsAround(db, wish, month)).map(withDays)
  const counts = new Map<string, number>()
  const chosen = new Set<number>()
  for (const { id, first, last } of dated) {
    for (const day of daysOf(month)) {
      if (day < first || day > last) continue
      const count = (counts.get(day) ?? 0) + 1
      counts.set(day, count)
      if (count <= mostOfDay) chosen.add(id)
    }
  }
  const days = new Map(dated.map(({ id, first, last }) => [id, { first, last }]))
  const events = await listedEvents(db, [...chosen])
  return { counts, events: events.map((listed) => ({ ...listed, ...daysFor(days, listed.event.id) })) }
}

/** `2027-03-01` to `2027-03-31` */
export function daysOf(month: string): string[] {
  const [from, to] = boundsOf(month)
  const count = Math.round((to - from) / 86_400_000)
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
}

/** The nearest months before and after that have events of the wish; null where there are none. */
export async function monthsBeside(db: Kysely<Tables>, wish: Wish, month: string) {
  const [from, to] = boundsOf(month)
  const { query } = await matching(db, wish, null)
  const dated = query.select(['starts_at', 'timezone']).limit(1)
  const before = dated.where('starts_at', '<', new Date(from).toISOString()).orderBy('starts_at', 'desc')
  const after = dated.where('starts_at', '>=', new Date(to).toISOString()).orderBy('starts_at')
  const [last, first] = await Promise.all([before.execute(), after.execute()])
  return { before: monthOf(last[0]), after: monthOf(first[0]) }
}

type Starting = { starts_at: string; timezone: string }

function monthOf(row: Starting | undefined): string | null {
  return row === undefined ? null : localTime(row.starts_at, row.timezone).day.slice(0, 7)
}

async function rowsAround(db: Kysely<Tables>, wish: Wish, month: string) {
  const [from, to] = boundsOf(month)
  const at = (instant: number) => new Date(instant).toISOString()
  const { query } = await matching(db, wish, null)
  return query
    .select(['id', 'starts_at', 'ends_at', 'timezone'])
    .where('starts_at', '>', at(from - longestEvent))
    .where('starts_at', '<', at(to + farthestZone))
    .where('ends_at', '>', at(from - farthestZone))
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
}

type Row = { id: number; starts_at: string; ends_at: string; timezone: string }

function withDays({ id, starts_at, ends_at, timezone }: Row) {
  const first = localTime(starts_at, timezone).day
  // What ends at midnight does not take place on the day that begins then.
  const end = Math.max(Date.parse(ends_at) - 1, Date.parse(starts_at))
  return { id, first, last: localTime(new Date(end).toISOString(), timezone).day }
}

function daysFor(days: ReadonlyMap<number, { first: string; last: string }>, id: number) {
  return days.get(id) ?? { first: '', last: '' }
}
