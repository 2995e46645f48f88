import type { Database, Tx } from '../../database/database.ts'
import type { RegistrationStatus } from '../../database/tables.ts'
import { e164 } from '../../platform/phone.ts'
import type { EventRecord } from '../events/event-record.ts'
import { closedReason } from '../events/phase.ts'
import type { LetterKind } from '../outbox/letter.ts'
import { overtake } from '../outbox/overtake.ts'
import { withdrawalPart } from './calendar-part.ts'
import { exchangeParty } from './exchange-party.ts'
import { searchText } from './insert.ts'
import { promote } from './promote.ts'
import { place } from './register.ts'
import type { Changes } from './registration-input.ts'
import type { OwnRegistration, RegistrationRow } from './registration-record.ts'
import { lockRegistration } from './registration-record.ts'
import { clashIn, laterStamp, letterFor, wanted } from './rules.ts'
import { tell } from './tell.ts'
import { sessionsOf, tellStatus } from './tell-status.ts'
import { release } from './withdraw.ts'

export type Changed =
  | { done: 'changed' | 'unchanged'; status: RegistrationStatus }
  | {
      done: 'refused'
      reason:
        | ('unknown' | 'already' | 'over' | 'closed')
        | ('full' | 'session-full' | 'session-clash' | 'party-too-large')
      sessions?: readonly string[]
    }

/**
 * Changes what a person said of themselves, and their answer. More guests or other sessions need places;
 * what becomes free goes to those who wait. A refusal leaves everything as it was.
 */
export function change(
  database: Database,
  registrationId: number,
  changes: Changes,
  now: Date,
): Promise<Changed> {
  return database.write((tx) => changeIn(tx, registrationId, changes, now))
}

async function changeIn(tx: Tx, id: number, changes: Changes, now: Date): Promise<Changed> {
  const found = await lockRegistration(tx, id)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration: row, event } = found
  if (row.status === 'cancelled' || row.status === 'declined') return { done: 'refused', reason: 'already' }
  if (event.endsAt <= now.toISOString()) return { done: 'refused', reason: 'over' }
  const after = changed(found, changes, now)
  if (same(row, after) && !changesAnswer(row, changes)) return { done: 'unchanged', status: row.status }
  if (closedReason(event, now.toISOString()) !== null && asksForMore(row, after, changes)) {
    return { done: 'refused', reason: 'closed' }
  }
  const clash = changes.answer === 'no' ? null : newClash(found, after)
  if (clash !== null) return { done: 'refused', reason: 'session-clash', sessions: clash }
  await writeDetails(tx, after, now)
  const status = changesAnswer(row, changes)
    ? await changeAnswer(tx, found, after, changes, now)
    : await changeParty(tx, found, after, now)
  await promote(tx, event.id, now)
  return { done: 'changed', status }
}

/** The row as it would be, status aside. */
export function changed(
  { registration: row, event }: OwnRegistration,
  changes: Changes,
  now: Date,
): RegistrationRow {
  const after = {
    ...row,
    phone: changes.phone ?? row.phone,
    organization: changes.organization ?? row.organization,
    position: changes.position ?? row.position,
    audience: changes.group ?? row.audience,
    locality: changes.locality ?? row.locality,
    guests: changes.guests ?? row.guests,
    guest_names: changes.guestNames === undefined ? row.guest_names : JSON.stringify(changes.guestNames),
    sessions: changes.sessions === undefined ? row.sessions : JSON.stringify(changes.sessions),
    note: changes.note ?? row.note,
    answers: changes.answers === undefined ? row.answers : JSON.stringify(changes.answers),
    consent_photos_at: consent(row.consent_photos_at, changes.consentPhotos, now),
    consent_news_at: consent(row.consent_news_at, changes.consentNews, now),
  }
  after.phone_e164 =
    after.phone === row.phone ? row.phone_e164 : e164(after.phone, event.document.venue.country)
  after.search = searchText(after)
  return after
}

function consent(given: string | null, wish: boolean | undefined, now: Date): string | null {
  if (wish === undefined) return given
  return wish ? (given ?? now.toISOString()) : null
}

