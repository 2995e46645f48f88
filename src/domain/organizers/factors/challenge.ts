/** A question to a passkey. It is kept in its form, sealed, and can be answered once, by one person, for a while. */
import type { Tx } from '../../../database/database.ts'
import type { Tokens } from '../../../platform/tokens.ts'

const purpose = 'passkey challenge'
const challengeMilliseconds = 10 * 60 * 1000

export type Challenge = { for: 'make' | 'prove'; organizerId: number; text: string; until: string }

export function sealChallenge(
  tokens: Tokens,
  asked: Pick<Challenge, 'for' | 'organizerId' | 'text'>,
  now: Date,
): string {
  const until = new Date(now.getTime() + challengeMilliseconds).toISOString()
  return tokens.seal(purpose, { ...asked, until } satisfies Challenge)
}

/** Null unless it was asked of this person, for this, and not too long ago. */
export function openChallenge(
  tokens: Tokens,
  sealed: string,
  asked: Pick<Challenge, 'for' | 'organizerId'>,
  now: Date,
): Challenge | null {
  // Sealed by this file alone.
  const opened = tokens.open(purpose, sealed) as Challenge | null
  if (opened?.for !== asked.for || opened.organizerId !== asked.organizerId) return null
  return opened.until > now.toISOString() ? opened : null
}

/** Whether it is answered for the first time. */
export function spend(
  tx: Tx,
  { text, until }: Pick<Challenge, 'text' | 'until'>,
  now: Date,
): Promise<boolean> {
  return spendOnce(tx, `passkey ${text}`, until, now)
}

/** Whether `name` was never spent before; it is remembered until nobody could spend it any more anyway. */
export async function spendOnce(tx: Tx, name: string, until: string, now: Date): Promise<boolean> {
  await tx.db.deleteFrom('spent_challenges').where('expires_at', '<=', now.toISOString()).execute()
  const spent = await tx.db
    .insertInto('spent_challenges')
    .values({ name, expires_at: until })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst()
  return spent !== undefined
}
