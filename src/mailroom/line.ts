/** Whether letters may go to the server now: after a trouble that would meet every letter alike, all wait. */
import type { Outcome } from '../platform/smtp-outcome.ts'
import { pauseMilliseconds, type Trouble } from './backoff.ts'

export type LineStatus =
  | { state: 'open' }
  | {
      state: 'paused'
      trouble: Trouble
      reason: string
      replyCode: number | null
      since: string
      until: string
    }

type TroubleOutcome = Extract<Outcome, { outcome: Trouble }>

export type Line = {
  status(): LineStatus
  /** Milliseconds until the next letter may be tried; 0 when it may now. */
  wait(now: Date): number
  /** True until a conversation has come about since the last trouble: one letter goes ahead of the others. */
  onTrial(): boolean
  heard(outcome: Outcome, now: Date): void
}

/** Pauses grow with each trouble in a row; the first conversation that comes about opens the line. */
export function createLine(): Line {
  let status: LineStatus = { state: 'open' }
  let times = 0

  function pause({ outcome: trouble, reason, replyCode }: TroubleOutcome, now: Date): void {
    const before = status
    // Letters that were under way together tell of one trouble, not of many.
    if (before.state === 'paused' && now.toISOString() < before.until) return
    times = before.state === 'paused' && before.trouble === trouble ? times + 1 : 1
    const until = new Date(now.getTime() + pauseMilliseconds(trouble, times)).toISOString()
    const since = before.state === 'paused' ? before.since : now.toISOString()
    status = { state: 'paused', trouble, reason, replyCode, since, until }
  }

  return {
    status: () => status,
    onTrial: () => status.state === 'paused',
    wait: (now) => (status.state === 'open' ? 0 : Math.max(0, Date.parse(status.until) - now.getTime())),
    heard(outcome, now) {
      if (isTrouble(outcome)) pause(outcome, now)
      else if (status.state === 'paused' && mayOpen(status, now)) status = { state: 'open' }
    },
  }
}

/** A letter that was under way when the trouble came proves that the server is there, but not that it is patient. */
function mayOpen({ trouble, until }: Extract<LineStatus, { state: 'paused' }>, now: Date): boolean {
  return trouble === 'unreachable' || now.toISOString() >= until
}

export function isTrouble(outcome: Outcome): outcome is TroubleOutcome {
  return ['unreachable', 'backoff', 'configuration'].includes(outcome.outcome)
}
