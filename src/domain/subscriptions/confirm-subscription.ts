import type { Database, Tx } from '../../database/database.ts'
import { notePublicationsIn } from './note-publications.ts'
import {
  askedOf,
  daysToConfirm,
  lockSubscription,
  type SubscriptionRow,
  wishColumns,
} from './subscription.ts'

export type SubscriptionConfirmed =
  | { done: 'confirmed'; generation: number }
  | { done: 'refused'; reason: 'unknown' | 'expired' | 'already' }

/**
 * The person pressed the button that only their mailbox could show them: what was asked for holds from now on. Who
 * was subscribed already gets new links, and those that were passed on before open nothing more.
 */
export function confirmSubscription(
  database: Database,
  id: number,
  now: Date,
): Promise<SubscriptionConfirmed> {
  return database.write((tx) => confirmIn(tx, id, now))
}

async function confirmIn(tx: Tx, id: number, now: Date): Promise<SubscriptionConfirmed> {
  const row = await lockSubscription(tx, id)
  if (row === undefined) return { done: 'refused', reason: 'unknown' }
  const wish = askedOf(row)
  if (wish === null) return { done: 'refused', reason: 'already' }
  if (isExpired(row, now)) return { done: 'refused', reason: 'expired' }
  const generation = row.generation + (row.confirmed_at === null ? 0 : 1)
  await tx.db
    .updateTable('subscriptions')
    .set({ ...wishColumns(wish), generation, asked: null, asked_at: null, asked_times: 0 })
    .set(row.confirmed_at === null ? await beginning(tx, now) : {})
    .where('id', '=', id)
    .execute()
  return { done: 'confirmed', generation }
}

function isExpired({ asked_at }: SubscriptionRow, now: Date): boolean {
  return asked_at !== null && now.getTime() - Date.parse(asked_at) > daysToConfirm * 24 * 60 * 60 * 1000
}

/** What is public by now is on the site; only what comes after is news. */
async function beginning(tx: Tx, now: Date) {
  await notePublicationsIn(tx, now)
  const last = await tx.db
    .selectFrom('publications')
    .select((is) => is.fn.max('id').as('id'))
    .executeTakeFirst()
  return { confirmed_at: now.toISOString(), next_letter_at: now.toISOString(), told_until: last?.id ?? 0 }
}
