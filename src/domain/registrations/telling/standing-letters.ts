/** What somebody has been told of an event, and what still waits to be. */
import type { Tx } from '../../../database/database.ts'
import { type EventFacts, eventFacts, type PastFacts } from '../../events/event-facts.ts'
import type { EventRecord } from '../../events/event-record.ts'
import type { LetterData, LetterKind } from '../../outbox/letter.ts'

export type StandingLetter = {
  id: number
  registrationId: number
  kind: LetterKind
  data: LetterData
  createdAt: string
  /** No server has seen it, and no worker holds it: it can still be mended or dropped. */
  isUnseen: boolean
}

/** The letters about these registrations that have left or will, oldest first. */
export async function standingLetters(tx: Tx, registrationIds: readonly number[]): Promise<StandingLetter[]> {
  const asked = tx.db
    .selectFrom('outbox')
    .select(['id', 'registration_id', 'kind', 'data', 'state', 'attempts', 'claimed_by', 'created_at'])
    .where('registration_id', 'in', registrationIds)
    .where('state', '!=', 'dropped')
    // What organizers write to many is in their own words: it may or may not say when and where.
    .where('kind', '!=', 'letter')
    .orderBy('registration_id')
    .orderBy('id')
  // A worker that would claim one meanwhile steps around it.
  const rows = await (tx.dialect === 'postgres' ? asked.forUpdate() : asked).execute()
  return rows.map((row) => ({
    id: row.id,
    registrationId: row.registration_id ?? 0,
    // Both were written by `enqueue` alone.
    kind: row.kind as LetterKind,
    data: JSON.parse(row.data) as LetterData,
    createdAt: row.created_at,
    isUnseen: row.state === 'waiting' && row.attempts === 0 && row.claimed_by === null,
  }))
}

export type Known = { sequence: number; facts: EventFacts }

/** What a person last knew: by the last letter that left, else by what the oldest one was to change, else by the page. */
export function lastKnown(
  event: EventRecord,
  past: readonly PastFacts[],
  letters: readonly StandingLetter[],
  registeredAt: string,
): Known {
  const seen = letters.findLast(({ isUnseen }) => !isUnseen)
  if (seen !== undefined)
    return at(event, past, seen.data.eventSequence ?? sequenceThen(event, past, seen.createdAt))
  const [first] = letters
  const before = first?.data.knew ?? first?.data.eventSequence
  return at(event, past, before ?? sequenceThen(event, past, registeredAt))
}

function at(event: EventRecord, past: readonly PastFacts[], sequence: number): Known {
  const then = past.find((each) => each.sequence === sequence)
  return then === undefined ? { sequence: event.sequence, facts: eventFacts(event) } : then
}

function sequenceThen({ sequence }: EventRecord, past: readonly PastFacts[], moment: string): number {
  return past.find(({ until }) => until > moment)?.sequence ?? sequence
}

/** Whether a calendar holds the event by an invitation of ours. */
export function isInvited(letters: readonly StandingLetter[]): boolean {
  const seen = letters.filter(({ isUnseen, data }) => !isUnseen && data.calendar !== undefined)
  return seen.at(-1)?.data.calendar === 'REQUEST'
}
