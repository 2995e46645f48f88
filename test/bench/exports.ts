/** The attendee list as it is downloaded, beside the encoder alone, fed from memory. */
import type { DialectName } from '../../src/database/dialect.ts'
import { download, type Measured, signIn } from './downloads.ts'
import { compared, type Figure, median, plain } from './figure.ts'
import { inTurns, type Measure } from './part.ts'
import { type Measurable, runYardstick, startOurs } from './servers.ts'
import type { Stage } from './stage.ts'

const formats = ['csv', 'xlsx', 'json'] as const
type Format = (typeof formats)[number]

export async function exportsOfMany(measure: Measure): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const dialect of ['sqlite', 'postgres'] as const)
    for (const registrations of measure.quick ? [1000] : [1000, 100_000])
      figures.push(...(await onStage(measure, dialect, registrations)))
  return figures
}

async function onStage(measure: Measure, dialect: DialectName, registrations: number): Promise<Figure[]> {
  measure.tell(`writes ${registrations} registrations into ${dialect}`)
  const stage = await measure.theatre.set({ dialect, events: 1, registrations })
  const server = await startOurs({ databaseUrl: stage.url }, measure.profiles)
  const cookie = await signIn(server.url, stage.url)
  const figures: Figure[] = []
  for (const format of formats) {
    const what = `${format}, ${registrations} attendees, ${dialect}`
    measure.tell(what)
    figures.push(...(await oneFormat(measure, { server, stage, cookie, format, what, registrations })))
  }
  await server.stop()
  await stage.strike()
  return figures
}

type Setup = {
  server: Measurable
  stage: Stage
  cookie: string
  format: Format
  what: string
  registrations: number
}

async function oneFormat(measure: Measure, setup: Setup): Promise<Figure[]> {
  const { server, stage, cookie, format, what, registrations } = setup
  const url = `${server.url}/organize/events/${stage.slug}/attendees.${format}`
  const taken = await inTurns(
    measure,
    () => download(server, url, cookie),
    () => runYardstick('encoder.ts', [stage.url, stage.slug, format]),
  )
  const asked = registrations >= 100_000 && format !== 'json'
  const rates = compared(
    {
      part: 'exports',
      what,
      unit: 'rows/s',
      asked: asked ? { of: 'ratio', atLeast: 0.7 } : null,
      notes: { 'MB sent': megabytes(taken.ours[0]?.bytes ?? 0) },
    },
    'encoder alone',
    taken.ours.map(({ milliseconds }) => (registrations / milliseconds) * 1000),
    taken.yardstick.map((milliseconds) => (registrations / milliseconds) * 1000),
  )
  return registrations >= 100_000 ? [rates, ...burdens(what, taken.ours)] : [rates]
}

/** What a download costs everybody else. */
function burdens(what: string, ours: readonly Measured[]): Figure[] {
  const part = 'exports'
  const worst = (of: (one: Measured) => number) => Math.max(...ours.map(of))
  const memory = { of: 'ours', atMost: 64 } as const
  const stall = { of: 'ours', atMost: 50 } as const
  return [
    plain(
      {
        part,
        what: `${what}, memory above idle`,
        unit: 'MB',
        asked: memory,
        notes: { 'idle MB': megabytes(median(ours.map(({ idleBytes }) => idleBytes))) },
      },
      megabytes(worst(({ addedBytes }) => addedBytes)),
    ),
    plain(
      { part, what: `${what}, longest stall`, unit: 'ms', asked: stall },
      worst(({ longestStall }) => longestStall),
    ),
    plain(
      { part, what: `${what}, slowest other request`, unit: 'ms', asked: stall },
      worst(({ slowestOther }) => slowestOther),
    ),
  ]
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10
}
