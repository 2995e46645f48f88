/** The outbox of the whole site, in figures and in its ends: what has waited longest, what failed last. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../database/tables.ts'

export type WholeOutbox = {
  /** Letters to single people that wait, and announcements behind them */
  waiting: { urgent: number; announcements: number }
  failed: number
  /** In the last ten minutes, and in the last day */
  sent: { lately: number; day: number }
  /** When the letter was written that has waited longest */
  oldest: string | null
}

export type OutboxEnd = {
  id: number
  kind: string
  toEmail: string
  attempts: number
  reason: string | null
  createdAt: string
  dueAt: string
  eventSlug: string | null
}

const minutesLately = 10
const rowsOfEnd = 25

/** A letter waits in one of two lines, each with an index known by these very words. */
const urgent = sql<boolean>`outbox.state = 'waiting' and outbox.kind not in ('new-events', 'letter')`
const announcements = sql<boolean>`outbox.state = 'waiting' and outbox.kind in ('new-events', 'letter')`

export async function wholeOutbox(db: Kysely<Tables>, now: Date): Promise<WholeOutbox> {
  const since = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
  const [first, second, failed, lately, day] = await Promise.all([
    countOf(db, urgent),
    countOf(db, announcements),
    countOf(db, sql<boolean>`state = 'failed'`),
    countOf(db, sql<boolean>`state = 'sent' and sent_at > ${since(minutesLately)}`),
    countOf(db, sql<boolean>`state = 'sent' and sent_at > ${since(24 * 60)}`),
  ])
  return {
    waiting: { urgent: first, announcements: second },
    failed,
    sent: { lately, day },
    oldest: await oldestWaiting(db),
  }
}

async function countOf(db: Kysely<Tables>, which: typeof urgent): Promise<number> {
  const { letters } = await db
    .selectFrom('outbox')
    .select((of) => of.fn.countAll<number>().as('letters'))
    .where(which)
    .executeTakeFirstOrThrow()
  return letters
}

/** By when it is due: what was tried in vain has moved back, what never was stands at its own time. */
async function oldestWaiting(db: Kysely<Tables>): Promise<string | null> {
  const heads = await Promise.all([urgent, announcements].map((line) => endOf(db, line, 1)))
  const times = heads.flat().map(({ createdAt }) => createdAt)
  return times.sort()[0] ?? null
}

/** What leaves next, confirmations first. */
export async function nextToLeave(db: Kysely<Tables>): Promise<OutboxEnd[]> {
  const lines = await Promise.all([urgent, announcements].map((line) => endOf(db, line, rowsOfEnd)))
  return lines.flat().slice(0, rowsOfEnd)
}

function endOf(db: Kysely<Tables>, line: typeof urgent, most: number): Promise<OutboxEnd[]> {
  return rows(db).where(line).orderBy('outbox.due_at').orderBy('outbox.id').limit(most).execute()
}

/** The events with letters that failed, most first; null: letters about no event. */
export function failedByEvent(db: Kysely<Tables>): Promise<{ event_id: number | null; letters: number }[]> {
  return db
    .selectFrom('outbox')
    .select(['event_id', (of) => of.fn.countAll<number>().as('letters')])
    .where('state', '=', 'failed')
    .groupBy('event_id')
    .orderBy('letters', 'desc')
    .limit(rowsOfEnd)
    .execute()
}

function rows(db: Kysely<Tables>) {
  return db
    .selectFrom('outbox')
    .leftJoin('events', 'events.id', 'outbox.event_id')
    .select(['outbox.id', 'outbox.kind', 'outbox.to_email as toEmail', 'outbox.attempts', 'outbox.reason'])
    .select(['outbox.created_at as createdAt', 'outbox.due_at as dueAt', 'events.slug as eventSlug'])
}

/** Minutes until all that waits has left, at the pace of late; null while nothing leaves. */
export function minutesLeft({ waiting, sent }: WholeOutbox): number | null {
  const letters = waiting.urgent + waiting.announcements
  if (letters === 0) return 0
  return sent.lately === 0 ? null : Math.ceil((letters * minutesLately) / sent.lately)
}
