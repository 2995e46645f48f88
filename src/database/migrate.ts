import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import type { Migration } from './migrations/all.ts'
import { migrations } from './migrations/all.ts'

/** Any fixed number, the same in every process: names the lock that migrating processes share. */
const migrationLock = 7_283_901

/** The database was made by a newer program than this one. */
export class NewerSchema extends Error {
  constructor(found: number, known: number) {
    super(
      `The database has schema ${found}, this program knows schemas up to ${known}. ` +
        'Start the newer program, or restore a copy made by this one.',
    )
  }
}

/**
 * Applies the migrations that are missing, in order, all in one transaction under the database's own
 * lock: of processes that start at once one does it and the others find it done.
 */
export async function migrate(database: Database, known: readonly Migration[] = migrations): Promise<void> {
  await database.write(async (tx) => {
    await lockAgainstOthers(tx)
    const applied = await appliedNumber(tx)
    const last = known.at(-1)?.number ?? 0
    if (applied > last) throw new NewerSchema(applied, last)
    for (const migration of known.filter((each) => each.number > applied)) await apply(tx, migration)
  })
}

async function lockAgainstOthers(tx: Tx): Promise<void> {
  // SQLite's write transaction is such a lock already.
  if (tx.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx.db)
  await sql`create table if not exists migrations (number integer primary key, name text not null, applied_at text not null)`.execute(
    tx.db,
  )
}

async function appliedNumber(tx: Tx): Promise<number> {
  const found = await sql<{ number: number | null }>`select max(number) as number from migrations`.execute(
    tx.db,
  )
  return found.rows[0]?.number ?? 0
}

async function apply(tx: Tx, { number, name, up }: Migration): Promise<void> {
  await up(tx)
  const appliedAt = new Date().toISOString()
  await sql`insert into migrations (number, name, applied_at) values (${number}, ${name}, ${appliedAt})`.execute(
    tx.db,
  )
}
