import type { Database } from '../../database/database.ts'
import type { Tokens } from '../../platform/tokens.ts'
import { enter } from './admit.ts'
import { type Answer, useAnswer } from './factors/answer.ts'
import { mustWait, noteWrongAnswer } from './factors/wrong-answers.ts'
import { closeHalf, countTry, mostTries } from './half-open.ts'

export type SignInCompleted =
  | { done: 'signed-in'; session: string }
  /** `ended`: there is no half-open session, or no longer. `locked`: it was the last try. `wait`: too many in an hour. */
  | { done: 'refused'; reason: 'wrong' | 'locked' | 'ended' | 'wait' }

/** Takes the second factor of whoever is half in: a session, and the half-open one ends; or one try fewer. */
export function completeSignIn(
  database: Database,
  tokens: Tokens,
  token: string,
  answer: Answer | null,
  now: Date,
): Promise<SignInCompleted> {
  return database.write(async (tx) => {
    const attempt = await countTry(tx, token, now)
    if (attempt === undefined) return { done: 'refused', reason: 'ended' }
    const { organizerId, visit, tries } = attempt
    if (await mustWait(tx, organizerId, now)) return { done: 'refused', reason: 'wait' }
    const used = answer && (await useAnswer(tx, tokens, organizerId, answer, now))
    if (used) {
      await closeHalf(tx, token)
      return { done: 'signed-in', session: await enter(tx, organizerId, visit, used, now) }
    }
    await noteWrongAnswer(tx, organizerId, now)
    if (tries < mostTries) return { done: 'refused', reason: 'wrong' }
    await closeHalf(tx, token)
    return { done: 'refused', reason: 'locked' }
  })
}
