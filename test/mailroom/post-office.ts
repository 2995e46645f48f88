/** An outbox with letters in it, a mail server, and workers between them. */
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import type { Database } from '../../src/database/database.ts'
import { register } from '../../src/domain/registrations/register.ts'
import { type Delivery, type DeliveryParts, startDelivery } from '../../src/mailroom/deliver.ts'
import { createRenderer } from '../../src/mailroom/render.ts'
import { createMailer, type MailerSettings } from '../../src/platform/mailer.ts'
import { hold, now, person, roundTable } from '../domain/registrations/cast.ts'
import { letterSettings } from '../support/letters.ts'
import { type Sink, type SinkOptions, startSink } from '../support/smtp-sink.ts'

export type PostOffice = {
  clock: () => Date
  /** Lets the clock jump ahead. */
  pass(milliseconds: number): void
  sink(options?: SinkOptions): Promise<Sink>
  worker(url: string, more?: Partial<DeliveryParts> & Pick<Partial<MailerSettings>, 'timeouts'>): Delivery
  /** Stops what was started. */
  close(): Promise<void>
}

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

let workers = 0

export function openPostOffice(database: Database): PostOffice {
  const started = Date.now()
  let ahead = 0
  const closing: (() => Promise<unknown>)[] = []
  const clock = () => new Date(now.getTime() + Date.now() - started + ahead)
  return {
    clock,
    pass: (milliseconds) => {
      ahead += milliseconds
    },
    async sink(options) {
      const sink = await startSink(options)
      closing.push(() => sink.close())
      return sink
    },
    worker(url, { timeouts, ...more } = {}) {
      const mailer = createMailer({
        smtpUrl: url,
        captureDir: '/nowhere',
        dkim: null,
        maxConnections: 3,
        ...(timeouts ? { timeouts } : {}),
      })
      const delivery = startDelivery({
        database,
        mailer,
        render: createRenderer(fileURLToPath(new URL('../../templates/', import.meta.url)), letterSettings),
        clock,
        log: pino({ level: 'silent' }),
        worker: `worker-${++workers}`,
        random: () => 0.5,
        ...more,
        paces: { poll: 40, renew: 15 * second, ...more.paces },
      })
      closing.unshift(async () => {
        await delivery.stop(0)
        mailer.close()
      })
      return delivery
    },
    async close() {
      for (const stop of closing.splice(0)) await stop()
      await database.write((tx) => tx.db.deleteFrom('outbox').execute())
    },
  }
}

let events = 0

/** Confirms so many people, a letter each; answers the ids of their registrations. */
export async function confirmPeople(database: Database, names: readonly string[]): Promise<number[]> {
  const event = await hold(database, roundTable(`post-${process.pid}-${++events}`))
  const ids: number[] = []
  for (const name of names) {
    const answer = await register(database, event, person(name), now)
    if (answer.done === 'refused') throw new Error(`refused: ${answer.reason}`)
    ids.push(answer.id)
  }
  return ids
}

export type LetterRow = {
  kind: string
  state: string
  attempts: number
  reason: string | null
  code: number | null
  claimed: boolean
}

export async function outbox(database: Database): Promise<LetterRow[]> {
  const rows = await database.read.selectFrom('outbox').selectAll().orderBy('id').execute()
  return rows.map((row) => ({
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    reason: row.reason,
    code: row.reply_code,
    claimed: row.claimed_by !== null,
  }))
}

export async function dueIn(database: Database, from: Date): Promise<number[]> {
  const rows = await database.read.selectFrom('outbox').select('due_at').orderBy('id').execute()
  return rows.map((row) => Math.round((Date.parse(row.due_at) - from.getTime()) / second))
}

/** Waits until it is so; fails after ten seconds with what it was last. */
export async function until<Value>(
  look: () => Value | Promise<Value>,
  isSo: (value: Value) => boolean,
): Promise<Value> {
  for (let left = 400; ; left--) {
    const value = await look()
    if (isSo(value)) return value
    if (left === 0) throw new Error(`It never came: ${JSON.stringify(value)}`)
    await pause(25)
  }
}

export const sentLetter: LetterRow = {
  kind: 'confirmed',
  state: 'sent',
  attempts: 1,
  reason: null,
  code: 250,
  claimed: false,
}
