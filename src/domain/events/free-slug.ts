import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { shortLatinName } from '../../platform/latin.ts'

/** A new event's address, made of its title: nobody else's at this moment. */
export async function freeSlug(db: Kysely<Tables>, title: string, language: string): Promise<string> {
  const name = shortLatinName(title, language, 60, 'event')
  const wanted = name.length < 3 ? `event-${name}` : name
  const rows = await db
    .selectFrom('events')
    .select('slug')
    .where((is) => is.or([is('slug', '=', wanted), is('slug', 'like', `${wanted}-%`)]))
    .execute()
  const taken = new Set(rows.map(({ slug }) => slug))
  let number = 2
  let found = wanted
  while (taken.has(found)) found = `${wanted}-${number++}`
  return found
}
