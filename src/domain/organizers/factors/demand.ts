/** Whether everybody who works here needs a second factor. */
import type { Kysely } from 'kysely'
import type { Database } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import { record } from '../../audit/record.ts'

/** Its row is there while a second factor is demanded. */
export const demandMark = 'second-factor-demanded'

export async function isFactorDemanded(db: Kysely<Tables>): Promise<boolean> {
  const mark = await db.selectFrom('marks').select('name').where('name', '=', demandMark).executeTakeFirst()
  return mark !== undefined
}

/** Demands a second factor of everybody, or no longer; `by` is the administrator. Twice the same changes nothing. */
export async function demandFactor(
  database: Database,
  demanded: boolean,
  by: { id: number; email: string },
  now: Date,
): Promise<void> {
  await database.write(async (tx) => {
    const changed = demanded
      ? await tx.db
          .insertInto('marks')
          .values({ name: demandMark, set_at: now.toISOString(), value: null })
          .onConflict((conflict) => conflict.doNothing())
          .returning('name')
          .executeTakeFirst()
      : await tx.db.deleteFrom('marks').where('name', '=', demandMark).returning('name').executeTakeFirst()
    if (changed === undefined) return
    const action = demanded ? 'second-factor-demanded' : 'second-factor-not-demanded'
    await record(tx, { action, by: by.id, eventId: null, subject: by.email }, now)
  })
}
