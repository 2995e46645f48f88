import type { Insertable } from 'kysely'
import type { Tx } from '../../database/database.ts'
import { statement } from '../../database/statement.ts'
import type { RegistrationsTable } from '../../database/tables.ts'
import { alphabetical } from '../../platform/alphabet.ts'
import { e164 } from '../../platform/phone.ts'
import { fold } from '../../platform/text.ts'
import type { EventRecord } from '../events/event-record.ts'
import type { RegistrationInput } from './registration-input.ts'
import type { Wanted } from './rules.ts'
import { identityOf, newReference, newUid } from './rules.ts'

/** What a list, a merge or a letter adds later is nobody's who registers. */
export type NewRegistration = Required<
  Omit<Insertable<RegistrationsTable>, 'id' | 'import_id' | 'merged_into' | 'letters_stopped_at'>
>

const insertRegistration = statement<NewRegistration>()('insert-registration', (db, p) =>
  db
    .insertInto('registrations')
    .values({
      event_id: p('event_id'),
      reference: p('reference'),
      uid: p('uid'),
      identity: p('identity'),
      status: p('status'),
      pending_for: p('pending_for'),
      name: p('name'),
      email: p('email'),
      phone: p('phone'),
      phone_e164: p('phone_e164'),
      organization: p('organization'),
      position: p('position'),
      audience: p('audience'),
      locality: p('locality'),
      guests: p('guests'),
      guest_names: p('guest_names'),
      sessions: p('sessions'),
      answers: p('answers'),
      note: p('note'),
      language: p('language'),
      source: p('source'),
      consent_photos_at: p('consent_photos_at'),
      consent_news_at: p('consent_news_at'),
      turn: p('turn'),
      hold_until: p('hold_until'),
      email_verified_at: p('email_verified_at'),
      sequence: p('sequence'),
      stamped_at: p('stamped_at'),
      generation: p('generation'),
      search: p('search'),
      entered_by: p('entered_by'),
      over_limit_reason: p('over_limit_reason'),
      registered_at: p('registered_at'),
      updated_at: p('updated_at'),
    })
    .onConflict((conflict) => conflict.doNothing()),
)

/** The new row's id, or null when this person has a live registration for the event already. */
export function insert(tx: Tx, row: NewRegistration): Promise<number | null> {
  return tx.insert(insertRegistration, row)
}

/** The row that `input` makes, with a reference and a UID of its own. */
export function newRow(
  event: EventRecord,
  input: RegistrationInput,
  wish: Wanted,
  now: Date,
): NewRegistration {
  const at = now.toISOString()
  const reference = newReference()
  return {
    event_id: event.id,
    reference,
    uid: newUid(now),
    identity: identityOf(input.name, input.email),
    status: wish.status,
    pending_for: wish.pendingFor,
    name: input.name,
    email: input.email,
    phone: input.phone,
    phone_e164: e164(input.phone, event.document.venue.country),
    organization: input.organization,
    position: input.position,
    audience: input.group,
    locality: input.locality,
    guests: input.guests,
    guest_names: JSON.stringify(input.guestNames),
    sessions: JSON.stringify(input.sessions),
    answers: JSON.stringify(input.answers),
    note: input.note,
    language: input.language,
    source: input.source,
    consent_photos_at: input.consentPhotos ? at : null,
    consent_news_at: input.consentNews ? at : null,
    turn: null,
    hold_until: null,
    email_verified_at: null,
    sequence: 0,
    stamped_at: at,
    generation: 0,
    search: searchText({ ...input, reference }),
    entered_by: input.enteredBy,
    over_limit_reason: input.overLimitReason ?? null,
    registered_at: at,
    updated_at: at,
  }
}

type Searchable = Pick<RegistrationInput, 'name' | 'organization' | 'email' | 'phone'> & { reference: string }

/** Folded, the name first and in the order of its alphabet: lists are sorted by it. */
export function searchText({ name, organization, email, phone, reference }: Searchable): string {
  const digits = phone.replace(/\D/g, '')
  const parts = [name, organization, email ?? '', digits, reference]
  return alphabetical(fold(parts.filter((part) => part !== '').join(' · ')))
}
