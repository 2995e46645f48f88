/** Events that are announced, and people who want to hear of them. */
import type { Database } from '../../../src/database/database.ts'
import { confirmSubscription } from '../../../src/domain/subscriptions/confirm-subscription.ts'
import { subscribe } from '../../../src/domain/subscriptions/subscribe.ts'
import type { NewsWish } from '../../../src/domain/subscriptions/subscription.ts'
import { folderOf, importFrom } from '../../support/event-files.ts'

export const now = new Date('2027-01-10T08:00:00.000Z')
export const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
export const day = 24 * 60

export const everything: NewsWish = { kinds: [], cities: [], language: 'bg' }

export type Told = { slug: string; kind?: string; city?: string; status?: string; starts?: string }

/** Imports these events in one go, as an organizer does. */
export async function publish(database: Database, ...events: readonly Told[]): Promise<void> {
  const files = Object.fromEntries(events.map((event) => [`${event.slug}.yaml`, fileOf(event)]))
  const done = await importFrom(folderOf(files), Object.keys(files), database)
  if (done.done === 'refused') throw new Error(JSON.stringify(done.problems))
}

function fileOf({ slug, kind = 'seminar', city, status = 'published', starts = '2027-03-02' }: Told): string {
  return `slug: ${slug}
kind: ${kind}
status: ${status}
language: bg
timezone: Europe/Sofia
starts: ${starts}T09:00
ends: ${starts}T13:00
title: { bg: Събитие ${slug}, en: Event ${slug} }
${city === undefined ? '' : `venue: { city: ${city} }\n`}`
}

/** Somebody who has asked and confirmed; answers the id of the subscription. */
export async function subscriber(
  database: Database,
  email: string,
  wish: Partial<NewsWish> = {},
  at: Date = now,
): Promise<number> {
  await subscribe(database, email, { ...everything, ...wish }, at)
  const id = await idOf(database, email)
  const done = await confirmSubscription(database, id, at)
  if (done.done === 'refused') throw new Error(done.reason)
  return id
}

export async function idOf(database: Database, email: string): Promise<number> {
  const { id } = await database.read
    .selectFrom('subscriptions')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return id
}

/** Every letter to subscribers in its order, as `to whom: what`. */
export async function letters(database: Database): Promise<string[]> {
  const rows = await database.read
    .selectFrom('outbox')
    .select(['kind', 'to_email', 'data', 'language'])
    .where('subscription_id', 'is not', null)
    .orderBy('id')
    .execute()
  const events = await database.read.selectFrom('events').select(['id', 'slug']).execute()
  const slugs = new Map(events.map(({ id, slug }) => [id, slug]))
  return rows.map(({ kind, to_email, data, language }) => {
    const { news = [], moreNews = 0 }: { news?: number[]; moreNews?: number } = JSON.parse(data)
    const told = news.map((id) => slugs.get(id)).concat(moreNews > 0 ? [`and ${moreNews}`] : [])
    return `${to_email} (${language}): ${kind === 'new-events' ? told.join(', ') : kind}`
  })
}

export async function forgetAll(database: Database): Promise<void> {
  const tables = [
    'subscriptions',
    'outbox',
    'publications',
    'registrations',
    'event_places',
    'events',
  ] as const
  await database.write(async (tx) => {
    for (const table of tables) await tx.db.deleteFrom(table).execute()
  })
}
