/** A new address for an organizer: asked for in a session, proven by the new mailbox, told to the old one. */
import type { Database, Tx } from '../../database/database.ts'
import type { Tokens } from '../../platform/tokens.ts'
import { record } from '../audit/record.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { LetterData, LetterKind } from '../outbox/letter.ts'
import { findOrganizer, type Organizer, organizerAddress } from './organizer.ts'

const linkMilliseconds = 24 * 60 * 60 * 1000

export type AddressAsked = { done: 'asked' } | { done: 'refused'; reason: 'bad-address' | 'same' }

/** Writes to the new address; nothing changes before its link is used. Whether a colleague has it is not told here. */
export async function askForAddress(
  database: Database,
  organizer: Organizer,
  typed: string,
  language: string,
  now: Date,
): Promise<AddressAsked> {
  const to = organizerAddress(typed)
  if (to === null) return { done: 'refused', reason: 'bad-address' }
  if (to === organizer.email) return { done: 'refused', reason: 'same' }
  const until = new Date(now.getTime() + linkMilliseconds).toISOString()
  const address = { organizerId: organizer.id, from: organizer.email, to, until }
  await database.write((tx) =>
    write(tx, 'address-confirm', { ...organizer, email: to }, language, { address }, now),
  )
  return { done: 'asked' }
}

export type AddressLink = { to: string; state: 'good' | 'used' | 'expired' }

/** What such a link is worth to this organizer now; null: it is none of theirs. */
export function addressLink(
  tokens: Tokens,
  { id, email }: Organizer,
  token: string,
  now: Date,
): AddressLink | null {
  const read = tokens.address.read(token)
  if (read === null || read.organizerId !== id) return null
  if (read.to === email) return { to: read.to, state: 'used' }
  if (!read.verify(email)) return null
  return { to: read.to, state: read.until > now.toISOString() ? 'good' : 'expired' }
}

export type AddressChanged = { done: 'changed' } | { done: 'refused'; reason: 'taken' }

/** Changes the address. Links that are on their way to the old one end, and the old one is told. */
export function changeAddress(
  database: Database,
  before: Organizer,
  to: string,
  language: string,
  now: Date,
): Promise<AddressChanged> {
  const { id, email } = before
  return database.write(async (tx) => {
    if ((await findOrganizer(tx.db, to)) !== undefined) return { done: 'refused', reason: 'taken' }
    await tx.db.updateTable('organizers').set({ email: to }).where('id', '=', id).execute()
    await tx.db
      .deleteFrom('sign_in_links')
      .where('organizer_id', '=', id)
      .where('used_at', 'is', null)
      .execute()
    const changed = { before: { email }, after: { email: to } }
    await record(tx, { action: 'account-changed', by: id, eventId: null, subject: to, ...changed }, now)
    const address = { organizerId: id, from: email, to, until: now.toISOString() }
    await write(tx, 'address-changed', before, language, { address }, now)
    return { done: 'changed' }
  })
}

async function write(
  tx: Tx,
  kind: Extract<LetterKind, 'address-confirm' | 'address-changed'>,
  { id, name, email, language }: Organizer,
  spoken: string,
  data: LetterData,
  now: Date,
): Promise<void> {
  const about = { eventId: null, registrationId: null, organizerId: id, questionId: null }
  const to = { language: language ?? spoken, toName: name, toEmail: email }
  await enqueue(tx, { kind, ...about, ...to, data }, now)
}
