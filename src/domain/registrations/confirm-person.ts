import type { Database, Tx } from '../../database/database.ts'
import type { RegistrationStatus } from '../../database/tables.ts'
import { overtake } from '../outbox/overtake.ts'
import { isAlreadyThere } from './already-there.ts'
import { type Approval, approveIn } from './approve.ts'
import { leaveWaitingList, takePlacesAgain, takePlacesOverLimit, takeSessions } from './places.ts'
import { recordDecision } from './record-decision.ts'
import { place } from './register.ts'
import type { OwnRegistration, RegistrationRow } from './registration-record.ts'
import { lockRegistration, takesPlaces } from './registration-record.ts'
import { sessionsOf, tellStatus } from './tell-status.ts'

export type PersonConfirmed =
  | { done: 'confirmed'; status: RegistrationStatus }
  | {
      done: 'refused'
      reason:
        | ('unknown' | 'already' | 'over' | 'came-anew')
        | ('not-pending' | 'full' | 'session-full' | 'party-too-large')
    }

/**
 * An organizer has heard from somebody that they come, whatever stood in the list before: an answer that was open, a
 * refusal, a cancellation, an address that nobody confirmed, a turn on the waiting list. Where no place is left they
 * wait, unless `overLimitReason` says why the limit is passed; who waits already keeps their turn.
 */
export function confirmPerson(
  database: Database,
  registrationId: number,
  now: Date,
  approval: Approval = {},
): Promise<PersonConfirmed> {
  return database.write((tx) => confirmPersonIn(tx, registrationId, now, approval))
}

export async function confirmPersonIn(
  tx: Tx,
  id: number,
  now: Date,
  approval: Approval,
): Promise<PersonConfirmed> {
  const found = await lockRegistration(tx, id)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration: row, event } = found
  if (row.status === 'confirmed') return { done: 'refused', reason: 'already' }
  if (event.endsAt <= now.toISOString()) return { done: 'refused', reason: 'over' }
  if (row.status === 'pending' && row.pending_for === 'approval') {
    const approved = await approveIn(tx, id, now, approval)
    return approved.done === 'refused' ? approved : { ...approved, done: 'confirmed' }
  }
  if (await isAlreadyThere(tx, row)) return { done: 'refused', reason: 'came-anew' }
  const status = await findPlace(tx, found, approval, now)
  const after = await write(tx, { ...row, status }, approval, now)
  await overtake(tx, id, 'all')
  const kind = row.status === 'waitlisted' && status === 'confirmed' ? 'moved-up' : undefined
  await tellStatus(tx, event, after, now, kind)
  await recordDecision(tx, 'person-confirmed', found, status, approval.by, now)
  return { done: 'confirmed', status }
}

/** Whoever holds a place keeps it; whoever waits goes in before the others only where there is room for them. */
async function findPlace(
  tx: Tx,
  { registration: row, event }: OwnRegistration,
  { overLimitReason }: Approval,
  now: Date,
): Promise<RegistrationStatus> {
  if (takesPlaces(row)) return 'confirmed'
  if (row.status === 'waitlisted') return fromList(tx, row, overLimitReason)
  const party = {
    guests: row.guests,
    sessions: sessionsOf(row),
    ...(overLimitReason ? { overLimitReason } : {}),
  }
  const wish = { status: 'confirmed', pendingFor: null, takesPlaces: true } as const
  return (await place(tx, event, party, wish, row.id, now)).status
}

async function fromList(
  tx: Tx,
  row: RegistrationRow,
  overLimitReason: string | undefined,
): Promise<RegistrationStatus> {
  const party = 1 + row.guests
  if (!(await takePlacesAgain(tx, row.event_id, party))) {
    if (!overLimitReason) return refused(tx, 'full')
    await takePlacesOverLimit(tx, row.event_id, party)
  }
  const full = await takeSessions(tx, row.event_id, sessionsOf(row), party)
  if (full.length > 0) return refused(tx, 'session-full')
  await leaveWaitingList(tx, row.event_id)
  return 'confirmed'
}

function refused(tx: Tx, reason: 'full' | 'session-full'): never {
  return tx.refuse({ done: 'refused', reason } satisfies PersonConfirmed)
}

/** A calendar from which the event was taken takes it in again only with a higher number (RFC 5546, 2.1.4). */
async function write(
  tx: Tx,
  row: RegistrationRow,
  { overLimitReason }: Approval,
  now: Date,
): Promise<RegistrationRow> {
  const confirmed = row.status === 'confirmed'
  const standing = {
    status: row.status,
    pending_for: null,
    hold_until: null,
    over_limit_reason: overLimitReason ?? null,
    sequence: row.sequence + 1,
    ...(confirmed ? { turn: null } : {}),
  }
  await tx.db
    .updateTable('registrations')
    .set({ ...standing, updated_at: now.toISOString() })
    .where('id', '=', row.id)
    .execute()
  return { ...row, ...standing }
}
