import type { Database, Tx } from '../../database/database.ts'
import { e164 } from '../../platform/phone.ts'
import { difference, record } from '../audit/record.ts'
import { overtake } from '../outbox/overtake.ts'
import { isAlreadyThere } from './already-there.ts'
import { searchText } from './insert.ts'
import type { RegistrationInput } from './registration-input.ts'
import { lockRegistration, type OwnRegistration, type RegistrationRow } from './registration-record.ts'
import { identityOf } from './rules.ts'
import { tellStatus } from './tell-status.ts'

/** What an organizer may set right about somebody without asking for places. */
export type Correction = Pick<
  RegistrationInput,
  'name' | 'email' | 'phone' | 'organization' | 'position' | 'group' | 'locality' | 'note'
>

export type PersonCorrected =
  | { done: 'corrected' | 'unchanged' }
  | { done: 'refused'; reason: 'unknown' | 'same-person' }

/**
 * Sets right what was written of somebody. Another address has not been proven by anybody, and the links in letters
 * that went to the old one open nothing any more; with `tells` a letter to the new one says how things stand.
 */
export function correctPerson(
  database: Database,
  registrationId: number,
  { tells = false, ...correction }: Correction & { tells?: boolean },
  by: number,
  now: Date,
): Promise<PersonCorrected> {
  return database.write(async (tx): Promise<PersonCorrected> => {
    const found = await lockRegistration(tx, registrationId)
    if (found === undefined) return { done: 'refused', reason: 'unknown' }
    const after = corrected(found, correction)
    const changed = difference(said(found.registration), said(after))
    if (Object.keys(changed.after).length === 0) return { done: 'unchanged' }
    if (isLive(after) && (await isAlreadyThere(tx, after))) return { done: 'refused', reason: 'same-person' }
    await store(tx, after, now)
    const about = { eventId: after.event_id, registrationId: after.id, subject: after.reference }
    await record(tx, { action: 'person-changed', by, ...about, ...changed }, now)
    if (tells && after.email !== null && after.email !== found.registration.email) {
      await overtake(tx, after.id, 'all')
      await tellStatus(tx, found.event, after, now)
    }
    return { done: 'corrected' }
  })
}

function corrected({ registration: row, event }: OwnRegistration, wish: Correction): RegistrationRow {
  const { group, ...fields } = wish
  const isMoved = wish.email !== row.email
  const after = {
    ...row,
    ...fields,
    audience: group,
    identity: identityOf(wish.name, wish.email),
    phone_e164: e164(wish.phone, event.document.venue.country),
    email_verified_at: isMoved ? null : row.email_verified_at,
    generation: row.generation + (isMoved ? 1 : 0),
  }
  return { ...after, search: searchText(after) }
}

function isLive({ status }: RegistrationRow): boolean {
  return status !== 'cancelled' && status !== 'declined'
}

function said(row: RegistrationRow) {
  const { name, email, phone, organization, position, audience: group, locality, note } = row
  return { name, email, phone, organization, position, group, locality, note }
}

async function store(tx: Tx, row: RegistrationRow, now: Date): Promise<void> {
  const { name, email, phone, phone_e164, organization, position, audience, locality, note } = row
  const { identity, search, email_verified_at, generation } = row
  await tx.db
    .updateTable('registrations')
    .set({ name, email, phone, phone_e164, organization, position, audience, locality, note })
    .set({ identity, search, email_verified_at, generation, updated_at: now.toISOString() })
    .where('id', '=', row.id)
    .execute()
}
