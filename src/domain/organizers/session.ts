/** Organizers' sessions. The cookie holds 256 random bits, the table only their hash: a copy of it opens nothing. */
import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { demandMark } from './factors/demand.ts'
import { type Organizer, organizer } from './organizer.ts'

const hour = 60 * 60 * 1000

/** A working day after the last use, and never longer than a week. */
const idleMilliseconds = 12 * hour
const longestMilliseconds = 7 * 24 * hour

const longestUserAgent = 200

export type Session = {
  organizer: Organizer
  token: string
  createdAt: string
  expiresAt: string
  lastUsedAt: string
  /** When a second factor was last given in this session; null: never */
  factorAt: string | null
  hasFactor: boolean
  /** A second factor is demanded and there is none yet: nothing can be done before. */
  mustEnrol: boolean
}

export type NewSession = { organizerId: number; userAgent: string; factorAt: string | null }

/** Opens a session and clears away those that have ended. Answers the token for the cookie. */
export async function openSession(
  tx: Tx,
  { organizerId, userAgent, factorAt }: NewSession,
  now: Date,
): Promise<string> {
  const token = newToken()
  await tx.db.deleteFrom('organizer_sessions').where('expires_at', '<=', now.toISOString()).execute()
  await tx.db
    .insertInto('organizer_sessions')
    .values({
      token_hash: hashOf(token),
      organizer_id: organizerId,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + idleMilliseconds).toISOString(),
      user_agent: shortened(userAgent),
      last_used_at: now.toISOString(),
      factor_at: factorAt,
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
    .select(['organizer_sessions.created_at as opened_at', 'expires_at', 'last_used_at', 'factor_at'])
    .select((from) => [
      from
        .selectFrom('second_factors')
        .select('second_factors.id')
        .whereRef('second_factors.organizer_id', '=', 'organizers.id')
        .limit(1)
        .as('factor'),
      from.selectFrom('marks').select('marks.name').where('marks.name', '=', demandMark).as('demanded'),
    ])
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return (
    row && {
      organizer: organizer(row),
      token,
      createdAt: row.opened_at,
      expiresAt: row.expires_at,
      lastUsedAt: row.last_used_at,
      factorAt: row.factor_at,
      hasFactor: row.factor !== null,
      mustEnrol: row.factor === null && row.demanded !== null,
    }
  )
}

/** Moves the end of a session that is in use; writes at most once an hour. */
export async function keepSession(database: Database, session: Session, now: Date): Promise<void> {
  if (now.getTime() - Date.parse(session.lastUsedAt) < hour) return
  const latest = Date.parse(session.createdAt) + longestMilliseconds
  const until = Math.min(now.getTime() + idleMilliseconds, latest)
  await database.write((tx) =>
    tx.db
      .updateTable('organizer_sessions')
      .set({ expires_at: new Date(until).toISOString(), last_used_at: now.toISOString() })
      .where('token_hash', '=', hashOf(session.token))
      .execute(),
  )
}

export async function signOut(database: Database, token: string): Promise<void> {
  await database.write(async (tx) => {
    for (const table of ['organizer_sessions', 'half_open_sessions'] as const)
      await tx.db.deleteFrom(table).where('token_hash', '=', hashOf(token)).execute()
  })
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function shortened(userAgent: string): string {
  return userAgent.slice(0, longestUserAgent)
}
