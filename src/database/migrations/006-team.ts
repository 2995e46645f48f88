import { sql } from 'kysely'
import type { Tx } from '../database.ts'

/** Who was invited and has not come yet; which entries of the log are about a colleague; the log by what was done. */
export async function team(tx: Tx): Promise<void> {
  await run(tx, 'alter table organizers add column seen_at text')
  // Until now nobody was invited: whoever is there has had a link in hand.
  await run(tx, 'update organizers set seen_at = created_at')
  await run(tx, 'alter table audit_log add column colleague_id bigint')
  await run(
    tx,
    'create index audit_by_colleague on audit_log (colleague_id, id) where colleague_id is not null',
  )
  await run(tx, 'create index audit_by_action on audit_log (action, id)')
  await run(tx, 'create index roles_of_event on organizer_roles (event_id) where event_id is not null')
}

async function run(tx: Tx, text: string): Promise<void> {
  await sql.raw(text).execute(tx.db)
}
