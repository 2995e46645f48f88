import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { OutboxTable } from '../../database/tables.ts'

export type OutboxRow = Selectable<OutboxTable>

/** After this a claim that was not settled is anybody's again. */
export const leaseMilliseconds = 60_000

/**
 * Takes up to `limit` due letters for this worker, oldest first; of each registration only its oldest
 * unsent letter, so that letters arrive in the order of what happened.
 */
export async function claim(
  database: Database,
  worker: string,
  limit: number,
  now: Date,
): Promise<OutboxRow[]> {
  const at = now.toISOString()
  if (!(await anyDue(database, at))) return []
  const until = new Date(now.getTime() + leaseMilliseconds).toISOString()
  const rows = await database.write((tx) =>
    tx.db
      .updateTable('outbox')
      .set({ claimed_by: worker, claimed_until: until })
      .where('id', 'in', dueIds(tx, at, limit))
      // Said again for the case that another worker took the row between the two looks at it.
      .where(unclaimed(at))
      .returningAll()
      .execute(),
  )
  return rows.sort((a, b) => a.id - b.id)
}

/** Asked over the reading connection, so that an idle worker writes nothing. */
async function anyDue(database: Database, at: string): Promise<boolean> {
  const row = await database.read
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', at)
    .where(unclaimed(at))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function dueIds(tx: Tx, at: string, limit: number) {
  const due = tx.db
    .selectFrom('outbox as letter')
    .select('letter.id')
    .where('letter.state', '=', 'waiting')
    .where('letter.due_at', '<=', at)
    .where((eb) => eb.or([eb('letter.claimed_until', 'is', null), eb('letter.claimed_until', '<=', at)]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as earlier')
            .select('earlier.id')
            .whereRef('earlier.registration_id', '=', 'letter.registration_id')
            .whereRef('earlier.id', '<', 'letter.id')
            .where('earlier.state', '=', 'waiting'),
        ),
      ),
    )
    .orderBy('letter.due_at')
    .orderBy('letter.id')
    .limit(limit)
  // Workers on a server step around each other's rows; SQLite has one writer and no such clause.
  return tx.dialect === 'postgres' ? due.forUpdate().skipLocked() : due
}

function unclaimed(at: string) {
  return sql<boolean>`(claimed_until is null or claimed_until <= ${at})`
}
