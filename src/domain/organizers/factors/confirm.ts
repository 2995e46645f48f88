/** Steps that would help a thief most ask for a second factor once more, however long the session has lasted. */
import type { Database } from '../../../database/database.ts'
import type { Tokens } from '../../../platform/tokens.ts'
import { hashOf, type Session } from '../session.ts'
import { type Answer, useAnswer } from './answer.ts'
import { mustWait, noteWrongAnswer } from './wrong-answers.ts'

const freshMilliseconds = 5 * 60 * 1000

/** Whether a second factor was given a moment ago; who has none has nothing to give. */
export function isFresh({ factorAt, hasFactor }: Session, now: Date): boolean {
  if (!hasFactor) return true
  return factorAt !== null && now.getTime() - Date.parse(factorAt) < freshMilliseconds
}

export type Confirmed = { done: 'confirmed' } | { done: 'refused'; reason: 'wrong' | 'wait' }

/** Takes a second factor in a session that is open. */
export function confirmSession(
  database: Database,
  tokens: Tokens,
  { organizer, token }: Session,
  answer: Answer | null,
  now: Date,
): Promise<Confirmed> {
  return database.write(async (tx) => {
    // Written first, so that answers that come at once are looked at one after another.
    const session = tx.db.updateTable('organizer_sessions').where('token_hash', '=', hashOf(token))
    await session.set((is) => ({ factor_at: is.ref('factor_at') })).execute()
    if (await mustWait(tx, organizer.id, now)) return { done: 'refused', reason: 'wait' }
    if (answer && (await useAnswer(tx, tokens, organizer.id, answer, now))) {
      await session.set({ factor_at: now.toISOString() }).execute()
      return { done: 'confirmed' }
    }
    await noteWrongAnswer(tx, organizer.id, now)
    return { done: 'refused', reason: 'wrong' }
  })
}
