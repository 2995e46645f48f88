import type { Database, Tx } from '../../database/database.ts'
import type { RegistrationStatus } from '../../database/tables.ts'
import { record } from '../audit/record.ts'
import type { EventRecord } from '../events/event-record.ts'
import type { ClosedReason } from '../events/phase.ts'
import { closedReason } from '../events/phase.ts'
import type { LetterData } from '../outbox/letter.ts'
import { invitationPart } from './calendar-part.ts'
import { expireHoldsOf } from './expire-holds.ts'
import { insert, newRow } from './insert.ts'
import { fullSessions, joinWaitingList, takePlaces, takePlacesOverLimit, takeSessions } from './places.ts'
import type { RegistrationInput } from './registration-input.ts'
import { answerRepeat } from './repeat.ts'
import type { Wanted } from './rules.ts'
import { clashIn, holdMilliseconds, letterFor, wanted } from './rules.ts'
import { tell } from './tell.ts'

export type Registered = {
  done: 'registered'
  id: number
  reference: string
  status: RegistrationStatus
  pendingFor: 'address' | 'approval' | null
  /** This person was registered already; nothing was changed. */
  repeated: boolean
  /** What the page after the form says: for a repeat, what it would say to someone new. */
  shownStatus: RegistrationStatus
  shownPendingFor: 'address' | 'approval' | null
}

export type RegistrationRefused = {
  done: 'refused'
  reason: ClosedReason | 'session-full' | 'session-clash' | 'party-too-large'
  /** The full ones, or the two that clash */
  sessions?: readonly string[]
}

/**
 * Takes a person's answer to an event: a registration and the letter about it, in one transaction.
 * Places never exceed the limit; who finds none waits in the order of commits. The same person again
 * changes nothing.
 */
export async function register(
  database: Database,
  event: EventRecord,
  input: RegistrationInput,
  now: Date,
): Promise<Registered | RegistrationRefused> {
  const refusal = refusalOf(event, input, now)
  if (refusal !== null) return refusal
  return database.write((tx) => registerIn(tx, event, input, now))
}

/** What needs no look at places. Organizers are not held to dates: they write down what somebody said before. */
function refusalOf(event: EventRecord, input: RegistrationInput, now: Date): RegistrationRefused | null {
  const reason = input.enteredBy === null ? closedReason(event, now.toISOString()) : null
  if (reason !== null) return { done: 'refused', reason }
  const clash = input.answer === 'no' ? null : clashIn(event.document.agenda, input.sessions)
  return clash && { done: 'refused', reason: 'session-clash', sessions: clash }
}

async function registerIn(
  tx: Tx,
  event: EventRecord,
  input: RegistrationInput,
  now: Date,
): Promise<Registered | RegistrationRefused> {
  const wish = wanted(input.answer, event.document.registration, input.enteredBy !== null)
  const row = newRow(event, input, wish, now)
  // A decline is not alive, so no constraint sees its repeat.
  const id = wish.status === 'declined' ? null : await insert(tx, row)
  if (id === null) return answerRepeat(tx, event, input, wish, row, now)
  const placed = await place(tx, event, input, wish, id, now)
  const data = letterData(placed, input, event, row)
  await tell(tx, { id, ...row }, letterFor(placed.status, placed.pendingFor), data, now)
  await recordAdded(tx, event, { id, ...row }, placed.status, now)
  return {
    done: 'registered',
    id,
    reference: row.reference,
    ...placed,
    repeated: false,
    shownStatus: placed.status,
    shownPendingFor: placed.pendingFor,
  }
}

/** Somebody whom an organizer typed in, and what came of it */
async function recordAdded(
  tx: Tx,
  { id: eventId }: EventRecord,
  row: { id: number; reference: string; name: string; source: string; entered_by: number | null },
  status: RegistrationStatus,
  now: Date,
): Promise<void> {
  if (row.entered_by === null) return
  const after = { name: row.name, source: row.source, status }
  const about = { eventId, registrationId: row.id, subject: row.reference }
  await record(tx, { action: 'person-added', by: row.entered_by, ...about, after }, now)
}

