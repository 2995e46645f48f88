import type { Database } from '../../database/database.ts'
import { leaseMilliseconds } from './claim.ts'

/**
 * Prolongs the claims on letters that a worker still holds, so that a slow mail server does not make another worker
 * send them too. Answers those that are still this worker's; of the others it must keep its hands off.
 */
export async function renewClaims(
  database: Database,
  worker: string,
  ids: readonly number[],
  now: Date,
): Promise<{ ids: Set<number>; until: string }> {
  const until = new Date(now.getTime() + leaseMilliseconds).toISOString()
  if (ids.length === 0) return { ids: new Set(), until }
  const rows = await database.write((tx) =>
    tx.db
      .updateTable('outbox')
      .set({ claimed_until: until })
      .where('id', 'in', ids)
      .where('claimed_by', '=', worker)
      .where('state', '=', 'waiting')
      .returning('id')
      .execute(),
  )
  return { ids: new Set(rows.map(({ id }) => id)), until }
}

/** Gives back claims whose letters were not tried; they are due as they were. */
export async function releaseLetters(
  database: Database,
  worker: string,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return
  await database.write((tx) =>
    tx.db
      .updateTable('outbox')
      .set({ claimed_by: null, claimed_until: null })
      .where('id', 'in', ids)
      .where('claimed_by', '=', worker)
      .execute(),
  )
}
