import type { Database } from './database.ts'

const mark = 'base address'

/** Remembers where the site is, for the programs beside it that make links: a free port is known to nobody else. */
export async function rememberBaseAddress(database: Database, address: string, now: Date): Promise<void> {
  const said = { value: address, set_at: now.toISOString() }
  await database.write((tx) =>
    tx.db
      .insertInto('marks')
      .values({ name: mark, ...said })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(said))
      .execute(),
  )
}

/** Where the site last was; undefined when none has been started yet. */
export async function lastBaseAddress(database: Database): Promise<string | undefined> {
  const row = await database.read
    .selectFrom('marks')
    .select('value')
    .where('name', '=', mark)
    .executeTakeFirst()
  return row?.value ?? undefined
}
