import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { cityWords } from '../events/finding/search-words.ts'
import type { NewsWish } from './subscription.ts'

/** An event that was published, as far as choosing who hears of it needs; its cities in every spelling. */
export type News = { publication: number; eventId: number; kind: string; cities: ReadonlySet<string> }

/** What has been published since, is still public and still to come: soonest first. */
export async function newsBetween(
  db: Kysely<Tables>,
  after: number,
  until: number,
  now: Date,
): Promise<News[]> {
  const events = await db
    .selectFrom('publications')
    .innerJoin('events', 'events.id', 'publications.event_id')
    .select(['publications.id as publication', 'events.id as eventId', 'events.kind'])
    .where('publications.id', '>', after)
    .where('publications.id', '<=', until)
    .where('events.status', '=', 'published')
    .where('events.starts_at', '>', now.toISOString())
    .orderBy('events.starts_at')
    .orderBy('events.id')
    .execute()
  const cities = await citiesOf(
    db,
    events.map(({ eventId }) => eventId),
  )
  return events.map((event) => ({ ...event, cities: cities.get(event.eventId) ?? new Set() }))
}

const eventsAtOnce = 500

async function citiesOf(db: Kysely<Tables>, ids: readonly number[]): Promise<Map<number, Set<string>>> {
  const cities = new Map<number, Set<string>>()
  for (let from = 0; from < ids.length; from += eventsAtOnce) {
    const rows = await db
      .selectFrom('event_words')
      .select(['event_id', 'word'])
      .where('event_id', 'in', ids.slice(from, from + eventsAtOnce))
      // Cities stand behind an `@`; `A` is the next sign.
      .where('word', '>=', '@')
      .where('word', '<', 'A')
      .execute()
    for (const { event_id, word } of rows) cities.set(event_id, (cities.get(event_id) ?? new Set()).add(word))
  }
  return cities
}

/** Which of it a subscriber wants. What is held online alone is near everybody. */
export function wanted(news: readonly News[], { kinds, cities }: Pick<NewsWish, 'kinds' | 'cities'>): News[] {
  const places = cities.map(cityKey)
  const isNear = (where: ReadonlySet<string>) =>
    places.length === 0 || where.size === 0 || places.some((place) => where.has(place))
  const isOfKind = (kind: string) => kinds.length === 0 || kinds.some((one) => one === kind)
  return news.filter((event) => isOfKind(event.kind) && isNear(event.cities))
}

/** The same for `Sofia` and `София`; `@` for what is no name. */
export function cityKey(name: string): string {
  return cityWords(name)[0] ?? '@'
}
