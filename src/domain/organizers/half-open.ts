/** The moment between the link in the letter and the second factor: it can be answered, and nothing else. */
import type { Kysely } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { type Organizer, organizer } from './organizer.ts'
import { hashOf, newToken, shortened } from './session.ts'

export const halfOpenMilliseconds = 10 * 60 * 1000

/** After so many wrong answers one begins anew, with a new link. */
export const mostTries = 5

/** How somebody came as far as to be asked, or in. */
export type SignInWay = 'link' | 'first-link' | 'single-sign-on'

/** `language`: chosen on the way in; null when the browser alone has asked for one */
export type Visitor = { userAgent: string; language: string | null }
export type Visit = Visitor & { how: SignInWay }

/** Answers the token for the cookie. */
export async function openHalf(
  tx: Tx,
  organizerId: number,
  { how, userAgent }: Visit,
  now: Date,
): Promise<string> {
  const token = newToken()
  await tx.db.deleteFrom('half_open_sessions').where('expires_at', '<=', now.toISOString()).execute()
  await tx.db
    .insertInto('half_open_sessions')
    .values({
      token_hash: hashOf(token),
      organizer_id: organizerId,
      how,
      user_agent: shortened(userAgent),
      tries: 0,
      expires_at: new Date(now.getTime() + halfOpenMilliseconds).toISOString(),
    })
    .execute()
  return token
}

export async function findHalfOpen(
  db: Kysely<Tables>,
  token: string,
  now: Date,
): Promise<Organizer | undefined> {
  const row = await db
    .selectFrom('half_open_sessions')
    .innerJoin('organizers', 'organizers.id', 'half_open_sessions.organizer_id')
    .selectAll('organizers')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return row && organizer(row)
}

export type Attempt = { organizerId: number; visit: Visit; tries: number }

/** Counts an answer before it is looked at, so that those who come at once are counted one by one. */
export async function countTry(tx: Tx, token: string, now: Date): Promise<Attempt | undefined> {
  const row = await tx.db
    .updateTable('half_open_sessions')
    .set((is) => ({ tries: is('tries', '+', 1) }))
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return undefined
  // Written by `openHalf` alone.
  const how = row.how as SignInWay
  const visit = { how, userAgent: row.user_agent, language: null }
  return { organizerId: row.organizer_id, visit, tries: row.tries }
}

export async function closeHalf(tx: Tx, token: string): Promise<void> {
  await tx.db.deleteFrom('half_open_sessions').where('token_hash', '=', hashOf(token)).execute()
}
