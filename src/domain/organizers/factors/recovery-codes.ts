/** Ten codes on paper, for the day on which the telephone is lost. Shown once, kept as hashes, each good once. */
import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import { record } from '../../audit/record.ts'
import { emailOf } from '../organizer.ts'

const codes = 10
const letters = 16
/** Thirty-two signs, none of which looks like another on paper */
const signs = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Makes new codes and forgets those before. Answers them as they are to be written down: `abcd-efgh-ijkm-npqr`. */
export async function makeRecoveryCodes(tx: Tx, organizerId: number, now: Date): Promise<string[]> {
  const made = Array.from({ length: codes }, newCode)
  await tx.db.deleteFrom('recovery_codes').where('organizer_id', '=', organizerId).execute()
  await tx.db
    .insertInto('recovery_codes')
    .values(made.map((code) => ({ organizer_id: organizerId, code_hash: hashOf(code), used_at: null })))
    .execute()
  const subject = await emailOf(tx.db, organizerId)
  await record(tx, { action: 'recovery-codes-made', by: organizerId, eventId: null, subject }, now)
  return made
}

/** Whether the code was good and unused; from now on it is used. */
export async function useRecoveryCode(
  tx: Tx,
  organizerId: number,
  typed: string,
  now: Date,
): Promise<boolean> {
  const used = await tx.db
    .updateTable('recovery_codes')
    .set({ used_at: now.toISOString() })
    .where('organizer_id', '=', organizerId)
    .where('code_hash', '=', hashOf(typed))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (used.numUpdatedRows === 0n) return false
  const subject = await emailOf(tx.db, organizerId)
  const after = { left: await unusedRecoveryCodes(tx.db, organizerId) }
  await record(tx, { action: 'recovery-code-used', by: organizerId, eventId: null, subject, after }, now)
  return true
}

/** How many are left. */
export async function unusedRecoveryCodes(db: Kysely<Tables>, organizerId: number): Promise<number> {
  const { n } = await db
    .selectFrom('recovery_codes')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('organizer_id', '=', organizerId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** 80 random bits: too many to be guessed from a hash, so the hash may be a quick one. */
function newCode(): string {
  const drawn = [...randomBytes(letters)].map((byte) => signs.charAt(byte % signs.length))
  return drawn.join('').replace(/(.{4})(?!$)/g, '$1-')
}

/** However it was typed: capitals, spaces and hyphens aside. */
function hashOf(typed: string): string {
  return createHash('sha256')
    .update(typed.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('hex')
}
