import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** Two imports at once would both find a slug free. Readers and registrations go on. */
export async function keepOtherImportsOut(tx: Tx): Promise<void> {
  if (tx.dialect === 'postgres')
    await sql`lock table projects, events in share row exclusive mode`.execute(tx.db)
}
