/** What somebody gives to prove themselves, and whether it is good; each answer is good once. */
import type { Tx } from '../../../database/database.ts'
import { stepOfCode } from '../../../platform/one-time-codes.ts'
import type { Tokens } from '../../../platform/tokens.ts'
import { type Challenge, spend } from './challenge.ts'
import { factorRows } from './factor.ts'
import { useRecoveryCode } from './recovery-codes.ts'

export type FactorUsed = 'code' | 'passkey' | 'recovery-code'

export type Answer =
  | { kind: 'code'; code: string }
  | { kind: 'recovery-code'; code: string }
  /** Proven by `readProof`; what is left is to see that it is used once */
  | { kind: 'passkey'; factorId: number; challenge: Challenge; counter: number }

/** Uses the answer up; null when it is not good, or not any more. */
export async function useAnswer(
  tx: Tx,
  tokens: Tokens,
  organizerId: number,
  answer: Answer,
  now: Date,
): Promise<FactorUsed | null> {
  const isGood = {
    code: () => answer.kind === 'code' && useCode(tx, tokens, organizerId, answer.code, now),
    'recovery-code': () =>
      answer.kind === 'recovery-code' && useRecoveryCode(tx, organizerId, answer.code, now),
    passkey: () => answer.kind === 'passkey' && usePasskey(tx, organizerId, answer, now),
  }
  return (await isGood[answer.kind]()) ? answer.kind : null
}

/** A code of any of their apps. It is sealed anew with the newest SECRET, so that an old one can be dropped some day. */
async function useCode(
  tx: Tx,
  tokens: Tokens,
  organizerId: number,
  code: string,
  now: Date,
): Promise<boolean> {
  for (const { id, sealed_key } of await factorRows(tx.db, organizerId)) {
    const key = sealed_key === null ? null : openKey(tokens, sealed_key)
    const step = key === null ? null : stepOfCode(key, code, now)
    if (key === null || step === null) continue
    const used = await tx.db
      .updateTable('second_factors')
      .set({ last_step: step, last_used_at: now.toISOString(), sealed_key: sealKey(tokens, key) })
      .where('id', '=', id)
      .where((is) => is.or([is('last_step', 'is', null), is('last_step', '<', step)]))
      .executeTakeFirst()
    if (used.numUpdatedRows > 0n) return true
  }
  return false
}

/** Two answers with the same count cannot both be the passkey's; many passkeys do not count and say 0. */
async function usePasskey(
  tx: Tx,
  organizerId: number,
  { factorId, challenge, counter }: Extract<Answer, { kind: 'passkey' }>,
  now: Date,
): Promise<boolean> {
  if (!(await spend(tx, challenge, now))) return false
  const used = await tx.db
    .updateTable('second_factors')
    .set({ counter, last_used_at: now.toISOString() })
    .where('id', '=', factorId)
    .where('organizer_id', '=', organizerId)
    .$if(counter > 0, (rows) => rows.where('counter', '<', counter))
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

const purpose = 'authenticator app'

export function sealKey(tokens: Tokens, key: string): string {
  return tokens.seal(purpose, { key })
}

/** Null when none of the secrets of the site opens it. */
function openKey(tokens: Tokens, sealed: string): string | null {
  const opened = tokens.open(purpose, sealed)
  // Sealed by this file alone.
  return opened === null ? null : (opened as { key: string }).key
}
