/** The way in while nobody is known: a link that the program prints when it starts. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { cleanLine } from '../../platform/text.ts'
import type { Tokens } from '../../platform/tokens.ts'
import { addOrFind, grant } from './add-organizer.ts'
import { enter } from './admit.ts'
import type { Visitor } from './half-open.ts'
import { organizerAddress } from './organizer.ts'

const purpose = 'first-organizer'
const linkMilliseconds = 24 * 60 * 60 * 1000

/**
 * The token of a link that makes the first administrator, for a day; null as soon as there is an organizer. It is
 * kept nowhere: the first to use it ends it, and every other one of its kind.
 */
export async function firstOrganizerToken(
  database: Database,
  tokens: Tokens,
  now: Date,
): Promise<string | null> {
  if (await anyOrganizer(database.read)) return null
  return tokens.seal(purpose, { until: new Date(now.getTime() + linkMilliseconds).toISOString() })
}

export type FirstLinkState = 'good' | 'used' | 'expired' | 'unknown'

/** What such a token is worth now; `unknown`: it is none of these. */
export async function firstLinkState(
  db: Kysely<Tables>,
  tokens: Tokens,
  token: string,
  now: Date,
): Promise<FirstLinkState> {
  const until = validUntil(tokens, token)
  if (until === null) return 'unknown'
  if (await anyOrganizer(db)) return 'used'
  return until > now.toISOString() ? 'good' : 'expired'
}

export type FirstAdmitted =
  | { done: 'signed-in'; session: string }
  | { done: 'refused'; reason: 'bad-address' | Exclude<FirstLinkState, 'good'> }

/** Makes the first administrator and signs them in. */
export async function admitFirstOrganizer(
  database: Database,
  tokens: Tokens,
  token: string,
  person: Visitor & { email: string; name: string },
  now: Date,
): Promise<FirstAdmitted> {
  const email = organizerAddress(person.email)
  return database.write(async (tx) => {
    await lockOrganizers(tx)
    const state = await firstLinkState(tx.db, tokens, token, now)
    if (state !== 'good') return { done: 'refused', reason: state }
    if (email === null) return { done: 'refused', reason: 'bad-address' }
    const id = await addOrFind(tx, email, cleanLine(person.name, 200), now)
    await grant(tx, id, 'admin', [null])
    const { userAgent, language } = person
    const visit = { how: 'first-link' as const, userAgent, language }
    return { done: 'signed-in', session: await enter(tx, id, visit, null, now) }
  })
}

/** Two who come at once would both find nobody. SQLite has one writer anyway. */
async function lockOrganizers(tx: Tx): Promise<void> {
  if (tx.dialect === 'postgres') await sql`lock table organizers in share row exclusive mode`.execute(tx.db)
}

async function anyOrganizer(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('organizers').select('id').limit(1).executeTakeFirst()) !== undefined
}

function validUntil(tokens: Tokens, token: string): string | null {
  const sealed = tokens.open(purpose, token)
  // Sealed by this file alone.
  return sealed === null ? null : (sealed as { until: string }).until
}
