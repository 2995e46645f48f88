/** What an event was at the version that somebody began to write on. */
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import type { EventDocument } from './event.ts'

/** Nobody writes on while a hundred others save. */
const mostKept = 100

/** Keeps the event as it now is. */
export async function keepVersion(tx: Tx, eventId: number): Promise<void> {
  await tx.db
    .insertInto('event_versions')
    .columns(['event_id', 'version', 'content'])
    .expression((from) =>
      from.selectFrom('events').select(['id', 'version', 'content']).where('id', '=', eventId),
    )
    .onConflict((conflict) => conflict.columns(['event_id', 'version']).doNothing())
    .execute()
  await tx.db
    .deleteFrom('event_versions')
    .where('event_id', '=', eventId)
    .where('version', '<=', (from) =>
      from
        .selectFrom('events')
        .select(sql<number>`version - ${mostKept}`.as('oldest'))
        .where('id', '=', eventId),
    )
    .execute()
}

/** The document at a version, or at the last before it: a version also rises with the event's project. */
export async function documentAt(
  db: Kysely<Tables>,
  eventId: number,
  version: number,
): Promise<EventDocument | undefined> {
  const row = await db
    .selectFrom('event_versions')
    .select('content')
    .where('event_id', '=', eventId)
    .where('version', '<=', version)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  // Written by `storeEvent` alone.
  return row && (JSON.parse(row.content) as EventDocument)
}
