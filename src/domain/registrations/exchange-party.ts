import type { Tx } from '../../database/database.ts'
import {
  fullSessions,
  releasePlaces,
  releaseSessions,
  takePlaces,
  takePlacesOverLimit,
  takeSessions,
} from './places.ts'
import { type RegistrationRow, takesPlaces } from './registration-record.ts'
import { sessionsOf } from './tell-status.ts'

export type PartyRefused = {
  done: 'refused'
  reason: 'full' | 'session-full' | 'party-too-large'
  sessions?: readonly string[]
}

/**
 * Gives somebody other guests or sessions: what is held goes back, what is wished is taken, all of it or nothing. Who
 * holds no place is only checked. A refusal ends the transaction and is its answer.
 */
export async function exchangeParty(
  tx: Tx,
  row: RegistrationRow,
  after: RegistrationRow,
  capacity: number | undefined,
  /** Why an organizer passes the limit */
  overLimitReason?: string,
): Promise<void> {
  if (takesPlaces(row)) await exchangePlaces(tx, row, after, overLimitReason)
  else await checkParty(tx, capacity, after)
}

/** The old party's places against the new one's, in one order for everybody: the event first, then sessions. */
async function exchangePlaces(
  tx: Tx,
  row: RegistrationRow,
  after: RegistrationRow,
  overLimitReason: string | undefined,
): Promise<void> {
  const more = after.guests - row.guests
  if (more > 0 && !(await takePlaces(tx, row.event_id, more))) {
    if (!overLimitReason) refused(tx, { done: 'refused', reason: 'full' })
    await takePlacesOverLimit(tx, row.event_id, more)
  }
  if (more < 0) await releasePlaces(tx, row.event_id, -more)
  await releaseSessions(tx, row.event_id, sessionsOf(row), 1 + row.guests)
  const full = await takeSessions(tx, row.event_id, sessionsOf(after), 1 + after.guests)
  if (full.length > 0) refused(tx, { done: 'refused', reason: 'session-full', sessions: full })
}

async function checkParty(tx: Tx, capacity: number | undefined, after: RegistrationRow): Promise<void> {
  if (after.turn !== null && capacity !== undefined && 1 + after.guests > capacity) {
    refused(tx, { done: 'refused', reason: 'party-too-large' })
  }
  const full = await fullSessions(tx, after.event_id, sessionsOf(after), 1 + after.guests)
  if (full.length > 0) refused(tx, { done: 'refused', reason: 'session-full', sessions: full })
}

function refused(tx: Tx, refusal: PartyRefused): never {
  return tx.refuse(refusal)
}
