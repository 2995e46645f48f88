/** Organizers' sessions. The cookie holds 256 random bits, the table only their hash: a copy of it opens nothing. */
import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { type Organizer, organizer } from './organizer.ts'

const hour = 60 * 60 * 1000

/** A working day after the last use, and never longer than a week. */
const idleMilliseconds = 12 * hour
const longestMilliseconds = 7 * 24 * hour

export type Session = { organizer: Organizer; token: string; createdAt: string; expiresAt: string }

/** Opens a session and clears away those that have ended. Answers the token for the cookie. */
export async function openSession(tx: Tx, organizerId: number, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await tx.db.deleteFrom('organizer_sessions').where('expires_at', '<=', now.toISOString()).execute()
  await tx.db
    .insertInto('organizer_sessions')
    .values({
      token_hash: hashOf(token),
      organizer_id: organizerId,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + idleMilliseconds).toISOString(),
    })
    .execute()
  await tx.db
    .updateTable('organizers')
    .set({ seen_at: now.toISOString() })
    .where('id', '=', organizerId)
    .execute()
  return token
}

export async function findSession(
  db: Kysely<Tables>,
  token: string,
  now: Date,
): Promise<Session | undefined> {
  const row = await db
    .selectFrom('organizer_sessions')
    .innerJoin('organizers', 'organizers.id', 'organizer_sessions.organizer_id')
    .selectAll('organizers')
    .select(['organizer_sessions.created_at as opened_at', 'organizer_sessions.expires_at'])
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return row && { organizer: organizer(row), token, createdAt: row.opened_at, expiresAt: row.expires_at }
}

/** Moves the end of a session that is in use; writes at most once an hour. */
export async function keepSession(database: Database, session: Session, now: Date): Promise<void> {
  const latest = Date.parse(session.createdAt) + longestMilliseconds
  const until = Math.min(now.getTime() + idleMilliseconds, latest)
  if (until - Date.parse(session.expiresAt) < hour) return
  const expires_at = new Date(until).toISOString()
  await database.write((tx) =>
    tx.db
      .updateTable('organizer_sessions')
      .set({ expires_at })
      .where('token_hash', '=', hashOf(session.token))
      .execute(),
  )
}

export async function signOut(database: Database, token: string): Promise<void> {
  await database.write((tx) =>
    tx.db.deleteFrom('organizer_sessions').where('token_hash', '=', hashOf(token)).execute(),
  )
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
