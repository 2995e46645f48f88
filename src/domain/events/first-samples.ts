import type { Database } from '../../database/database.ts'
import { loadSamples } from './samples.ts'

const mark = 'samples considered'

/**
 * Loads the samples into a database that is new, once in its life: not into one that holds events already,
 * and not again after they were taken out. Of processes that start at once one loads them.
 */
export async function loadFirstSamples(database: Database, now: Date): Promise<boolean> {
  const isFirst = await database.write(async (tx) => {
    const marked = await tx.db
      .insertInto('marks')
      .values({ name: mark, set_at: now.toISOString(), value: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .execute()
    const event = await tx.db.selectFrom('events').select('id').limit(1).executeTakeFirst()
    return marked.length > 0 && event === undefined
  })
  if (!isFirst) return false
  const loaded = await loadSamples(database, now)
  if (loaded.done === 'refused') throw new Error(`The samples are broken: ${JSON.stringify(loaded.problems)}`)
  return true
}
