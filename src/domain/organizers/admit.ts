import type { Tx } from '../../database/database.ts'
import { record } from '../audit/record.ts'
import type { FactorUsed } from './factors/answer.ts'
import { hasFactor } from './factors/factor.ts'
import { openHalf, type Visit } from './half-open.ts'
import { emailOf, settleLanguage } from './organizer.ts'
import { openSession } from './session.ts'

/** `half-way`: the second factor is still to be given. Either way the token for the cookie. */
export type Admitted = { done: 'signed-in'; session: string } | { done: 'half-way'; half: string }

/** Lets in somebody who has proven their address; who has a second factor is asked for it before any session exists. */
export async function admit(tx: Tx, organizerId: number, visit: Visit, now: Date): Promise<Admitted> {
  if (await hasFactor(tx.db, organizerId))
    return { done: 'half-way', half: await openHalf(tx, organizerId, visit, now) }
  return { done: 'signed-in', session: await enter(tx, organizerId, visit, null, now) }
}

/** Opens the session and writes down how. */
export async function enter(
  tx: Tx,
  organizerId: number,
  { how, userAgent, language }: Visit,
  factor: FactorUsed | null,
  now: Date,
): Promise<string> {
  const subject = await emailOf(tx.db, organizerId)
  const after = factor === null ? { how } : { how, factor }
  await record(tx, { action: 'signed-in', by: organizerId, eventId: null, subject, after }, now)
  if (language !== null) await settleLanguage(tx, organizerId, language)
  const factorAt = factor === null ? null : now.toISOString()
  return openSession(tx, { organizerId, userAgent, factorAt }, now)
}
