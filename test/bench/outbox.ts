/** Letters that leave, beside a bare pooled nodemailer that sends the same ones into the same server. */
import { once } from 'node:events'
import { end, startProgram } from '../support/processes.ts'
import { compared, type Figure } from './figure.ts'
import { inTurns, type Measure } from './part.ts'
import { firstLine, measuredProcessor, startYardstick } from './servers.ts'
import { type CountingSink, startCountingSink } from './sink.ts'
import type { Stage } from './stage.ts'

export async function outbox(measure: Measure): Promise<Figure[]> {
  const letters = measure.quick ? 300 : 2000
  const figures: Figure[] = []
  for (const dialect of ['sqlite', 'postgres'] as const) {
    for (const registrations of measure.quick ? [letters] : [letters, 100_000]) {
      const what = `${letters} letters, ${registrations} registrations, ${dialect}`
      measure.tell(what)
      const stage = await measure.theatre.set({ dialect, events: 1, registrations })
      figures.push(await oneStage(measure, stage, letters, what))
      await stage.strike()
    }
  }
  return figures
}

async function oneStage(measure: Measure, stage: Stage, letters: number, what: string): Promise<Figure> {
  const sink = await startCountingSink()
  const { ours, yardstick } = await inTurns(
    measure,
    () => deliver(stage, sink, letters, measure.profiles),
    () => sendBare(stage, sink, letters),
  )
  await sink.close()
  return compared(
    { part: 'outbox', what, unit: 'letters/s', asked: { of: 'ratio', atLeast: 0.8 } },
    'bare pooled nodemailer',
    ours,
    yardstick,
  )
}

/** Letters a second, by the clock of the server that gets them. */
async function deliver(
  stage: Stage,
  sink: CountingSink,
  letters: number,
  profiles: string | null,
): Promise<number> {
  await makeDue(stage, letters)
  const rate = sink.receive(letters)
  const profiling = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const pinned = measuredProcessor === undefined ? {} : { processor: measuredProcessor }
  const worker = startProgram(['work'], {
    databaseUrl: stage.url,
    smtpUrl: sink.url,
    nodeArguments: profiling,
    ...pinned,
  })
  worker.stderr?.pipe(process.stderr)
  const measured = await rate
  await end(worker, 'SIGTERM')
  await refuseUnsettled(stage)
  return measured
}

async function sendBare(stage: Stage, sink: CountingSink, letters: number): Promise<number> {
  await makeDue(stage, letters)
  const rate = sink.receive(letters)
  const bare = startYardstick('bare-nodemailer.ts', [stage.url, sink.url, String(letters)])
  bare.stderr?.pipe(process.stderr)
  const ended = once(bare, 'exit')
  await firstLine(bare)
  const measured = await rate
  await ended
  return measured
}

async function makeDue({ database }: Stage, letters: number): Promise<void> {
  await database.write(({ db }) =>
    db
      .updateTable('outbox')
      .set({ state: 'waiting', attempts: 0, sent_at: null, claimed_by: null, claimed_until: null })
      .where('id', '<=', letters)
      .execute(),
  )
}

/** What the server has taken the worker must have written down before it stops. */
async function refuseUnsettled({ database }: Stage): Promise<void> {
  const left = await database.read.selectFrom('outbox').select('id').where('state', '!=', 'sent').execute()
  if (left.length > 0) throw new Error(`${left.length} letters were sent and are not settled`)
}
