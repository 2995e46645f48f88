/** What the outbox keeps of each outcome. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { settleDropped, settleFailed, settleRetry, settleSent } from '../domain/outbox/settle.ts'
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Outcome } from '../platform/smtp-outcome.ts'
import { nextTry } from './backoff.ts'

export type SettleParts = { database: Database; worker: string; clock: Clock; log: Log; random: () => number }

/** What became of a letter here: the mail's own outcomes, one that could not be written, one that we broke off. */
export type LetterOutcome =
  | Outcome
  | { outcome: 'unwritten'; reason: 'cannot-render'; replyCode: null }
  | { outcome: 'unwanted'; reason: 'stopped' | 'unwanted'; replyCode: null }
  | { outcome: 'stopped'; reason: 'connection-cut'; replyCode: null }

type Unsent = Exclude<LetterOutcome, { outcome: 'sent' }>

export async function settleUnsent(
  parts: SettleParts,
  letter: ClaimedLetter,
  outcome: Unsent,
): Promise<void> {
  const { database, worker, clock, random } = parts
  const { reason, replyCode } = outcome
  const now = clock()
  const fail = (why: string) => settleFailed(database, letter.id, worker, { reason: why, replyCode })
  const again = (due: Date, countsAsTry: boolean) =>
    settleRetry(database, letter.id, worker, { dueAt: due.toISOString(), reason, replyCode, countsAsTry })

  switch (outcome.outcome) {
    case 'unwanted':
      return settleDropped(database, letter.id, worker, reason)
    case 'rejected':
      return fail(reason)
    case 'retry':
    case 'unwritten': {
      const due = nextTry(letter.attempts + 1, letter.createdAt, now, random())
      return due === null ? fail('too-old') : again(due, true)
    }
    case 'unreachable':
      // No server has seen it. The line is closed for a while; the letter is due as soon as it opens.
      return nextTry(1, letter.createdAt, now, 0) === null ? fail('too-old') : again(now, false)
    case 'backoff':
    case 'configuration':
    case 'stopped':
      return again(now, false)
  }
}

const together = 64
const togetherMilliseconds = 40

/** Settles letters that were sent, some at a time: so they share a commit, and its price. */
export function settleTogether(parts: SettleParts, settled: (ids: readonly number[]) => void) {
  let ids: number[] = []
  let timer: NodeJS.Timeout | undefined
  const running = new Set<Promise<void>>()

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    const batch = ids
    ids = []
    if (batch.length === 0) return
    const now = parts.clock()
    const settle = () => Promise.all(batch.map((id) => settleSent(parts.database, id, now)))
    const done = persist(parts.log, settle).then(() => settled(batch))
    running.add(done)
    void done.finally(() => running.delete(done))
  }

  return {
    sent(id: number): void {
      ids.push(id)
      if (ids.length >= together) flush()
      else timer ??= setTimeout(flush, togetherMilliseconds)
    },
    async finish(): Promise<void> {
      flush()
      await Promise.all(running)
    },
  }
}

const patience = 60

/**
 * Tries again for a minute while the database does not answer: a letter that left and is not settled would leave once
 * more. After that the claim runs out and the letter is anybody's.
 */
export async function persist(log: Log, settle: () => Promise<unknown>): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      await settle()
      return
    } catch (error) {
      log.error({ error: String(error), tried }, 'a letter could not be settled')
      if (tried >= patience) return
      await pause(1000)
    }
  }
}
