/** Taking places as a program does that looks first and takes afterwards. Put in place by `without-guard.ts`. */
import type { Tx } from '../../src/database/database.ts'

export * from '../../src/domain/registrations/places.ts'

export async function takePlaces(tx: Tx, eventId: number, places: number): Promise<boolean> {
  const { capacity, taken, waiting } = await tx.db
    .selectFrom('event_places')
    .select(['capacity', 'taken', 'waiting'])
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow()
  if (waiting > 0 || (capacity !== null && taken + places > capacity)) return false
  await tx.db
    .updateTable('event_places')
    .set((eb) => ({ taken: eb('taken', '+', places) }))
    .where('event_id', '=', eventId)
    .execute()
  return true
}
