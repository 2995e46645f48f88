import type { Kysely, Selectable } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { SubscriptionsTable, Tables } from '../../database/tables.ts'
import type { Kind } from '../events/event.ts'

/** What somebody wants to hear of; empty lists mean everything. */
export type NewsWish = { kinds: readonly Kind[]; cities: readonly string[]; language: string }

export type Subscription = {
  id: number
  email: string
  generation: number
  wish: NewsWish
  /** What waits for the button that only the mailbox can show; null: nothing does */
  asked: NewsWish | null
  isConfirmed: boolean
}

export type SubscriptionRow = Selectable<SubscriptionsTable>

/** How long the link in the letter can be used, and an unconfirmed address is kept. */
export const daysToConfirm = 3

export async function findSubscription(db: Kysely<Tables>, id: number): Promise<Subscription | undefined> {
  const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
  return row && subscription(row)
}

/** Reads a subscription to change it: what is read stays true until the commit. */
export async function lockSubscription(tx: Tx, id: number): Promise<SubscriptionRow | undefined> {
  const query = tx.db.selectFrom('subscriptions').selectAll().where('id', '=', id)
  return (tx.dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
}

export function subscription(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    email: row.email,
    generation: row.generation,
    // These three are written by this room alone, as the types say.
    wish: {
      kinds: JSON.parse(row.kinds),
      cities: JSON.parse(row.cities),
      language: row.language,
    } as NewsWish,
    asked: askedOf(row),
    isConfirmed: row.confirmed_at !== null,
  }
}

export function askedOf({ asked }: Pick<SubscriptionRow, 'asked'>): NewsWish | null {
  // Written by `subscribe` alone.
  return asked === null ? null : (JSON.parse(asked) as NewsWish)
}

export function wishColumns({ kinds, cities, language }: NewsWish) {
  return { kinds: JSON.stringify(kinds), cities: JSON.stringify(cities), language }
}
