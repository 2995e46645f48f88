import type { Insertable } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { SecondFactorsTable } from '../../../database/tables.ts'
import { stepOfCode } from '../../../platform/one-time-codes.ts'
import type { KnownPasskey } from '../../../platform/passkeys.ts'
import { cleanLine } from '../../../platform/text.ts'
import type { Tokens } from '../../../platform/tokens.ts'
import { record } from '../../audit/record.ts'
import { endAllBut } from '../own-sessions.ts'
import { hashOf, type Session } from '../session.ts'
import { sealKey } from './answer.ts'
import { type Challenge, spend } from './challenge.ts'
import { hasFactor } from './factor.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

/** `codes`: new recovery codes, which come with the first factor alone. */
export type FactorAdded =
  | { done: 'added'; codes: readonly string[] }
  | { done: 'refused'; reason: 'wrong-code' | 'spent' }

/** Adds an authenticator app that has proven to know the key. The code that proved it is used up with that. */
export async function addApp(
  database: Database,
  tokens: Tokens,
  session: Session,
  app: { key: string; code: string; name: string },
  now: Date,
): Promise<FactorAdded> {
  const step = stepOfCode(app.key, app.code, now)
  if (step === null) return { done: 'refused', reason: 'wrong-code' }
  const factor = { kind: 'app' as const, sealed_key: sealKey(tokens, app.key), last_step: step }
  return database.write((tx) => add(tx, session, app.name, factor, now))
}

/** Adds a passkey that the browser has made in answer to `challenge`. */
export function addPasskey(
  database: Database,
  session: Session,
  passkey: KnownPasskey & { name: string; challenge: Challenge },
  now: Date,
): Promise<FactorAdded> {
  return database.write(async (tx) => {
    if (!(await spend(tx, passkey.challenge, now))) return { done: 'refused', reason: 'spent' }
    const factor = {
      kind: 'passkey' as const,
      credential_id: passkey.id,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: JSON.stringify(passkey.transports),
    }
    return add(tx, session, passkey.name, factor, now)
  })
}

type FactorValues = { kind: 'app' | 'passkey' } & Partial<Insertable<SecondFactorsTable>>

async function add(
  tx: Tx,
  session: Session,
  typed: string,
  factor: FactorValues,
  now: Date,
): Promise<FactorAdded> {
  const { organizer, token } = session
  const isFirst = !(await hasFactor(tx.db, organizer.id))
  const name = cleanLine(typed, 60)
  if (!(await insert(tx, organizer.id, name, factor, now))) return { done: 'refused', reason: 'spent' }
  await record(
    tx,
    {
      action: 'second-factor-added',
      by: organizer.id,
      eventId: null,
      subject: organizer.email,
      after: { kind: factor.kind, name },
    },
    now,
  )
  await tx.db
    .updateTable('organizer_sessions')
    .set({ factor_at: now.toISOString() })
    .where('token_hash', '=', hashOf(token))
    .execute()
  if (!isFirst) return { done: 'added', codes: [] }
  // They were opened without it.
  await endAllBut(tx, organizer, token, organizer.id, now)
  return { done: 'added', codes: await makeRecoveryCodes(tx, organizer.id, now) }
}

/** False when this very passkey is known already. */
async function insert(
  tx: Tx,
  organizerId: number,
  name: string,
  factor: FactorValues,
  now: Date,
): Promise<boolean> {
  const row = await tx.db
    .insertInto('second_factors')
    .values({
      organizer_id: organizerId,
      name,
      sealed_key: null,
      last_step: null,
      credential_id: null,
      public_key: null,
      counter: null,
      transports: null,
      created_at: now.toISOString(),
      last_used_at: null,
      ...factor,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
