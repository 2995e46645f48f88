import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../database/tables.ts'

/** Bytes of each file that an event brought itself, by its name. */
export async function attachedSizes(
  db: Kysely<Tables>,
  eventId: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('files')
    .select(['name', sql<number>`length(body)`.as('size')])
    .where('event_id', '=', eventId)
    .execute()
  return new Map(rows.map(({ name, size }) => [name, Number(size)]))
}
