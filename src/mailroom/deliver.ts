import type { Database } from '../database/database.ts'
import type { ClaimedLetter, RenderLetter } from '../domain/registrations/due-letters.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Mailer, Outcome } from '../platform/mailer.ts'
import { attemptWith } from './attempt.ts'
import { createBell } from './bell.ts'
import { holdLetters } from './held-letters.ts'
import { createLine, type LineStatus } from './line.ts'
import { type LetterOutcome, persist, settleTogether, settleUnsent } from './settle-letter.ts'

export type DeliveryParts = {
  database: Database
  mailer: Mailer
  render: RenderLetter
  clock: Clock
  log: Log
  /** Names this worker in the rows that it claims; of no other process or run */
  worker: string
  /** In [0, 1) */
  random: () => number
  /** Milliseconds; absent: `paces` below */
  paces?: Partial<typeof paces>
}

export type DeliveryStatus = { line: LineStatus; sent: number; underWay: number }

export type Delivery = {
  /** Something was put into the outbox by this process: look soon. */
  nudge(): void
  status(): DeliveryStatus
  /** Finishes what is under way, gives the rest back; breaks off what is not done after `graceMilliseconds`. */
  stop(graceMilliseconds?: number): Promise<void>
}

const paces = {
  /** How often the outbox is looked at unasked: other processes write into it too. */
  poll: 1000,
  /** A nudge waits a little: whoever confirms in the same moment shares the claim. */
  nudge: 20,
  renew: 15_000,
}

const mostClaimed = 100

/** Sends due letters until stopped. Several workers may share one outbox; each letter is sent by one of them. */
export function startDelivery(parts: DeliveryParts): Delivery {
  return new OutboxDelivery(parts)
}

class OutboxDelivery implements Delivery {
  private readonly parts: DeliveryParts
  private readonly paces: typeof paces
  private readonly line = createLine()
  private readonly bell = createBell()
  private readonly broken = new AbortController()
  private readonly underWay = new Set<Promise<void>>()
  private readonly held: ReturnType<typeof holdLetters>
  private readonly settled: ReturnType<typeof settleTogether>
  private readonly attempt: ReturnType<typeof attemptWith>
  private readonly timers: NodeJS.Timeout[]
  private readonly running: Promise<void>
  private nudged: NodeJS.Timeout | undefined
  private appetite: number
  private mayBeMore = true
  private stopping = false
  private sent = 0

  constructor(parts: DeliveryParts) {
    this.parts = parts
    this.paces = { ...paces, ...parts.paces }
    this.appetite = this.least()
    this.held = holdLetters(parts.database, parts.worker, parts.clock)
    this.attempt = attemptWith(parts, this.broken.signal)
    this.settled = settleTogether(parts, (ids) => this.done(ids))
    this.timers = [
      setInterval(() => this.look(), this.paces.poll),
      setInterval(() => this.guarded(this.held.renew), this.paces.renew),
    ]
    this.running = this.run()
  }

  nudge(): void {
    this.nudged ??= setTimeout(() => {
      this.nudged = undefined
      this.look()
    }, this.paces.nudge)
  }

  status(): DeliveryStatus {
    return { line: this.line.status(), sent: this.sent, underWay: this.underWay.size }
  }

  async stop(graceMilliseconds = 10_000): Promise<void> {
    this.stopping = true
    this.bell.ring()
    await this.running
    await this.guarded(this.held.release)
    const grace = setTimeout(() => this.broken.abort(), graceMilliseconds)
    await Promise.all(this.underWay)
    await this.settled.finish()
    for (const timer of [grace, this.nudged, ...this.timers]) clearTimeout(timer)
  }

  private look(): void {
    this.mayBeMore = true
    this.bell.ring()
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      await this.guarded(() => this.turn())
      if (!this.stopping) await this.bell.heard(this.paces.poll)
    }
  }

  private async turn(): Promise<void> {
    const { line, held, underWay } = this
    if (line.wait(this.parts.clock()) > 0) return held.release()
    const places = line.onTrial() ? 1 : this.least()
    if (this.mayBeMore && held.waiting() < places) await this.refill(line.onTrial() ? 1 : this.appetite)
    while (underWay.size < places && !this.stopping) {
      const letter = held.take()
      if (letter === undefined) return
      this.begin(letter)
    }
  }

  /** One letter a connection, and one each that is ready when it becomes free. */
  private least(): number {
    return this.parts.mailer.maxConnections * 2
  }

  /** Claims more at a time while there is much to send, few when there is not: what one holds, others cannot send. */
  private async refill(limit: number): Promise<void> {
    const found = await this.held.claim(limit)
    this.mayBeMore = found === limit
    this.appetite = this.mayBeMore ? Math.min(this.appetite * 2, mostClaimed) : this.least()
  }

  private begin(letter: ClaimedLetter): void {
    const doing = this.deliver(letter).finally(() => {
      this.underWay.delete(doing)
      this.bell.ring()
    })
    this.underWay.add(doing)
  }

  private async deliver(letter: ClaimedLetter): Promise<void> {
    const outcome = await this.attempt(letter)
    const { log, clock } = this.parts
    if (isOfServer(outcome)) this.line.heard(outcome, clock())
    if (outcome.outcome === 'sent') {
      this.sent += 1
      this.settled.sent(letter.id)
      return
    }
    log.warn({ letter: letter.id, kind: letter.kind, ...outcome }, 'a letter was not sent')
    await persist(log, () => settleUnsent(this.parts, letter, outcome))
    this.held.forget(letter.id)
  }

  private done(ids: readonly number[]): void {
    for (const id of ids) this.held.forget(id)
    this.look()
  }

  /** The database may be away for a while; the next turn comes in a second. */
  private async guarded(doing: () => Promise<void>): Promise<void> {
    try {
      await doing()
    } catch (error) {
      this.parts.log.error({ error: String(error) }, 'the outbox could not be read')
    }
  }
}

/** What says something of the mail server; the rest happened here. */
function isOfServer(outcome: LetterOutcome): outcome is Outcome {
  return !['unwritten', 'unwanted', 'stopped'].includes(outcome.outcome)
}
