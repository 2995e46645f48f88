/** Who an organizer is at a provider of single sign-on: an address can pass to another person there, a subject never. */
import type { Database, Tx } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import { findOrganizer, type Organizer } from './organizer.ts'

export type Subject = { issuer: string; subject: string }

/** Whether `subject` is this organizer and nobody else; who comes for the first time is bound to it. */
export async function bindSubject(
  tx: Tx,
  { id, email }: Organizer,
  { issuer, subject }: Subject,
  now: Date,
): Promise<boolean> {
  const bound = await tx.db
    .insertInto('sign_on_bindings')
    .values({ issuer, subject, organizer_id: id, bound_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('subject')
    .executeTakeFirst()
  if (bound === undefined) return isBound(tx, id, { issuer, subject })
  await record(tx, { action: 'sign-on-bound', by: id, eventId: null, subject: email, after: { issuer } }, now)
  return true
}

async function isBound(tx: Tx, organizerId: number, { issuer, subject }: Subject): Promise<boolean> {
  const row = await tx.db
    .selectFrom('sign_on_bindings')
    .select('organizer_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.organizer_id === organizerId
}

/** Forgets who somebody is at their providers: the next time binds anew. False when nothing was known. */
export function releaseSignOn(database: Database, email: string, by: number, now: Date): Promise<boolean> {
  return database.write(async (tx) => {
    const colleague = await findOrganizer(tx.db, email)
    if (colleague === undefined) return false
    const released = await tx.db
      .deleteFrom('sign_on_bindings')
      .where('organizer_id', '=', colleague.id)
      .returning('issuer')
      .execute()
    if (released.length === 0) return false
    const before = { issuers: released.map(({ issuer }) => issuer) }
    const about = { eventId: null, colleagueId: colleague.id, subject: email }
    await record(tx, { action: 'sign-on-released', by, ...about, before }, now)
    return true
  })
}
