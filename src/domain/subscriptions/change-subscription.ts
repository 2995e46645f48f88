import type { Database } from '../../database/database.ts'
import { type NewsWish, wishColumns } from './subscription.ts'

/** Changes what a confirmed address is written about. Answers false when it is subscribed no more. */
export async function changeSubscription(database: Database, id: number, wish: NewsWish): Promise<boolean> {
  const changed = await database.write((tx) =>
    tx.db
      .updateTable('subscriptions')
      // What somebody asked for through the form is settled by what the owner says here.
      .set({ ...wishColumns(wish), asked: null, asked_at: null })
      .where('id', '=', id)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst(),
  )
  return changed.numUpdatedRows > 0n
}
