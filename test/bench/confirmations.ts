/** Confirmations that are stored before they are answered, beside what the web and the disk alone could do. */
import type { DialectName } from '../../src/database/dialect.ts'
import { type Bound, compared, type Figure, plain } from './figure.ts'
import { rates, trafficNotes } from './pages.ts'
import { inTurns, type Measure } from './part.ts'
import { runYardstick, startBareExpress, startOurs } from './servers.ts'
import type { Stage } from './stage.ts'
import { type Measured, post } from './traffic.ts'

type Setting = { dialect: DialectName; registrations: number; isFull: boolean }

export async function confirmations(measure: Measure): Promise<Figure[]> {
  const many = measure.quick ? 5000 : 100_000
  const figures: Figure[] = []
  for (const dialect of ['sqlite', 'postgres'] as const) {
    figures.push(...(await onStage(measure, { dialect, registrations: 1000, isFull: false }, [1, 50, 200])))
    figures.push(...(await onStage(measure, { dialect, registrations: many, isFull: false }, [50])))
    figures.push(...(await onStage(measure, { dialect, registrations: many, isFull: true }, [50])))
  }
  return figures
}

async function onStage(measure: Measure, setting: Setting, crowds: readonly number[]): Promise<Figure[]> {
  const { dialect, registrations } = setting
  measure.tell(`writes ${registrations} registrations into ${dialect}`)
  const stage = await measure.theatre.set({ ...setting, events: 1 })
  const figures: Figure[] = []
  try {
    for (const connections of crowds) figures.push(...(await crowd(measure, stage, setting, connections)))
    if (crowds.length > 1 && dialect === 'sqlite') figures.push(await besideRawTransactions(measure, stage))
    return figures
  } finally {
    await stage.strike()
  }
}

async function crowd(
  measure: Measure,
  stage: Stage,
  { dialect, registrations, isFull }: Setting,
  connections: number,
): Promise<Figure[]> {
  const what = `${dialect}, ${registrations} before, ${isFull ? 'full, ' : ''}${connections} connections`
  measure.tell(what)
  const ours = await startOurs({ databaseUrl: stage.url }, measure.profiles)
  const bare = await startBareExpress(null, `/bg/events/${stage.slug}/received/${'x'.repeat(160)}`)
  const before = await stored(stage)
  const round = { connections, seconds: measure.seconds }
  await ours.begin()
  const taken = await inTurns(
    measure,
    () => post({ url: `${ours.url}/bg/events/${stage.slug}/register`, pid: ours.pid }, round),
    () => post({ url: `${bare.url}/form`, pid: bare.pid }, round),
  )
  const { utilization } = await ours.report()
  await ours.stop()
  await bare.stop()
  await refuseLost(stage, before, taken.ours)
  const notes = { ...trafficNotes(taken), 'busy with both': Math.round(utilization * 100) / 100 }
  const asked: Bound | null = connections === 50 && !isFull ? { of: 'ratio', atLeast: 0.6 } : null
  const figure = compared(
    { part: 'confirmations', what, unit: '/s', asked, notes },
    'bare Express, same form',
    ...rates(taken),
  )
  return connections === 200 ? [figure, slowest(what, taken.ours)] : [figure]
}

function slowest(what: string, ours: readonly Measured[]): Figure {
  const asked: Bound = { of: 'ours', atMost: 1000 }
  const longest = Math.max(...ours.map(({ latency }) => latency.max))
  return plain({ part: 'confirmations', what: `${what}, longest wait`, unit: 'ms', asked }, longest)
}

async function besideRawTransactions(measure: Measure, stage: Stage): Promise<Figure> {
  const what = 'sqlite, 1000 before, 50 connections'
  measure.tell(`${what}, beside raw transactions`)
  const raw = await measure.theatre.set({ dialect: 'sqlite', events: 1, registrations: 1000 })
  const ours = await startOurs({ databaseUrl: stage.url }, null)
  const form = { url: `${ours.url}/bg/events/${stage.slug}/register`, pid: ours.pid }
  const taken = await inTurns(
    measure,
    async () => (await post(form, { connections: 50, seconds: measure.seconds })).perSecond,
    () => runYardstick('raw-transactions.ts', [raw.url, raw.slug, String(measure.seconds)]),
  )
  await ours.stop()
  await raw.strike()
  const asked: Bound = { of: 'ratio', atLeast: 1 }
  return compared(
    { part: 'confirmations', what, unit: '/s', asked },
    'raw transactions, one after another',
    taken.ours,
    taken.yardstick,
  )
}

async function stored({ database }: Stage): Promise<number> {
  const { count } = await database.read
    .selectFrom('registrations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Whatever was answered is there; more may be, whose answers the end of the traffic cut off. */
async function refuseLost(stage: Stage, before: number, rounds: readonly Measured[]): Promise<void> {
  const answered = rounds.reduce((sum, round) => sum + round.answered, 0)
  const kept = (await stored(stage)) - before
  if (kept < answered) throw new Error(`${answered} were answered, ${kept} are stored`)
}
