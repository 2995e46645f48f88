/** Where somebody is signed in, for their own eyes: each session ended alone, or all but the present one. */
import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { record } from '../audit/record.ts'
import type { Organizer } from './organizer.ts'
import { hashOf, type Session } from './session.ts'

export type OwnSession = {
  /** The hash of its token, which opens nothing */
  id: string
  createdAt: string
  lastUsedAt: string
  userAgent: string
  isPresent: boolean
}

/** The present one first, then the last used. */
export async function ownSessions(
  db: Kysely<Tables>,
  { organizer, token }: Session,
  now: Date,
): Promise<OwnSession[]> {
  const rows = await db
    .selectFrom('organizer_sessions')
    .selectAll()
    .where('organizer_id', '=', organizer.id)
    .where('expires_at', '>', now.toISOString())
    .orderBy('last_used_at', 'desc')
    .orderBy('token_hash')
    .execute()
  const present = hashOf(token)
  const sessions = rows.map((row) => ({
    id: row.token_hash,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    userAgent: row.user_agent,
    isPresent: row.token_hash === present,
  }))
  return sessions.sort((a, b) => Number(b.isPresent) - Number(a.isPresent))
}

/** Ends one session of one's own; answers how many ended. */
export function endSession(database: Database, { organizer }: Session, id: string, now: Date) {
  return database.write(async (tx) => {
    const ended = await tx.db
      .deleteFrom('organizer_sessions')
      .where('organizer_id', '=', organizer.id)
      .where('token_hash', '=', id)
      .executeTakeFirst()
    return noteEnded(tx, organizer.id, organizer, Number(ended.numDeletedRows), now)
  })
}

export function endOtherSessions(database: Database, session: Session, now: Date): Promise<number> {
  return database.write((tx) => endAllBut(tx, session.organizer, session.token, session.organizer.id, now))
}

/** Ends all sessions of somebody, half-open ones too, save the one with this token; null spares none. */
export async function endAllBut(
  tx: Tx,
  { id, email }: Pick<Organizer, 'id' | 'email'>,
  spared: string | null,
  by: number | null,
  now: Date,
): Promise<number> {
  await tx.db.deleteFrom('half_open_sessions').where('organizer_id', '=', id).execute()
  const ended = await tx.db
    .deleteFrom('organizer_sessions')
    .where('organizer_id', '=', id)
    .$if(spared !== null, (rows) => rows.where('token_hash', '!=', hashOf(spared ?? '')))
    .executeTakeFirst()
  return noteEnded(tx, by, { id, email }, Number(ended.numDeletedRows), now)
}

async function noteEnded(
  tx: Tx,
  by: number | null,
  { id, email }: Pick<Organizer, 'id' | 'email'>,
  sessions: number,
  now: Date,
): Promise<number> {
  if (sessions > 0)
    await record(
      tx,
      {
        action: 'sessions-ended',
        by,
        eventId: null,
        subject: email,
        ...(by === id ? {} : { colleagueId: id }),
        after: { sessions },
      },
      now,
    )
  return sessions
}
