import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Tx } from '../../database/database.ts'
import { statement } from '../../database/statement.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { type News, newsBetween, wanted } from './news.ts'
import { notePublications } from './note-publications.ts'
import { type Subscription, type SubscriptionRow, subscription } from './subscription.ts'

const minute = 60_000
/** Files are imported one after another, and mistakes are seen on the page: letters wait that long. */
const quietMinutes = 10
/** By then whatever was noted by another worker before it has been committed. */
const settledMinutes = 1
const hoursBetweenLetters = 24
const subscribersAtOnce = 50
const mostNamed = 20

const told = statement<{ id: number; until: number; next: string }>()('subscriber-told', (db, p) =>
  db
    .updateTable('subscriptions')
    .set({ told_until: p('until'), next_letter_at: p('next') })
    .where('id', '=', p('id')),
)

/**
 * Writes to subscribers about events that became public: each event once, at most one letter a day. The letter and the
 * mark how far the subscriber has been told are one transaction, so a crash repeats nothing. Answers how many letters.
 */
export async function announceEvents(database: Database, now: Date): Promise<number> {
  await notePublications(database, now)
  const ripe = await lastNoted(database, ago(now, quietMinutes))
  const until = await lastNoted(database, ago(now, settledMinutes))
  const newsAfter = rememberNews(database, until, now)
  let letters = 0
  for (let last: number | undefined = 0; last !== undefined; ) {
    const page: Page = await dueAfter(database, last, ripe, now)
    const news = await newsAfter(earliest(page))
    if (page.length > 0) letters += await database.write((tx) => tell(tx, page, news, until, now))
    last = page.at(-1)?.id
    // Ten thousand subscribers are told in small pieces, so that requests are answered between them.
    await nextTurn()
  }
  return letters
}

/** Read once for all pages, unless one of them has been told less than those before it. */
function rememberNews(database: Database, until: number, now: Date) {
  let known: { after: number; news: readonly News[] } = { after: until, news: [] }
  return async (after: number): Promise<readonly News[]> => {
    if (after < known.after) known = { after, news: await newsBetween(database.read, after, until, now) }
    return known.news
  }
}

type Page = Pick<SubscriptionRow, 'id' | 'told_until'>[]

function dueAfter(database: Database, last: number, ripe: number, now: Date): Promise<Page> {
  return database.read
    .selectFrom('subscriptions')
    .select(['id', 'told_until'])
    .where('confirmed_at', 'is not', null)
    .where('id', '>', last)
    .where('told_until', '<', ripe)
    .where('next_letter_at', '<=', now.toISOString())
    .orderBy('id')
    .limit(subscribersAtOnce)
    .execute()
}

async function tell(tx: Tx, page: Page, news: readonly News[], until: number, now: Date): Promise<number> {
  const rows = await lockDue(tx, page, until, now)
  const quiet: number[] = []
  for (const row of rows) {
    const own = wanted(
      news.filter(({ publication }) => publication > row.told_until),
      subscription(row).wish,
    )
    if (own.length === 0) quiet.push(row.id)
    else await write(tx, subscription(row), own, until, now)
  }
  if (quiet.length > 0)
    await tx.db.updateTable('subscriptions').set({ told_until: until }).where('id', 'in', quiet).execute()
  return rows.length - quiet.length
}

/** Those that no other worker has told meanwhile, and that are still there. */
function lockDue(tx: Tx, page: Page, until: number, now: Date): Promise<SubscriptionRow[]> {
  const due = tx.db
    .selectFrom('subscriptions')
    .selectAll()
    .where(
      'id',
      'in',
      page.map(({ id }) => id),
    )
    .where('told_until', '<', until)
    .where('next_letter_at', '<=', now.toISOString())
  return (tx.dialect === 'postgres' ? due.forUpdate().skipLocked() : due).execute()
}

async function write(
  tx: Tx,
  { id, email, wish }: Subscription,
  news: readonly News[],
  until: number,
  now: Date,
): Promise<void> {
  const named = news.slice(0, mostNamed).map(({ eventId }) => eventId)
  const data = { news: named, moreNews: news.length - named.length }
  const about = {
    eventId: null,
    registrationId: null,
    organizerId: null,
    questionId: null,
    subscriptionId: id,
  }
  const to = { language: wish.language, toName: '', toEmail: email }
  await enqueue(tx, { kind: 'new-events', ...about, ...to, data }, now)
  await tx.run(told, { id, until, next: ago(now, -hoursBetweenLetters * 60) })
}

async function lastNoted(database: Database, before: string): Promise<number> {
  const last = await database.read
    .selectFrom('publications')
    .select((is) => is.fn.max('id').as('id'))
    .where('noted_at', '<=', before)
    .executeTakeFirst()
  return last?.id ?? 0
}

function earliest(page: Page): number {
  return Math.min(...page.map(({ told_until }) => told_until))
}

function ago(now: Date, minutes: number): string {
  return new Date(now.getTime() - minutes * minute).toISOString()
}
