import type { Database } from '../../../database/database.ts'

/** Remembers that these two are two people: they are not shown as possible doubles again. */
export async function keepApart(
  database: Database,
  { eventId, ids, by }: { eventId: number; ids: readonly [number, number]; by: number },
  now: Date,
): Promise<void> {
  const [first_id, second_id] = ids[0] < ids[1] ? ids : [ids[1], ids[0]]
  await database.write((tx) =>
    tx.db
      .insertInto('different_people')
      .values({ event_id: eventId, first_id, second_id, organizer_id: by, at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}
