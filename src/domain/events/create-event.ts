import type { Database } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import type { EventDocument } from './event.ts'
import type { Mistake } from './file/mistake.ts'
import { keepOtherImportsOut } from './import-lock.ts'
import { storeEvent } from './store-event.ts'
import type { FileWish } from './store-files.ts'

export type NewEvent = {
  /** Checked: what `readEvent` answered */
  document: EventDocument
  files: readonly FileWish[]
  /** The organizer who writes it */
  by: number
}

export type Created =
  | { done: 'created'; id: number; slug: string }
  | { done: 'refused'; reason: 'slug-taken' }
  | { done: 'refused'; reason: 'mistakes'; mistakes: readonly Mistake[] }

/** Stores an event that was not there before; a slug that is taken is refused and nothing changes. */
export function createEvent(
  database: Database,
  { document, files, by }: NewEvent,
  now: Date,
): Promise<Created> {
  return database.write(async (tx): Promise<Created> => {
    await keepOtherImportsOut(tx)
    const taken = await tx.db
      .selectFrom('events')
      .select('id')
      .where('slug', '=', document.slug)
      .executeTakeFirst()
    if (taken !== undefined) return { done: 'refused', reason: 'slug-taken' }
    const stored = await storeEvent(tx, document, files, { now: now.toISOString(), samples: false })
    if (stored.mistakes.length > 0)
      return tx.refuse({ done: 'refused', reason: 'mistakes', mistakes: stored.mistakes })
    await record(
      tx,
      {
        action: 'event-created',
        by,
        eventId: stored.id,
        subject: document.slug,
        after: { title: document.title, status: document.status, starts: document.starts },
      },
      now,
    )
    return { done: 'created', id: stored.id, slug: document.slug }
  })
}
