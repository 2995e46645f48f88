import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import { allowed } from '../organizers/permissions.ts'
import type { Writer } from './draft.ts'
import { type Reach, reachOf } from './reach.ts'
import { findWritten, subjectOf, type WrittenLetter } from './written-letter.ts'

/** What the organizer saw when they pressed the button. */
export type Seen = { id: number; version: number; digest: string }

export type LetterSent =
  | { done: 'queueing'; recipients: number }
  /** Pressed twice, or by two */
  | { done: 'already' }
  | { done: 'refused'; reason: 'unknown' | 'nobody' | 'changed-meanwhile' }
  | { done: 'refused'; reason: 'others-meanwhile'; reach: Reach }

/**
 * Begins to send a letter to those who were seen, once: to nobody when the text or the people have changed since. The
 * copies are put into the outbox by `carryOn`.
 */
export async function sendLetter(
  database: Database,
  writer: Writer,
  seen: Seen,
  now: Date,
): Promise<LetterSent> {
  const letter = await findWritten(database.read, writer, seen.id)
  if (letter === undefined) return { done: 'refused', reason: 'unknown' }
  if (letter.state !== 'draft') return { done: 'already' }
  if (letter.version !== seen.version) return { done: 'refused', reason: 'changed-meanwhile' }
  const reach = await reachOf(database.read, writer, letter.selection)
  if (reach.recipients === 0) return { done: 'refused', reason: 'nobody' }
  if (reach.digest !== seen.digest) return { done: 'refused', reason: 'others-meanwhile', reach }
  return database.write((tx) => begin(tx, writer, letter, reach, now))
}

async function begin(
  tx: Tx,
  writer: Writer,
  letter: WrittenLetter,
  { recipients, last }: Reach,
  now: Date,
): Promise<LetterSent> {
  const { eventId, permission } = writer
  const at = now.toISOString()
  const begun = await tx.db
    .updateTable('letters')
    .set({ state: 'queueing', recipients, last_registration: last })
    .set({ sent_by: permission.organizerId, sent_at: at, updated_at: at })
    .where('id', '=', letter.id)
    .where('event_id', '=', eventId)
    .where('state', '=', 'draft')
    .where('version', '=', letter.version)
    .where(allowed(permission, eventId))
    .executeTakeFirst()
  if (Number(begun.numUpdatedRows) === 0) return { done: 'already' }
  await noteLetter(tx, 'letter-sent', writer, letter, { recipients, selection: letter.selection }, now)
  return { done: 'queueing', recipients }
}

/** Drops the copies that no worker has taken; the rest of the work is `carryOn`'s. Answers whether it was going out. */
export function stopLetter(
  database: Database,
  writer: Writer,
  letter: WrittenLetter,
  now: Date,
): Promise<boolean> {
  return turn(database, writer, letter, { from: ['queueing', 'queued'], to: 'stopping' }, now)
}

/** What was stopped goes out after all, to those who have not got it. */
export function resumeLetter(
  database: Database,
  writer: Writer,
  letter: WrittenLetter,
  now: Date,
): Promise<boolean> {
  return turn(database, writer, letter, { from: ['stopping', 'stopped'], to: 'queueing' }, now)
}

type Turn =
  | { from: ['queueing', 'queued']; to: 'stopping' }
  | { from: ['stopping', 'stopped']; to: 'queueing' }

function turn(
  database: Database,
  writer: Writer,
  letter: WrittenLetter,
  { from, to }: Turn,
  now: Date,
): Promise<boolean> {
  return database.write(async (tx) => {
    const turned = await tx.db
      .updateTable('letters')
      .set({ state: to, updated_at: now.toISOString() })
      .where('id', '=', letter.id)
      .where('event_id', '=', writer.eventId)
      .where('state', 'in', from)
      .where(allowed(writer.permission, writer.eventId))
      .executeTakeFirst()
    if (Number(turned.numUpdatedRows) === 0) return false
    const left = await tx.db
      .selectFrom('outbox')
      .select(sql<number>`count(*)`.as('copies'))
      .where('letter_id', '=', letter.id)
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow()
    const action = to === 'stopping' ? 'letter-stopped' : 'letter-resumed'
    await noteLetter(tx, action, writer, letter, { sent: left.copies, recipients: letter.recipients }, now)
    return true
  })
}

function noteLetter(
  tx: Tx,
  action: 'letter-sent' | 'letter-stopped' | 'letter-resumed',
  { eventId, permission }: Writer,
  letter: WrittenLetter,
  after: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const subject = subjectOf(letter, letter.fallback)
  return record(tx, { action, by: permission.organizerId, eventId, subject, after }, now)
}
