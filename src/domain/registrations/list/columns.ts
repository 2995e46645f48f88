/** The columns that an organizer has chosen to see of an event's people. */
import type { Kysely } from 'kysely'
import type { Database } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'

type Whose = { organizerId: number; eventId: number }

/** Null: nothing was chosen. */
export async function chosenColumns(
  db: Kysely<Tables>,
  { organizerId, eventId }: Whose,
): Promise<string[] | null> {
  const row = await db
    .selectFrom('people_columns')
    .select('columns')
    .where('organizer_id', '=', organizerId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  // Written by `chooseColumns` alone.
  return row === undefined ? null : (JSON.parse(row.columns) as string[])
}

export async function chooseColumns(
  database: Database,
  whose: Whose,
  names: readonly string[],
): Promise<void> {
  const columns = JSON.stringify(names)
  await database.write((tx) =>
    tx.db
      .insertInto('people_columns')
      .values({ organizer_id: whose.organizerId, event_id: whose.eventId, columns })
      .onConflict((conflict) => conflict.columns(['organizer_id', 'event_id']).doUpdateSet({ columns }))
      .execute(),
  )
}
