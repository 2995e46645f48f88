import type { Database } from '../../database/database.ts'
import { forgetSubscriber } from './unsubscribe.ts'

/** One refusal may be a fault of ours or a bad day of theirs; letters come a day apart. */
const refusalsToBelieve = 3
const rowsAtOnce = 500

/** Forgets subscribers whose mail server has refused their last letters, one after the other. Answers how many. */
export async function forgetUnreachable(database: Database): Promise<number> {
  const ids = await refused(database)
  for (const id of ids) await database.write((tx) => forgetSubscriber(tx, id))
  return ids.length
}

async function refused(database: Database): Promise<number[]> {
  const rows = await database.read
    .selectFrom('outbox as letter')
    .select('letter.subscription_id')
    .where('letter.subscription_id', 'is not', null)
    .where('letter.state', '=', 'failed')
    .where('letter.reason', '=', 'recipient-refused')
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('outbox as later')
            .select('later.id')
            .whereRef('later.subscription_id', '=', 'letter.subscription_id')
            .whereRef('later.id', '>', 'letter.id')
            .where('later.state', '=', 'sent'),
        ),
      ),
    )
    .groupBy('letter.subscription_id')
    .having((is) => is.fn.countAll(), '>=', refusalsToBelieve)
    .limit(rowsAtOnce)
    .execute()
  return rows.map(({ subscription_id }) => subscription_id).filter((id) => id !== null)
}
