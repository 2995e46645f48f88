import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import { allowed } from '../organizers/permissions.ts'
import type { Writer } from './draft.ts'

/** One row of the outbox, or all that failed: of the event or of one letter. */
export type Resent = { id: number } | { letter: number } | 'all'

const rowsAtOnce = 250

/**
 * Sends what could not be delivered once more, to the address that is known now. Left alone is what later events have
 * overtaken, what nobody has an address for, and what the person or an organizer has stopped. Answers how many go out.
 */
export async function resend(database: Database, writer: Writer, what: Resent, now: Date): Promise<number> {
  let again = 0
  for (let last = 0; ; ) {
    const piece = await database.write((tx) => resendPiece(tx, writer, what, last, now))
    again += piece.again
    if (piece.last === null) break
    last = piece.last
  }
  if (again > 0) await database.write((tx) => note(tx, writer, what, again, now))
  return again
}

async function resendPiece(tx: Tx, writer: Writer, what: Resent, last: number, now: Date) {
  const failed = await failedAfter(tx, writer, what, last).execute()
  const ids = failed.map(({ id }) => id)
  if (ids.length === 0) return { again: 0, last: null }
  const at = now.toISOString()
  const { numUpdatedRows } = await tx.db
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, reason: null, reply_code: null, due_at: at, created_at: at })
    .set({ to_email: asKnown('email'), to_name: asKnown('name') })
    .where('id', 'in', ids)
    .where('state', '=', 'failed')
    .where(isStillTrue)
    .where(mayBeSent)
    .executeTakeFirst()
  return { again: Number(numUpdatedRows), last: ids.at(-1) ?? null }
}

function failedAfter(tx: Tx, { eventId, permission }: Writer, what: Resent, last: number) {
  const failed = tx.db
    .selectFrom('outbox')
    .select('id')
    .where('event_id', '=', eventId)
    .where('state', '=', 'failed')
    .where('id', '>', last)
    .where(allowed(permission, eventId))
    .orderBy('id')
    .limit(rowsAtOnce)
  if (what === 'all') return failed
  return 'id' in what ? failed.where('id', '=', what.id) : failed.where('letter_id', '=', what.letter)
}

/** What is known of the person now; letters that are about nobody keep theirs. */
function asKnown(column: 'email' | 'name') {
  return sql<string>`coalesce((select registrations.${sql.ref(column)} from registrations
    where registrations.id = outbox.registration_id), outbox.${sql.ref(`to_${column}`)})`
}

/** A letter about a registration is sent again only as long as none was written after it. */
const isStillTrue = sql<boolean>`(outbox.kind = 'letter' or outbox.registration_id is null or not exists (
  select 1 from outbox as later where later.registration_id = outbox.registration_id
    and later.id > outbox.id and later.kind <> 'letter' and later.state <> 'dropped'))`

const mayBeSent = sql<boolean>`(outbox.registration_id is null or exists (
  select 1 from registrations where registrations.id = outbox.registration_id
    and registrations.email is not null
    and (outbox.kind <> 'letter' or registrations.letters_stopped_at is null)))
  and (outbox.letter_id is null or not exists (
    select 1 from letters where letters.id = outbox.letter_id and letters.state in ('stopping', 'stopped')))`

async function note(tx: Tx, writer: Writer, what: Resent, letters: number, now: Date): Promise<void> {
  const { eventId, permission } = writer
  const subject = what === 'all' ? 'all' : 'id' in what ? await addressOf(tx, what.id) : `${what.letter}`
  await record(
    tx,
    { action: 'letters-resent', by: permission.organizerId, eventId, subject, after: { letters } },
    now,
  )
}

async function addressOf(tx: Tx, id: number): Promise<string> {
  const row = await tx.db.selectFrom('outbox').select('to_email').where('id', '=', id).executeTakeFirst()
  return row?.to_email ?? ''
}
