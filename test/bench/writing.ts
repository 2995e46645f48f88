/** A letter to ten thousand: how long until it is queued, and what that costs everybody else. */
import { setTimeout as pause } from 'node:timers/promises'
import type { DialectName } from '../../src/database/dialect.ts'
import { keepAsking, signIn } from './downloads.ts'
import { type Figure, median, plain } from './figure.ts'
import type { Measure } from './part.ts'
import { type Measurable, startOurs } from './servers.ts'
import type { Stage } from './stage.ts'

export async function writing(measure: Measure): Promise<Figure[]> {
  const registrations = measure.quick ? 1000 : 10_000
  const figures: Figure[] = []
  for (const dialect of ['sqlite', 'postgres'] as const)
    figures.push(...(await onStage(measure, dialect, registrations)))
  return figures
}

async function onStage(measure: Measure, dialect: DialectName, registrations: number): Promise<Figure[]> {
  const what = `a letter to ${registrations}, ${dialect}`
  measure.tell(what)
  const stage = await measure.theatre.set({ dialect, events: 1, registrations })
  const server = await startOurs({ databaseUrl: stage.url }, measure.profiles)
  const cookie = await signIn(server.url, stage.url)
  const taken: Taken[] = []
  for (let round = 0; round <= measure.rounds; round++) {
    const once = await sendOnce(server, stage, cookie, registrations)
    // The first only warms up.
    if (round > 0) taken.push(once)
  }
  await server.stop()
  await stage.strike()
  return figuresOf(what, taken)
}

type Taken = {
  milliseconds: number
  slowestOther: number
  addedBytes: number
  longestStall: number
  /** The same while nothing is sent: what the machine does by itself */
  quiet: { slowestOther: number; longestStall: number }
}

async function sendOnce(
  server: Measurable,
  stage: Stage,
  cookie: string,
  registrations: number,
): Promise<Taken> {
  const letter = await write(server, stage, cookie)
  const page = await (await fetch(letter, { headers: { cookie } })).text()
  const quiet = await nothingFor(server, 1000)
  await server.begin()
  const { residentBytes: idle } = await server.report()
  const other = keepAsking(`${server.url}/healthz`)
  const started = performance.now()
  await post(letter, cookie, {
    action: 'send',
    version: hidden(page, 'version'),
    digest: hidden(page, 'digest'),
  })
  await queued(stage, Number(letter.split('/').at(-1)), registrations)
  const milliseconds = performance.now() - started
  const slowestOther = await other.stop()
  const { longestStall, peakBytes } = await server.report()
  return { milliseconds, slowestOther, longestStall, addedBytes: peakBytes - idle, quiet }
}

async function nothingFor(server: Measurable, milliseconds: number): Promise<Taken['quiet']> {
  await server.begin()
  const other = keepAsking(`${server.url}/healthz`)
  await pause(milliseconds)
  const slowestOther = await other.stop()
  const { longestStall } = await server.report()
  return { slowestOther, longestStall }
}

async function write(server: Measurable, stage: Stage, cookie: string): Promise<string> {
  const address = `${server.url}/organize/events/${stage.slug}/letters/new`
  const form = await (await fetch(address, { headers: { cookie } })).text()
  const location = await post(address, cookie, {
    ...{ action: 'keep', key: hidden(form, 'key'), fallback: 'bg' },
    ...{ subject_bg: 'Къде да паркирате', body_bg: 'Уважаеми {name},\n\nмоля, елате с автобус.' },
  })
  return server.url + location
}

async function post(address: string, cookie: string, form: Record<string, string>): Promise<string> {
  const headers = { cookie, origin: new URL(address).origin }
  const body = new URLSearchParams(form)
  const answer = await fetch(address, { method: 'POST', redirect: 'manual', headers, body })
  if (answer.status !== 303) throw new Error(`${address} answered ${answer.status}`)
  return answer.headers.get('location') ?? ''
}

function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}

/** The answer may come before the last copy is in its place. */
async function queued({ database }: Stage, id: number, registrations: number): Promise<void> {
  for (;;) {
    const letter = await database.read
      .selectFrom('letters')
      .select(['state', 'recipients'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (letter.state !== 'queueing' && letter.recipients !== registrations)
      throw new Error(`${letter.recipients} copies of ${registrations}`)
    if (letter.state === 'queued') return
  }
}

function figuresOf(what: string, taken: readonly Taken[]): Figure[] {
  const worst = (of: (one: Taken) => number) => Math.max(...taken.map(of))
  const part = 'writing'
  const stall = { of: 'ours', atMost: 50 } as const
  return [
    plain(
      { part, what: `${what}, queued`, unit: 's', asked: { of: 'ours', atMost: 5 } },
      median(taken.map(({ milliseconds }) => milliseconds)) / 1000,
    ),
    plain(
      {
        ...{ part, what: `${what}, longest stall`, unit: 'ms', asked: stall },
        notes: { 'ms while nothing is sent': Math.round(worst(({ quiet }) => quiet.longestStall)) },
      },
      worst((one) => one.longestStall),
    ),
    plain(
      {
        ...{ part, what: `${what}, slowest other request`, unit: 'ms', asked: stall },
        notes: { 'ms while nothing is sent': Math.round(worst(({ quiet }) => quiet.slowestOther)) },
      },
      worst((one) => one.slowestOther),
    ),
    plain(
      { part, what: `${what}, memory above idle`, unit: 'MB', asked: { of: 'ours', atMost: 64 } },
      Math.round(worst((one) => one.addedBytes) / 1e5) / 10,
    ),
  ]
}
