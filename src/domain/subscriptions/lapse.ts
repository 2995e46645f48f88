import type { Database, Tx } from '../../database/database.ts'
import { daysToConfirm } from './subscription.ts'
import { forgetSubscriber } from './unsubscribe.ts'

const day = 24 * 60 * 60 * 1000
/** Long enough to tell whether a letter arrived. */
const daysOfLetters = 30
const rowsAtOnce = 500

/**
 * Forgets addresses that nobody confirmed in time, wishes of subscribers that nobody confirmed, and old letters about
 * new events. Answers how many rows that concerned.
 */
export async function lapse(database: Database, now: Date): Promise<number> {
  const asked = await database.read
    .selectFrom('subscriptions')
    .select(['id', 'confirmed_at'])
    .where('asked_at', 'is not', null)
    .where('asked_at', '<', daysBefore(now, daysToConfirm))
    .limit(rowsAtOnce)
    .execute()
  for (const { id } of asked) await database.write((tx) => lapseOne(tx, id, now))
  const letters = await oldLetters(database, now)
  if (letters.length > 0)
    await database.write((tx) => tx.db.deleteFrom('outbox').where('id', 'in', letters).execute())
  return asked.length + letters.length
}

/** Looked at again where it is written: the address may have been confirmed, or asked for anew, in between. */
async function lapseOne(tx: Tx, id: number, now: Date): Promise<void> {
  const row = await tx.db
    .updateTable('subscriptions')
    .set({ asked: null, asked_at: null, asked_times: 0 })
    .where('id', '=', id)
    .where('asked_at', '<', daysBefore(now, daysToConfirm))
    .returning('confirmed_at')
    .executeTakeFirst()
  if (row?.confirmed_at === null) await forgetSubscriber(tx, id)
}

async function oldLetters(database: Database, now: Date): Promise<number[]> {
  const rows = await database.read
    .selectFrom('outbox')
    .select('id')
    .where('subscription_id', 'is not', null)
    .where('state', '!=', 'waiting')
    .where('created_at', '<', daysBefore(now, daysOfLetters))
    .limit(rowsAtOnce)
    .execute()
  return rows.map(({ id }) => id)
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * day).toISOString()
}
