import type { Database, Tx } from '../../database/database.ts'

/** Ends a subscription and forgets the address, with every letter to it; once more does nothing. */
export function unsubscribe(database: Database, id: number): Promise<void> {
  return database.write((tx) => forgetSubscriber(tx, id))
}

/** The same within another operation. */
export async function forgetSubscriber(tx: Tx, id: number): Promise<void> {
  // The row first: whoever is writing a letter to it holds it.
  await tx.db.deleteFrom('subscriptions').where('id', '=', id).execute()
  await tx.db.deleteFrom('outbox').where('subscription_id', '=', id).execute()
}
