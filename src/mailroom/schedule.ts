/** Everything that happens by itself: letters that leave, and the jobs that come round. */
import { randomUUID } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { forgetUploads } from '../domain/events/uploads.ts'
import { carryOnAll } from '../domain/letters/carry-on.ts'
import { carryOnAllBulk } from '../domain/registrations/bulk/carry-on.ts'
import { forgetMerges } from '../domain/registrations/doubles/forget-merges.ts'
import { expireHolds } from '../domain/registrations/expire-holds.ts'
import { forget } from '../domain/registrations/forget.ts'
import { forgetLists } from '../domain/registrations/import/list-import.ts'
import { keepListFilled } from '../domain/registrations/list/fill-list.ts'
import { tellChanges } from '../domain/registrations/telling/tell-changes.ts'
import { announceEvents } from '../domain/subscriptions/announce-events.ts'
import { forgetUnreachable } from '../domain/subscriptions/forget-unreachable.ts'
import { lapse } from '../domain/subscriptions/lapse.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { type Delivery, type DeliveryParts, startDelivery } from './deliver.ts'

export type WorkerParts = Omit<DeliveryParts, 'worker' | 'random'>

export type Worker = Delivery

export type Job = {
  name: string
  everySeconds: number
  /** Answers how much it did; letters it caused leave at once. */
  run(database: Database, now: Date): Promise<number>
}

const standingJobs: readonly Job[] = [
  { name: 'expire holds', everySeconds: 15, run: expireHolds },
  { name: 'tell changes', everySeconds: 1, run: tellChanges },
  { name: 'carry on with letters', everySeconds: 5, run: carryOnAll },
  { name: 'carry on with many', everySeconds: 2, run: carryOnAllBulk },
  { name: 'list people', everySeconds: 1, run: keepListFilled },
  { name: 'forget', everySeconds: 60 * 60, run: forget },
  { name: 'announce events', everySeconds: 60, run: announceEvents },
  { name: 'forget lists', everySeconds: 10 * 60, run: forgetLists },
  { name: 'forget merges', everySeconds: 60 * 60, run: forgetMerges },
  { name: 'lapse', everySeconds: 60 * 60, run: lapse },
  { name: 'forget unreachable', everySeconds: 60 * 60, run: forgetUnreachable },
  { name: 'forget uploads', everySeconds: 60 * 60, run: forgetUploads },
]

/** Delivers letters and runs the jobs until stopped. `stop` closes the mailer too. */
export function startWorker(parts: WorkerParts, jobs: readonly Job[] = standingJobs): Worker {
  const delivery = startDelivery({ ...parts, worker: randomUUID(), random: Math.random })
  const rounds = jobs.map((job) => startRounds(job, parts, delivery))
  return {
    nudge: () => delivery.nudge(),
    status: () => delivery.status(),
    async stop(graceMilliseconds) {
      await Promise.all(rounds.map((round) => round.stop()))
      await delivery.stop(graceMilliseconds)
      parts.mailer.close()
    },
  }
}

type Rounds = { stop(): Promise<void> }

/** A job never runs twice at once; one that fails is logged and comes round again. */
function startRounds(
  job: Job,
  { database, clock, log }: { database: Database; clock: Clock; log: Log },
  delivery: Delivery,
): Rounds {
  let running: Promise<void> | undefined

  async function round(): Promise<void> {
    try {
      if ((await job.run(database, clock())) > 0) delivery.nudge()
    } catch (error) {
      log.error({ job: job.name, error: String(error) }, 'a job failed')
    }
  }

  const timer = setInterval(() => {
    running ??= round().finally(() => {
      running = undefined
    })
  }, job.everySeconds * 1000)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
