import type { Database } from '../../database/database.ts'
import { statement } from '../../database/statement.ts'

type Settlement = { id: number; at: string }

const sent = statement<Settlement>()('letter-sent', (db, p) =>
  db
    .updateTable('outbox')
    .set({
      state: 'sent',
      sent_at: p('at'),
      claimed_by: null,
      claimed_until: null,
      reply_code: 250,
      reason: null,
    })
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', p('id'))
    .where('state', '=', 'waiting'),
)

/** The server took it. Also when the lease ran out meanwhile: what left has left. */
export async function settleSent(database: Database, id: number, now: Date): Promise<void> {
  await database.write((tx) => tx.run(sent, { id, at: now.toISOString() }))
}

export type Retry = { dueAt: string; reason: string; replyCode: number | null; countsAsTry: boolean }

/** It goes out again at `dueAt`. Only by the worker whose claim it still is. */
export async function settleRetry(
  database: Database,
  id: number,
  worker: string,
  retry: Retry,
): Promise<void> {
  await database.write((tx) =>
    tx.db
      .updateTable('outbox')
      .set({ due_at: retry.dueAt, reason: retry.reason, reply_code: retry.replyCode })
      .set((eb) => ({ attempts: eb('attempts', '+', retry.countsAsTry ? 1 : 0) }))
      .set({ claimed_by: null, claimed_until: null })
      .where('id', '=', id)
      .where('claimed_by', '=', worker)
      .execute(),
  )
}

export type Failure = { reason: string; replyCode: number | null }

/** It will never arrive; the organizers see why. */
export async function settleFailed(
  database: Database,
  id: number,
  worker: string,
  failure: Failure,
): Promise<void> {
  await database.write((tx) =>
    tx.db
      .updateTable('outbox')
      .set({ state: 'failed', reason: failure.reason, reply_code: failure.replyCode })
      .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
      .set({ claimed_by: null, claimed_until: null })
      .where('id', '=', id)
      .where('claimed_by', '=', worker)
      .execute(),
  )
}

/** It is not to leave any more. Only by the worker whose claim it still is. */
export async function settleDropped(
  database: Database,
  id: number,
  worker: string,
  reason: string,
): Promise<void> {
  await database.write((tx) =>
    tx.db
      .updateTable('outbox')
      .set({ state: 'dropped', reason, claimed_by: null, claimed_until: null })
      .where('id', '=', id)
      .where('claimed_by', '=', worker)
      .execute(),
  )
}
