import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'

/** As many as show where events are held here */
const latest = 50

/** The time zone in which most of the latest events are held: by its clocks people here live. UTC while there is none. */
export async function usualZone(db: Kysely<Tables>): Promise<string> {
  const own = await zones(db, 0)
  const counts = new Map<string, number>()
  for (const zone of own.length > 0 ? own : await zones(db, 1)) counts.set(zone, (counts.get(zone) ?? 0) + 1)
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a)
  return first?.[0] ?? 'UTC'
}

async function zones(db: Kysely<Tables>, isSample: 0 | 1): Promise<string[]> {
  const rows = await db
    .selectFrom('events')
    .select('timezone')
    .where('is_sample', '=', isSample)
    .orderBy('id', 'desc')
    .limit(latest)
    .execute()
  return rows.map(({ timezone }) => timezone)
}
