/** Work on lists beside the pages: one thread at a time, with bounds on its memory and time. */
import { Worker } from 'node:worker_threads'
import { giveUpWork } from '../../../domain/registrations/import/list-import.ts'
import type { Site } from '../../site.ts'
import type { JobResult, ListJob, Message, Progress } from './list-jobs.ts'

export type ListWork = {
  /** Waits for its turn; never throws for what lies in the file. */
  run(job: JobWish): Promise<JobResult>
  progressOf(importId: number): Progress | undefined
}

/** A job without what every job has. */
export type JobWish = DistributiveOmit<ListJob, 'databaseUrl' | 'now'>

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never

const script = new URL('./list-thread.ts', import.meta.url)
const resourceLimits = { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 32 }
const patience: Readonly<Record<ListJob['kind'], number>> = {
  ...{ read: 30_000, check: 80_000, store: 80_000, 'take-back': 80_000, doubles: 30_000 },
}

export function listWork({ database, clock, log }: Pick<Site, 'database' | 'clock' | 'log'>): ListWork {
  const progress = new Map<number, Progress>()
  let last: Promise<unknown> = Promise.resolve()

  async function runNow(wish: JobWish): Promise<JobResult> {
    const job: ListJob = { ...wish, databaseUrl: database.url, now: clock().toISOString() }
    const importId = 'importId' in job ? job.importId : null
    const heard = (news: Progress) => void (importId !== null && progress.set(importId, news))
    try {
      return await inThread(job, heard)
    } catch (error) {
      log.error({ job: job.kind, fault: String(error) }, 'work on a list failed')
      if ('run' in job) await giveUpWork(database, { id: job.importId, run: job.run }, clock())
      return job.kind === 'read' ? { done: 'refused', reason: 'too-slow', row: null } : { done: 'failed' }
    } finally {
      if (importId !== null) progress.delete(importId)
    }
  }

  return {
    run(wish) {
      const result = last.then(() => runNow(wish))
      last = result.catch(() => {})
      return result
    },
    progressOf: (importId) => progress.get(importId),
  }
}

function inThread(job: ListJob, heard: (news: Progress) => void): Promise<JobResult> {
  const transferList = job.kind === 'read' ? [job.file.buffer as ArrayBuffer] : []
  const thread = new Worker(script, { workerData: job, transferList, resourceLimits })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('The thread took too long'))
      void thread.terminate()
    }, patience[job.kind])
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    // What a thread does after its result is nobody's to wait for.
    thread.on('message', (message: Message) => {
      if ('progress' in message) heard(message.progress)
      else {
        thread.unref()
        end(() => resolve(message.result))
      }
    })
    thread.once('error', (error) => end(() => reject(error)))
    thread.once('exit', () => end(() => reject(new Error('The thread ended early'))))
  })
}
