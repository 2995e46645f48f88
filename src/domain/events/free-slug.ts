import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { shortLatinName } from '../../platform/latin.ts'

/** A new event's address, made of its title: nobody else's at this moment. */
export function freeSlug(db: Kysely<Tables>, title: string, language: string): Promise<string> {
  return free(db, 'events', shortLatinName(title, language, 60, 'event'), 'event')
}

/** A new project's, made of its number or its title. */
export function freeProjectSlug(db: Kysely<Tables>, words: string, language: string): Promise<string> {
  return free(db, 'projects', shortLatinName(words, language, 60, 'project'), 'project')
}

async function free(
  db: Kysely<Tables>,
  table: 'events' | 'projects',
  name: string,
  what: string,
): Promise<string> {
  const wanted = name.length < 3 ? `${what}-${name}` : name
  const rows = await db
    .selectFrom(table)
    .select('slug')
    .where((is) => is.or([is('slug', '=', wanted), is('slug', 'like', `${wanted}-%`)]))
    .execute()
  // At the address `new` stands the form.
  const taken = new Set([...rows.map(({ slug }) => slug), 'new'])
  let number = 2
  let found = wanted
  while (taken.has(found)) found = `${wanted}-${number++}`
  return found
}
