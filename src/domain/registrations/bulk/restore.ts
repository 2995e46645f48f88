import type { Tx } from '../../../database/database.ts'
import type { RegistrationStatus } from '../../../database/tables.ts'
import { record } from '../../audit/record.ts'
import type { EventRecord } from '../../events/event-record.ts'
import { isAlreadyThere } from '../already-there.ts'
import { withdrawalPart } from '../calendar-part.ts'
import { rejoinWaitingList, takePlacesAgain, takeSessions } from '../places.ts'
import { promote } from '../promote.ts'
import { lockRegistration, type RegistrationRow, takesPlaces } from '../registration-record.ts'
import { laterStamp, letterFor } from '../rules.ts'
import { sessionsOf, tellStatus } from '../tell-status.ts'
import { release } from '../withdraw.ts'
import type { SkipReason } from './action.ts'

/** How somebody stood before something was done to them, and what they had been told. */
export type Before = Pick<
  RegistrationRow,
  'status' | 'pending_for' | 'turn' | 'hold_until' | 'sessions' | 'over_limit_reason'
> & {
  /** What they were made */
  became?: RegistrationStatus
  lastLetter: number
  /** Something had not left yet: it was dropped. */
  wasUntold: boolean
}

export async function standingBefore(tx: Tx, row: RegistrationRow): Promise<Before> {
  const { status, pending_for, turn, hold_until, sessions, over_limit_reason } = row
  const letters = await tx.db
    .selectFrom('outbox')
    .select(['id', 'state', 'attempts'])
    .where('registration_id', '=', row.id)
    .orderBy('id', 'desc')
    .execute()
  const wasUntold = letters.some((letter) => letter.state === 'waiting' && letter.attempts === 0)
  return {
    status,
    pending_for,
    turn,
    hold_until,
    sessions,
    over_limit_reason,
    lastLetter: letters[0]?.id ?? 0,
    wasUntold,
  }
}

export type Restored = { done: 'restored' } | { done: 'refused'; reason: SkipReason }

/**
 * Gives somebody back what they had, their old turn too, if nobody has it by now. A letter that has not left is dropped;
 * one that has is followed by another that says how things stand.
 */
export async function restoreIn(
  tx: Tx,
  id: number,
  before: Before,
  by: number,
  now: Date,
): Promise<Restored> {
  const found = await lockRegistration(tx, id)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration: row, event } = found
  if (row.status !== before.became) return { done: 'refused', reason: 'changed-since' }
  if (event.endsAt <= now.toISOString()) return { done: 'refused', reason: 'over' }
  if (await isAlreadyThere(tx, row)) return { done: 'refused', reason: 'came-anew' }
  const { became, lastLetter, wasUntold, ...standing } = before
  const restored: RegistrationRow = { ...row, ...standing }
  await release(tx, row)
  await takeAgain(tx, restored)
  await tx.db
    .updateTable('registrations')
    .set({ ...standing, updated_at: now.toISOString() })
    .where('id', '=', id)
    .execute()
  const toldOf = await dropUnseen(tx, id, lastLetter)
  if (toldOf || wasUntold) await tellAgain(tx, event, row, restored, toldOf, now)
  const change = { before: { status: became }, after: { status: standing.status } }
  await record(
    tx,
    {
      action: 'person-restored',
      by,
      eventId: event.id,
      registrationId: id,
      subject: row.reference,
      ...change,
    },
    now,
  )
  if (takesPlaces(row) && !takesPlaces(restored)) await promote(tx, event.id, now)
  return { done: 'restored' }
}

/** An invitation that has left by now is taken out of the calendar again. */
async function tellAgain(
  tx: Tx,
  event: EventRecord,
  row: RegistrationRow,
  restored: RegistrationRow,
  toldOf: boolean,
  now: Date,
): Promise<void> {
  if (!toldOf || row.status !== 'confirmed' || restored.status === 'confirmed')
    return tellStatus(tx, event, restored, now)
  const sequence = row.sequence + 1
  await tx.db.updateTable('registrations').set({ sequence }).where('id', '=', row.id).execute()
  const calendar = withdrawalPart(event, { sequence }, laterStamp(row.stamped_at, now))
  const kind = letterFor(restored.status, restored.pending_for)
  await tellStatus(tx, event, { ...restored, sequence }, now, kind, calendar)
}

async function takeAgain(tx: Tx, row: RegistrationRow): Promise<void> {
  const party = 1 + row.guests
  if (row.turn !== null) await rejoinWaitingList(tx, row.event_id)
  if (!takesPlaces(row)) return
  if (row.over_limit_reason === null && !(await takePlacesAgain(tx, row.event_id, party))) refused(tx, 'full')
  const full = await takeSessions(tx, row.event_id, sessionsOf(row), party)
  if (full.length > 0) refused(tx, 'session-full')
}

function refused(tx: Tx, reason: SkipReason): never {
  return tx.refuse({ done: 'refused', reason } satisfies Restored)
}

/** Answers whether any of the letters since then has left, or may have. */
async function dropUnseen(tx: Tx, id: number, lastLetter: number): Promise<boolean> {
  await tx.db
    .updateTable('outbox')
    .set({ state: 'dropped', reason: 'overtaken' })
    .where('registration_id', '=', id)
    .where('id', '>', lastLetter)
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .where('claimed_by', 'is', null)
    .execute()
  const seen = await tx.db
    .selectFrom('outbox')
    .select('id')
    .where('registration_id', '=', id)
    .where('id', '>', lastLetter)
    .where('state', '!=', 'dropped')
    .limit(1)
    .executeTakeFirst()
  return seen !== undefined
}
