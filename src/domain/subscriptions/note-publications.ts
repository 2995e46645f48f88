import type { Database, Tx } from '../../database/database.ts'

/**
 * Notes which events have become public, however they did: by a file, on the page of an organizer, by a program. Each
 * is noted once in its life; samples never are, and an event that is over is no news.
 */
export async function notePublications(database: Database, now: Date): Promise<void> {
  const found = await unnoted(database.read, now).executeTakeFirst()
  if (found === undefined) return
  await database.write((tx) => notePublicationsIn(tx, now))
}

/** The same within another operation. */
export async function notePublicationsIn(tx: Tx, now: Date): Promise<void> {
  await tx.db
    .insertInto('publications')
    .columns(['event_id', 'noted_at'])
    .expression((is) => unnoted(tx.db, now).select(is.val(now.toISOString()).as('noted_at')))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function unnoted(db: Tx['db'], now: Date) {
  return db
    .selectFrom('events')
    .select('events.id')
    .where('events.status', '=', 'published')
    .where('events.ends_at', '>', now.toISOString())
    .where('events.is_sample', '=', 0)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('publications')
            .select('publications.id')
            .whereRef('publications.event_id', '=', 'events.id'),
        ),
      ),
    )
    .orderBy('events.id')
}
