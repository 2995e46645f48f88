import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'

/**
 * One change of the team after the other: two administrators who remove each other at once would each still find the
 * other there. SQLite has one writer anyway.
 */
export async function lockTeam(tx: Tx): Promise<void> {
  if (tx.dialect === 'postgres')
    await sql`lock table organizer_roles in share row exclusive mode`.execute(tx.db)
}
