import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRenderer } from '../../src/mailroom/render.ts'
import { type Job, startWorker } from '../../src/mailroom/schedule.ts'
import { createMailer } from '../../src/platform/mailer.ts'
import { later } from '../domain/registrations/cast.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { letterSettings } from '../support/letters.ts'
import { type Sink, startSink } from '../support/smtp-sink.ts'
import { confirmPeople, until } from './post-office.ts'

let made: TestDatabase
let sink: Sink
beforeAll(async () => {
  made = await makeDatabase('sqlite')
  sink = await startSink()
})
afterAll(async () => {
  await sink.close()
  await made.remove()
})

function worker(jobs: readonly Job[]) {
  const mailer = createMailer({ smtpUrl: sink.url, captureDir: '/nowhere', dkim: null, maxConnections: 1 })
  const render = createRenderer(new URL('../../templates/', import.meta.url).pathname, letterSettings)
  const log = pino({ level: 'silent' })
  return startWorker({ database: made.database, mailer, render, clock: () => later(1), log }, jobs)
}

test('a job comes round again, also after it failed, and never twice at once', async () => {
  let rounds = 0
  let running = 0
  let together = 0
  const job: Job = {
    name: 'count',
    everySeconds: 0.02,
    async run() {
      running += 1
      together = Math.max(together, running)
      await pause(50)
      running -= 1
      rounds += 1
      if (rounds === 1) throw new Error('the first round fails')
      return 0
    },
  }
  const working = worker([job])
  await until(
    () => rounds,
    (count) => count >= 3,
  )
  await working.stop()
  const ended = rounds
  await pause(100)
  expect([together, running, rounds]).toEqual([1, 0, ended])
})

test('letters that a job caused leave at once', async () => {
  let done = false
  const job: Job = {
    name: 'invite',
    everySeconds: 0.1,
    async run() {
      if (done) return 0
      done = true
      await confirmPeople(made.database, ['Ana'])
      return 1
    },
  }
  const working = worker([job])
  await until(
    () => sink.letters.length,
    (count) => count === 1,
  )
  await working.stop()
  expect(working.status()).toEqual({ line: { state: 'open' }, sent: 1, underWay: 0 })
})
