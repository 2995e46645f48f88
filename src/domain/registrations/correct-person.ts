import type { Database, Tx } from '../../database/database.ts'
import { difference, record } from '../audit/record.ts'
import { overtake } from '../outbox/overtake.ts'
import { isAlreadyThere } from './already-there.ts'
import { changed, newClash } from './change.ts'
import { exchangeParty, type PartyRefused } from './exchange-party.ts'
import { searchText } from './insert.ts'
import { promote } from './promote.ts'
import type { Changes, RegistrationInput } from './registration-input.ts'
import { lockRegistration, type OwnRegistration, type RegistrationRow } from './registration-record.ts'
import { identityOf, letterFor } from './rules.ts'
import { tellStatus } from './tell-status.ts'

/** What an organizer may set right about somebody; how they stand is for other operations. */
export type Correction = Pick<RegistrationInput, 'name' | 'email' | 'language'> &
  Required<Omit<Changes, 'answer'>> & {
    /** Whether a letter says how things stand, where the address or the party became another */
    tells?: boolean
    /** Why more guests go over the limit */
    overLimitReason?: string
  }

export type PersonCorrected =
  | { done: 'corrected' | 'unchanged' }
  | { done: 'refused'; reason: 'unknown' | 'same-person' }
  | { done: 'refused'; reason: 'session-clash'; sessions: readonly string[] }
  | PartyRefused

/**
 * Sets right what was written of somebody. Another address has not been proven by anybody, and the links in letters
 * that went to the old one open nothing any more. More guests and other sessions need places.
 */
export function correctPerson(
  database: Database,
  registrationId: number,
  correction: Correction,
  by: number,
  now: Date,
): Promise<PersonCorrected> {
  return database.write(async (tx): Promise<PersonCorrected> => {
    const found = await lockRegistration(tx, registrationId)
    if (found === undefined) return { done: 'refused', reason: 'unknown' }
    const { registration: row } = found
    const after = corrected(found, correction, now)
    const changes = difference(said(row), said(after))
    if (Object.keys(changes.after).length === 0) return { done: 'unchanged' }
    if (isLive(after) && (await isAlreadyThere(tx, after))) return { done: 'refused', reason: 'same-person' }
    const clash = isLive(after) ? newClash(found, after) : null
    if (clash !== null) return { done: 'refused', reason: 'session-clash', sessions: clash }
    await moveParty(tx, found, after, correction.overLimitReason)
    await store(tx, after, now)
    const about = { eventId: after.event_id, registrationId: after.id, subject: after.reference }
    await record(tx, { action: 'person-changed', by, ...about, ...changes }, now)
    if (correction.tells) await tell(tx, found, after, now)
    await promote(tx, row.event_id, now)
    return { done: 'corrected' }
  })
}

function corrected(found: OwnRegistration, wish: Correction, now: Date): RegistrationRow {
  const { registration: row } = found
  const { name, email, language, tells, overLimitReason, ...changes } = wish
  const isMoved = email !== row.email
  const after = {
    ...changed(found, changes, now),
    ...{ name, email, language, identity: identityOf(name, email) },
    email_verified_at: isMoved ? null : row.email_verified_at,
    generation: row.generation + (isMoved ? 1 : 0),
    over_limit_reason: overLimitReason || row.over_limit_reason,
  }
  return { ...after, search: searchText(after) }
}

function hasOtherParty(row: RegistrationRow, after: RegistrationRow): boolean {
  return row.guests !== after.guests || row.sessions !== after.sessions
}

async function moveParty(
  tx: Tx,
  { registration: row, event }: OwnRegistration,
  after: RegistrationRow,
  overLimitReason: string | undefined,
): Promise<void> {
  if (!isLive(row) || !hasOtherParty(row, after)) return
  await exchangeParty(tx, row, after, event.document.registration.capacity, overLimitReason)
}

function isLive({ status }: RegistrationRow): boolean {
  return status !== 'cancelled' && status !== 'declined'
}

/** In the words of a change where they had an invitation already, and to a new address as if for the first time. */
async function tell(
  tx: Tx,
  { registration: row, event }: OwnRegistration,
  after: RegistrationRow,
  now: Date,
): Promise<void> {
  const isMoved = after.email !== row.email
  if (after.email === null || !isLive(after) || !(isMoved || hasOtherParty(row, after))) return
  if (event.endsAt <= now.toISOString()) return
  if (isMoved) await overtake(tx, after.id, 'all')
  const kind = isMoved || after.status === 'pending' ? letterFor(after.status, after.pending_for) : 'changed'
  await tellStatus(tx, event, after, now, kind)
}

/** As the log tells it; lists as people wrote them. */
function said(row: RegistrationRow) {
  const { name, email, phone, organization, position, audience: group, locality, note, language } = row
  const { guests, guest_names, sessions, answers, consent_photos_at, consent_news_at } = row
  return {
    ...{ name, email, phone, organization, position, group, locality, note, language, guests },
    guest_names: JSON.parse(guest_names) as string[],
    sessions: JSON.parse(sessions) as string[],
    answers: JSON.parse(answers) as Record<string, unknown>,
    consent_photos: consent_photos_at !== null,
    consent_news: consent_news_at !== null,
  }
}

async function store(tx: Tx, row: RegistrationRow, now: Date): Promise<void> {
  const { name, email, phone, phone_e164, organization, position, audience, locality, note } = row
  const { identity, search, email_verified_at, generation, language, over_limit_reason } = row
  const { guests, guest_names, sessions, answers, consent_photos_at, consent_news_at } = row
  await tx.db
    .updateTable('registrations')
    .set({ name, email, phone, phone_e164, organization, position, audience, locality, note })
    .set({ identity, search, email_verified_at, generation, language, over_limit_reason })
    .set({ guests, guest_names, sessions, answers, consent_photos_at, consent_news_at })
    .set({ updated_at: now.toISOString() })
    .where('id', '=', row.id)
    .execute()
}