export type Placed = {
  status: RegistrationStatus
  pendingFor: 'address' | 'approval' | null
  holdUntil: string | null
}

/** Finds the party its places, or its turn on the waiting list, and writes down which. */
export async function place(
  tx: Tx,
  event: EventRecord,
  input: Pick<RegistrationInput, 'guests' | 'sessions' | 'overLimitReason'>,
  wish: Wanted,
  id: number,
  now: Date,
): Promise<Placed> {
  const party = 1 + input.guests
  const waits = wish.takesPlaces && !(await havePlaces(tx, event, party, input.overLimitReason, now))
  if (waits) return wait(tx, event, input, id)
  if (wish.takesPlaces) await choose(tx, event, input, party)
  else await refuseFullSessions(tx, event, input, party)
  if (wish.takesPlaces && wish.status === 'pending') return hold(tx, id, now)
  return { status: wish.status, pendingFor: wish.pendingFor, holdUntil: null }
}

async function havePlaces(
  tx: Tx,
  event: EventRecord,
  party: number,
  overLimitReason: string | undefined,
  now: Date,
): Promise<boolean> {
  if (await takePlaces(tx, event.id, party)) return true
  // A hold may have run out unnoticed since the last sweep.
  if ((await expireHoldsOf(tx, event.id, now)) > 0 && (await takePlaces(tx, event.id, party))) return true
  if (overLimitReason === undefined) return false
  await takePlacesOverLimit(tx, event.id, party)
  return true
}

async function wait(
  tx: Tx,
  event: EventRecord,
  input: Pick<RegistrationInput, 'guests' | 'sessions'>,
  id: number,
): Promise<Placed> {
  const { capacity, waitlist } = event.document.registration
  if (!waitlist) return refused(tx, { done: 'refused', reason: 'full' })
  // Such a party would never fit and would shut everyone behind it out for ever.
  if (capacity !== undefined && 1 + input.guests > capacity) {
    return refused(tx, { done: 'refused', reason: 'party-too-large' })
  }
  await refuseFullSessions(tx, event, input, 1 + input.guests)
  const turn = await joinWaitingList(tx, event.id)
  await tx.db
    .updateTable('registrations')
    .set({ status: 'waitlisted', pending_for: null, turn })
    .where('id', '=', id)
    .execute()
  return { status: 'waitlisted', pendingFor: null, holdUntil: null }
}

async function hold(tx: Tx, id: number, now: Date): Promise<Placed> {
  const holdUntil = new Date(now.getTime() + holdMilliseconds).toISOString()
  await tx.db.updateTable('registrations').set({ hold_until: holdUntil }).where('id', '=', id).execute()
  return { status: 'pending', pendingFor: 'address', holdUntil }
}

async function choose(
  tx: Tx,
  event: EventRecord,
  input: Pick<RegistrationInput, 'sessions'>,
  party: number,
): Promise<void> {
  const full = await takeSessions(tx, event.id, input.sessions, party)
  if (full.length > 0) refused(tx, { done: 'refused', reason: 'session-full', sessions: full })
}

async function refuseFullSessions(
  tx: Tx,
  event: EventRecord,
  input: Pick<RegistrationInput, 'sessions'>,
  party: number,
): Promise<void> {
  const full = await fullSessions(tx, event.id, input.sessions, party)
  if (full.length > 0) refused(tx, { done: 'refused', reason: 'session-full', sessions: full })
}

function refused(tx: Tx, refusal: RegistrationRefused): never {
  return tx.refuse(refusal)
}

/** A confirmation carries the invitation; nothing else does. */
export function letterData(
  placed: Placed,
  input: Pick<RegistrationInput, 'guests' | 'sessions'>,
  event: EventRecord,
  row: { sequence: number; stamped_at: string },
): LetterData {
  return {
    status: placed.status,
    guests: input.guests,
    sessions: input.sessions,
    eventSequence: event.sequence,
    ...(placed.status === 'confirmed' ? invitationPart(event, row, row.stamped_at) : {}),
    ...(placed.holdUntil === null ? {} : { holdUntil: placed.holdUntil }),
  }
}
