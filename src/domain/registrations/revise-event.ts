import type { Database, Tx } from '../../database/database.ts'
import { difference, record } from '../audit/record.ts'
import type { EventDocument } from '../events/event.ts'
import { type EventRecord, findEventById } from '../events/event-record.ts'
import type { Mistake } from '../events/file/mistake.ts'
import { renameDraft } from '../events/rename-draft.ts'
import { statusAction } from '../events/status-action.ts'
import { storeEvent } from '../events/store-event.ts'
import type { FileWish } from '../events/store-files.ts'
import { lockPlaces } from './places.ts'
import { promote } from './promote.ts'
import { orderTelling, type TellingOrder } from './telling/order-telling.ts'
import { liveStatuses } from './telling/what-changed.ts'

export type Revision = {
  eventId: number
  /** The version that the organizer saw while writing */
  basedOn: number
  /** Checked: what `readEvent` answered */
  document: EventDocument
  /** All files that the document names, those that stay and those that come; null: those that it has */
  files: readonly FileWish[] | null
  /** The organizer who writes it */
  by: number
  /** How those who are registered hear of another time, place or status; everybody, in our words, when absent */
  telling?: Omit<TellingOrder, 'by'>
}

export type Revised =
  | { done: 'revised'; version: number; notices: readonly string[] }
  /** Somebody else was quicker: `current` is what they wrote. Nothing was changed. */
  | { done: 'refused'; reason: 'conflict'; current: EventRecord }
  /** The address in the document is another event's, or may not change any more. */
  | { done: 'refused'; reason: 'unknown' | 'slug-taken' | 'slug-fixed' }
  /** What people are registered for does not vanish: it is postponed or cancelled. */
  | { done: 'refused'; reason: 'people-registered' }
  | { done: 'refused'; reason: 'mistakes'; mistakes: readonly Mistake[] }

/**
 * Changes an event as an organizer wrote it, unless it has changed since they began to write. Whoever is registered is
 * told of another time, place or status.
 */
export function reviseEvent(database: Database, revision: Revision, now: Date): Promise<Revised> {
  return database.write((tx) => reviseIn(tx, revision, now))
}

async function reviseIn(tx: Tx, revision: Revision, now: Date): Promise<Revised> {
  const { eventId, basedOn, document, files, by, telling = {} } = revision
  // Two who save at once would both read the same version.
  await lockPlaces(tx, eventId)
  const before = await findEventById(tx.db, eventId)
  if (before === undefined) return { done: 'refused', reason: 'unknown' }
  if (before.version !== basedOn) return { done: 'refused', reason: 'conflict', current: before }
  if (isHidden(before, document) && (await hasLive(tx, eventId)))
    return { done: 'refused', reason: 'people-registered' }
  if (document.slug !== before.slug) {
    const refused = await renameDraft(tx, before, document.slug)
    if (refused !== null) return { done: 'refused', reason: refused }
  }
  const stamp = { now: now.toISOString(), samples: false }
  const { notices, mistakes, mayMoveUp, moved } = await storeEvent(tx, document, files, stamp)
  if (mistakes.length > 0) return tx.refuse({ done: 'refused', reason: 'mistakes', mistakes })
  if (mayMoveUp) await promote(tx, eventId, now)
  const changed = difference(before.document, document)
  const action = statusAction(before.document, document)
  await record(tx, { action, by, eventId, subject: before.slug, ...changed }, now)
  const after = await findEventById(tx.db, eventId)
  if (after !== undefined && moved !== null) await orderTelling(tx, moved, after, { ...telling, by }, now)
  return { done: 'revised', version: after?.version ?? basedOn, notices }
}

function isHidden(before: EventRecord, after: EventDocument): boolean {
  return before.document.status !== 'draft' && after.status === 'draft'
}

async function hasLive(tx: Tx, eventId: number): Promise<boolean> {
  const live = await tx.db
    .selectFrom('registrations')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', 'in', liveStatuses)
    .limit(1)
    .executeTakeFirst()
  return live !== undefined
}
