import type { Database } from '../../../database/database.ts'

const daysKept = 30

/** What the two were before a merge is kept for a month, so that they can be parted. Answers how many it emptied. */
export async function forgetMerges(database: Database, now: Date): Promise<number> {
  const until = new Date(now.getTime() - daysKept * 24 * 60 * 60 * 1000).toISOString()
  return database.write(async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('merges')
      .set({ before: null })
      .where('merged_at', '<=', until)
      .where('before', 'is not', null)
      .executeTakeFirst()
    return Number(numUpdatedRows)
  })
}
