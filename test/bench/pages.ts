/** The event page beside a bare Express that sends the same bytes; the list among few and many events. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compared, type Figure, median } from './figure.ts'
import { inTurns, type Measure } from './part.ts'
import { type Measurable, startBareExpress, startOurs } from './servers.ts'
import type { Stage } from './stage.ts'
import { get, type Measured, processorSeconds, type Target } from './traffic.ts'

const connections = 50

export async function pages(measure: Measure): Promise<Figure[]> {
  const few = await open(measure, 10)
  const onePage = await open(measure, 50)
  const many = await open(measure, measure.quick ? 1000 : 10_000)
  try {
    return [
      await eventPage(measure, few, 10),
      await eventPage(measure, many, many.events),
      await knownPage(measure, few),
      await lists(measure, [few, many], 'list', () => '/bg', true),
      await lists(measure, [onePage, many], 'list', () => '/bg', true),
      await lists(measure, [onePage, many], 'list not asked for before', unheardOf(), false),
    ]
  } finally {
    for (const opened of [few, onePage, many]) await close(opened)
  }
}

type Open = { server: Measurable; stage: Stage; events: number }

async function open({ theatre, profiles, tell }: Measure, events: number): Promise<Open> {
  tell(`imports ${events} events`)
  const stage = await theatre.set({ dialect: 'sqlite', events, registrations: 0 })
  return { server: await startOurs({ databaseUrl: stage.url }, profiles), stage, events }
}

async function close({ server, stage }: Open): Promise<void> {
  await server.stop()
  await stage.strike()
}

async function eventPage(measure: Measure, { server, stage, events }: Open, count: number): Promise<Figure> {
  const url = `${server.url}/bg/events/${stage.slug}`
  const file = join(measure.theatre.folder, `page-${count}.html`)
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
  writeFileSync(file, bytes)
  return beside(
    measure,
    `event page, ${events} events`,
    { url, pid: server.pid },
    { file, headers: {} },
    bytes.length,
    0.8,
  )
}

/** What a browser that has the page already is told. */
async function knownPage(measure: Measure, { server, stage }: Open): Promise<Figure> {
  const url = `${server.url}/bg/events/${stage.slug}`
  const file = join(measure.theatre.folder, 'page-10.html')
  const headers = { 'if-none-match': await etagOf(url) }
  return beside(
    measure,
    'event page, known to the browser (304)',
    { url, pid: server.pid },
    { file, headers },
    0,
    null,
  )
}

async function beside(
  measure: Measure,
  what: string,
  target: Target,
  { file, headers }: { file: string; headers: Record<string, string> },
  bytes: number,
  atLeast: number | null,
): Promise<Figure> {
  measure.tell(what)
  const bare = await startBareExpress(file)
  const round = { connections, seconds: measure.seconds }
  const known =
    headers['if-none-match'] === undefined ? {} : { 'if-none-match': await etagOf(`${bare.url}/page`) }
  const taken = await inTurns(
    measure,
    () => get(target, round, headers),
    () => get({ url: `${bare.url}/page`, pid: bare.pid }, round, known),
  )
  await bare.stop()
  return compared(
    {
      part: 'pages',
      what: `${what}, ${connections} connections`,
      unit: '/s',
      asked: atLeast === null ? null : { of: 'ratio', atLeast },
      notes: { bytes, ...trafficNotes(taken) },
    },
    'bare Express, same bytes',
    ...rates(taken),
  )
}

async function lists(
  measure: Measure,
  [few, many]: readonly [Open, Open],
  what: string,
  path: () => string,
  isKept: boolean,
): Promise<Figure> {
  measure.tell(`${what}: ${few.events} and ${many.events} events`)
  const taken = await inTurns(
    measure,
    () => getEach(many.server, path, measure.seconds, isKept),
    () => getEach(few.server, path, measure.seconds, isKept),
  )
  const cost = ({ processorMs }: Cost) => processorMs
  return compared(
    {
      part: 'pages',
      what: `${what}, ${many.events} events, time a page`,
      unit: 'ms',
      asked: { of: 'ratio', atMost: 1.3 },
      notes: { 'ratio by processor time': median(taken.ours.map(cost)) / median(taken.yardstick.map(cost)) },
    },
    `the same with ${few.events} events`,
    taken.ours.map(({ ms }) => ms),
    taken.yardstick.map(({ ms }) => ms),
  )
}

/** Milliseconds a page, on the clock and of the server's processor */
type Cost = { ms: number; processorMs: number }

/** Of a stream of requests for the same address, or one by one for addresses that differ. */
async function getEach(server: Target, path: () => string, seconds: number, isKept: boolean): Promise<Cost> {
  if (isKept) {
    const { perSecond, perProcessorSecond } = await get(
      at(server, path()),
      { connections, seconds },
      asBrowsersAsk,
    )
    return { ms: 1000 / perSecond, processorMs: 1000 / perProcessorSecond }
  }
  const times: number[] = []
  const used = processorSeconds(server.pid)
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) times.push(await timeOf(server.url + path()))
  return { ms: median(times), processorMs: ((processorSeconds(server.pid) - used) * 1000) / times.length }
}

const asBrowsersAsk = { 'accept-encoding': 'gzip, deflate, br' }

function at({ url, pid }: Target, path: string): Target {
  return { url: url + path, pid }
}

async function timeOf(url: string): Promise<number> {
  const started = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`The list answered ${answer.status}`)
  return performance.now() - started
}

/** Searches for beginnings of words that stand in every event, never the same twice, so that no kept page answers. */
function unheardOf(): () => string {
  const parts = ['местна', 'власт', 'граждани', 'кръгла', 'изводи', 'препоръки'].map(beginningsOf)
  let count = 0
  return () => {
    let rest = count++
    const words = parts.map((of) => {
      const word = of[rest % of.length]
      rest = Math.floor(rest / of.length)
      return word
    })
    return `/bg?q=${encodeURIComponent(words.join(' '))}`
  }
}

/** Of three letters at least: less is no word. */
function beginningsOf(word: string): string[] {
  return [...word].map((_, i) => word.slice(0, i + 1)).slice(2)
}

async function etagOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  await answer.arrayBuffer()
  return answer.headers.get('etag') ?? ''
}

type Taken = { ours: Measured[]; yardstick: Measured[] }

export function rates({ ours, yardstick }: Taken): [number[], number[]] {
  return [ours.map(({ perSecond }) => perSecond), yardstick.map(({ perSecond }) => perSecond)]
}

export function trafficNotes({ ours, yardstick }: Taken): Record<string, number> {
  const of = (from: readonly Measured[], value: (one: Measured) => number) =>
    Math.round(median(from.map(value)) * 100) / 100
  return {
    'p50 ms': of(ours, ({ latency }) => latency.median),
    'p99 ms': of(ours, ({ latency }) => latency.p99),
    'max ms': Math.max(...ours.map(({ latency }) => latency.max)),
    'max ms of the yardstick': Math.max(...yardstick.map(({ latency }) => latency.max)),
    'ratio by processor time': ratioOf(ours, yardstick),
    'generator load': of(ours, ({ generatorLoad }) => generatorLoad),
    'generator load of the yardstick': of(yardstick, ({ generatorLoad }) => generatorLoad),
  }
}

/** On a machine that others use too this stands still where the rates jump. */
function ratioOf(ours: readonly Measured[], yardstick: readonly Measured[]): number {
  const each = ours.map((one, i) => one.perProcessorSecond / (yardstick[i]?.perProcessorSecond ?? Number.NaN))
  return Math.round(median(each) * 100) / 100
}