function same(before: RegistrationRow, after: RegistrationRow): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

function changesAnswer(row: RegistrationRow, { answer }: Changes): boolean {
  if (answer === undefined) return false
  return answer === 'yes' ? row.status === 'maybe' : answer === 'no' || row.status !== 'maybe'
}

function asksForMore(row: RegistrationRow, after: RegistrationRow, { answer }: Changes): boolean {
  const known = sessionsOf(row)
  const more = after.guests > row.guests || sessionsOf(after).some((session) => !known.includes(session))
  return more || (answer === 'yes' && row.status === 'maybe')
}

/** Two of the sessions wished that nobody can attend both, those held together already aside; or null. */
export function newClash({ registration: row, event }: OwnRegistration, after: RegistrationRow) {
  return clashIn(event.document.agenda, sessionsOf(after), sessionsOf(row))
}

async function writeDetails(tx: Tx, after: RegistrationRow, now: Date): Promise<void> {
  const { id, status, pending_for, turn, hold_until, ...details } = after
  await tx.db
    .updateTable('registrations')
    .set({ ...details, updated_at: now.toISOString() })
    .where('id', '=', id)
    .execute()
}

async function changeAnswer(
  tx: Tx,
  { registration: row, event }: OwnRegistration,
  after: RegistrationRow,
  changes: Changes,
  now: Date,
): Promise<RegistrationStatus> {
  const answer = changes.answer ?? 'yes'
  if (answer !== 'yes') return giveUp(tx, event, row, after, answer === 'no' ? 'declined' : 'maybe', now)
  const wish = wanted('yes', event.document.registration, row.entered_by !== null)
  const proven = wish.pendingFor === 'address' && row.email_verified_at !== null
  const asked = proven ? wanted('yes', { ...event.document.registration, verify_email: false }, false) : wish
  await setStatus(tx, after, asked.status, asked.pendingFor)
  const placed = await place(
    tx,
    event,
    { guests: after.guests, sessions: sessionsOf(after) },
    asked,
    row.id,
    now,
  )
  const standing = {
    ...after,
    status: placed.status,
    pending_for: placed.pendingFor,
    hold_until: placed.holdUntil,
  }
  await tellStatus(tx, event, standing, now)
  return placed.status
}

async function setStatus(
  tx: Tx,
  row: RegistrationRow,
  status: RegistrationStatus,
  pendingFor: 'address' | 'approval' | null,
): Promise<void> {
  await tx.db
    .updateTable('registrations')
    .set({ status, pending_for: pendingFor, turn: null, hold_until: null })
    .where('id', '=', row.id)
    .execute()
}

/** From yes to no or maybe: what was held is free, a calendar that had the event takes it out. */
async function giveUp(
  tx: Tx,
  event: EventRecord,
  row: RegistrationRow,
  after: RegistrationRow,
  status: 'declined' | 'maybe',
  now: Date,
): Promise<RegistrationStatus> {
  await release(tx, row)
  await setStatus(tx, after, status, null)
  const invited = row.status === 'confirmed'
  const sequence = row.sequence + (invited ? 1 : 0)
  const stampedAt = laterStamp(row.stamped_at, now)
  await tx.db
    .updateTable('registrations')
    .set({ sequence, stamped_at: stampedAt })
    .where('id', '=', row.id)
    .execute()
  await overtake(tx, row.id, 'all')
  const calendar = invited ? withdrawalPart(event, { sequence }, stampedAt) : {}
  const data = { status, guests: after.guests, eventSequence: event.sequence, ...calendar }
  await tell(tx, row, letterFor(status, null), data, now)
  return status
}

async function changeParty(
  tx: Tx,
  { registration: row, event }: OwnRegistration,
  after: RegistrationRow,
  now: Date,
): Promise<RegistrationStatus> {
  await exchangeParty(tx, row, after, event.document.registration.capacity)
  const kind: LetterKind = row.status === 'pending' ? letterFor('pending', row.pending_for) : 'changed'
  await tellStatus(tx, event, after, now, kind)
  return row.status
}
