import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { OutboxTable } from '../../database/tables.ts'

export type OutboxRow = Selectable<OutboxTable>

/** After this a claim that was not settled is anybody's again. */
export const leaseMilliseconds = 60_000

/** Who confirms hears at once, however many announcements wait; so few of those are taken at a time. */
const mostAnnouncements = 10

/**
 * Takes up to `limit` due letters for this worker, oldest first, announcements after all others; of each registration
 * only its oldest unsent letter, so that letters arrive in the order of what happened.
 */
export async function claim(
  database: Database,
  worker: string,
  limit: number,
  now: Date,
): Promise<OutboxRow[]> {
  const at = now.toISOString()
  if (!(await anyDue(database, at))) return []
  return database.write(async (tx) => {
    const urgent = await take(tx, isUrgent, worker, limit, now)
    const room = Math.min(limit - urgent.length, mostAnnouncements)
    return room === 0 ? urgent : [...urgent, ...(await take(tx, isAnnouncement, worker, room, now))]
  })
}

// Written out, and not as values, since the indexes of waiting letters are known by these very conditions.
const isUrgent = sql<boolean>`kind not in ('new-events', 'letter')`
const isAnnouncement = sql<boolean>`kind in ('new-events', 'letter')`
const isWaiting = sql<boolean>`state = 'waiting'`

type Condition = typeof isUrgent

/** Asked over the reading connection, so that an idle worker writes nothing. */
async function anyDue(database: Database, at: string): Promise<boolean> {
  for (const which of [isUrgent, isAnnouncement]) {
    const row = await database.read
      .selectFrom('outbox')
      .select('id')
      .where(which)
      .where(isWaiting)
      .where('due_at', '<=', at)
      .where(unclaimed(at))
      .limit(1)
      .executeTakeFirst()
    if (row !== undefined) return true
  }
  return false
}

async function take(
  tx: Tx,
  which: Condition,
  worker: string,
  limit: number,
  now: Date,
): Promise<OutboxRow[]> {
  const at = now.toISOString()
  const until = new Date(now.getTime() + leaseMilliseconds).toISOString()
  const rows = await tx.db
    .updateTable('outbox')
    .set({ claimed_by: worker, claimed_until: until })
    .where('id', 'in', dueIds(tx, which, at, limit))
    // Said again for the case that another worker took the row between the two looks at it.
    .where(unclaimed(at))
    .returningAll()
    .execute()
  return rows.sort((a, b) => a.id - b.id)
}

function dueIds(tx: Tx, which: Condition, at: string, limit: number) {
  const due = tx.db
    .selectFrom('outbox as letter')
    .select('letter.id')
    .where(which)
    .where(isWaiting)
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
            .where('earlier.state', '=', 'waiting')
            // An announcement may wait for hours; a confirmation does not wait for it.
            .$if(which === isUrgent, (urgent) =>
              urgent.where(sql<boolean>`earlier.kind not in ('new-events', 'letter')`),
            ),
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
