import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { RegistrationsTable } from '../../database/tables.ts'
import type { EventRecord } from '../events/event-record.ts'
import { findEventById, placesOf } from '../events/event-record.ts'
import { placesLeft } from '../events/phase.ts'
import type { newRow } from './insert.ts'
import { insert } from './insert.ts'
import { fullSessions, lockPlaces } from './places.ts'
import type { Registered, RegistrationRefused } from './register.ts'
import type { RegistrationInput } from './registration-input.ts'
import type { Wanted } from './rules.ts'
import { letterFor } from './rules.ts'
import { tell } from './tell.ts'
import { tellStatus } from './tell-status.ts'

type Row = Selectable<RegistrationsTable>

/** A forgotten letter may be asked for again by sending the form again, but not to annoy somebody. */
const quietMilliseconds = 10 * 60 * 1000

/**
 * Answers somebody who is registered already, and whoever tries out names to learn who is: as a newcomer
 * would be answered now, with nothing changed. Records a decline that is not a repeat.
 */
export async function answerRepeat(
  tx: Tx,
  event: EventRecord,
  input: RegistrationInput,
  wish: Wanted,
  row: ReturnType<typeof newRow>,
  now: Date,
): Promise<Registered | RegistrationRefused> {
  await lockPlaces(tx, event.id)
  const known = await liveOrDeclined(tx, event.id, row.identity, wish.status === 'declined')
  if (known === undefined) return decline(tx, row, wish, now)
  const shown = await asForNewcomer(tx, event, input, wish)
  if ('reason' in shown) return shown
  if (!(await wasWrittenToLately(tx, known.id, now))) {
    // The page may be a second old, and what was sent since must not be taken back.
    await tellStatus(tx, (await findEventById(tx.db, event.id)) ?? event, known, now)
  }
  return {
    done: 'registered',
    id: known.id,
    reference: known.reference,
    status: known.status,
    pendingFor: known.pending_for,
    repeated: true,
    ...shown,
  }
}

async function liveOrDeclined(
  tx: Tx,
  eventId: number,
  identity: string | null,
  declines: boolean,
): Promise<Row | undefined> {
  const live = await lastOf(tx, eventId, identity, isLive)
  if (live !== undefined || !declines) return live
  return lastOf(tx, eventId, identity, isDeclined)
}

// Spelt out, not bound: SQLite uses a partial index only where it sees the index's own condition.
const isLive = sql<boolean>`status in ('pending', 'confirmed', 'waitlisted', 'maybe')`
const isDeclined = sql<boolean>`status = 'declined'`

function lastOf(
  tx: Tx,
  eventId: number,
  identity: string | null,
  is: typeof isLive,
): Promise<Row | undefined> {
  return tx.db
    .selectFrom('registrations')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('identity', '=', identity)
    .where(is)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function decline(tx: Tx, row: ReturnType<typeof newRow>, wish: Wanted, now: Date): Promise<Registered> {
  // One chance in 10^11 a registration: the person is asked to send the form again.
  const id = wish.status === 'declined' ? await insert(tx, row) : null
  if (id === null) throw new Error('A new reference met one that exists')
  await tell(tx, { id, ...row }, letterFor('declined', null), { status: 'declined' }, now)
  const status = { status: 'declined', pendingFor: null } as const
  return {
    done: 'registered',
    id,
    reference: row.reference,
    ...status,
    repeated: false,
    shownStatus: 'declined',
    shownPendingFor: null,
  }
}

type Shown = Pick<Registered, 'shownStatus' | 'shownPendingFor'>

/** Asks in the order in which `place` does: another reason than a newcomer hears would tell who is registered. */
async function asForNewcomer(
  tx: Tx,
  event: EventRecord,
  input: RegistrationInput,
  wish: Wanted,
): Promise<Shown | RegistrationRefused> {
  const asked = { shownStatus: wish.status, shownPendingFor: wish.pendingFor }
  if (wish.status === 'declined') return asked
  const party = 1 + input.guests
  const left = wish.takesPlaces ? placesLeft(await placesOf(tx.db, event.id)) : null
  const waits = left !== null && left < party
  const { waitlist, capacity = party } = event.document.registration
  if (waits && !waitlist) return { done: 'refused', reason: 'full' }
  if (waits && party > capacity) return { done: 'refused', reason: 'party-too-large' }
  const full = await fullSessions(tx, event.id, input.sessions, party)
  if (full.length > 0) return { done: 'refused', reason: 'session-full', sessions: full }
  return waits ? { shownStatus: 'waitlisted', shownPendingFor: null } : asked
}

async function wasWrittenToLately(tx: Tx, registrationId: number, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - quietMilliseconds).toISOString()
  const letter = await tx.db
    .selectFrom('outbox')
    .select('id')
    .where('registration_id', '=', registrationId)
    .where('created_at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return letter !== undefined
}
