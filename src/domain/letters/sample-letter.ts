/** A letter as one of its recipients would get it, to be looked at before it is sent. */
import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { record } from '../audit/record.ts'
import type { EventRecord } from '../events/event-record.ts'
import { allowed } from '../organizers/permissions.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Audience } from '../registrations/attendee-filter.ts'
import { type ClaimedLetter, letterRegistrations } from '../registrations/due-letters.ts'
import type { Writer } from './draft.ts'
import { reached, type Selection } from './selection.ts'
import { subjectOf, type WrittenLetter } from './written-letter.ts'

export type Recipient = { id: number; reference: string; name: string; email: string; language: string }

/** The recipient of this reference, else the first; with those before and after. */
export async function recipientOf(
  db: Kysely<Tables>,
  audience: Audience,
  selection: Selection,
  reference: string,
): Promise<{ recipient: Recipient; previous?: string; next?: string } | undefined> {
  const all = recipients(db, audience, selection)
  const named = await all.where('registrations.reference', '=', reference).executeTakeFirst()
  const recipient = named ?? (await all.orderBy('registrations.id').executeTakeFirst())
  if (recipient === undefined) return undefined
  const { id } = recipient
  const [before, after] = await Promise.all([
    all.where('registrations.id', '<', id).orderBy('registrations.id', 'desc').executeTakeFirst(),
    all.where('registrations.id', '>', id).orderBy('registrations.id').executeTakeFirst(),
  ])
  return {
    recipient: { ...recipient, email: recipient.email ?? '' },
    ...(before === undefined ? {} : { previous: before.reference }),
    ...(after === undefined ? {} : { next: after.reference }),
  }
}

function recipients(db: Kysely<Tables>, audience: Audience, selection: Selection) {
  return db
    .selectFrom('registrations')
    .select(['registrations.id', 'registrations.reference', 'registrations.name'])
    .select(['registrations.email', 'registrations.language'])
    .where((is) => reached(is, audience, selection))
    .limit(1)
}

/** What the mailroom would be handed, but for links that would open the registration. */
export async function sampleFor(
  db: Kysely<Tables>,
  event: EventRecord,
  letter: WrittenLetter,
  { id, name, email, language }: Recipient,
  now: Date,
): Promise<ClaimedLetter> {
  const registrations = await letterRegistrations(db, [id])
  return {
    id: 0,
    kind: 'letter',
    language: languageFor(letter, language),
    to: { name, email },
    messageId: letter.key,
    createdAt: now.toISOString(),
    claimedUntil: now.toISOString(),
    attempts: 0,
    data: { sample: id },
    knew: null,
    event,
    registration: registrations.get(id) ?? null,
    subscription: null,
    news: [],
    written: letter,
  }
}

/** The language in which somebody gets it. */
export function languageFor({ texts, fallback }: Pick<WrittenLetter, 'texts' | 'fallback'>, reads: string) {
  return Object.hasOwn(texts, reads) ? reads : fallback
}

/** Sends it to the organizer, marked as a test, as it would go to this recipient. */
export function sendTest(
  database: Database,
  writer: Writer,
  letter: WrittenLetter,
  recipient: Recipient,
  to: { name: string; email: string },
  now: Date,
): Promise<void> {
  const { eventId, permission } = writer
  return database.write(async (tx) => {
    const may = await tx.db
      .selectFrom('events')
      .select('id')
      .where('id', '=', eventId)
      .where(allowed(permission, eventId))
      .executeTakeFirst()
    if (may === undefined) return
    const data = { letter: letter.id, sample: recipient.id }
    const language = languageFor(letter, recipient.language)
    const addressed = { toName: to.name, toEmail: to.email, language, data }
    const about = { eventId, registrationId: null, organizerId: permission.organizerId, questionId: null }
    await enqueue(tx, { kind: 'letter-test', ...about, ...addressed }, now)
    const subject = subjectOf(letter, language)
    await record(tx, { action: 'letter-tested', by: permission.organizerId, eventId, subject }, now)
  })
}
