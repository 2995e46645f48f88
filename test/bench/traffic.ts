/** Traffic from this process, kept on a processor of its own, to a server on another. */
import { readFileSync } from 'node:fs'
import autocannon, { type Result } from 'autocannon'
import { formOf } from './crowd.ts'

export type Measured = {
  perSecond: number
  answered: number
  /** Milliseconds */
  latency: { median: number; p99: number; max: number }
  /** Share of one processor that this process used: near 1 the figure would be ours and not the server's. */
  generatorLoad: number
  /** Answers a second of the server's processor time: near `perSecond`, unless others want that processor too. */
  perProcessorSecond: number
}

/** What is measured, and its process. */
export type Target = { url: string; pid: number }

export type Round = { connections: number; seconds: number }

/** Asks for one page over and over. */
export function get(target: Target, round: Round, headers: Record<string, string> = {}): Promise<Measured> {
  return run(target, { headers }, round, headers['if-none-match'] === undefined ? 200 : 304)
}

let met = 0

/** Sends the confirmation form, each time of somebody else. */
export function post(target: Target, round: Round): Promise<Measured> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const setupRequest = (request: autocannon.Request) => ({ ...request, body: formOf(1_000_000 + met++) })
  return run(target, { requests: [{ method: 'POST', headers, setupRequest }] }, round, 303)
}

async function run(
  { url, pid }: Target,
  options: Omit<autocannon.Options, 'url'>,
  { connections, seconds }: Round,
  expected: number,
): Promise<Measured> {
  const before = process.cpuUsage()
  const used = processorSeconds(pid)
  const result = await autocannon({ ...options, url, connections, duration: seconds })
  const perProcessorSecond = result.requests.total / (processorSeconds(pid) - used)
  const { user, system } = process.cpuUsage(before)
  refuseOthers(result, expected)
  const answered = result.requests.total
  return {
    answered,
    perSecond: answered / result.duration,
    latency: { median: result.latency.p50, p99: result.latency.p99, max: result.latency.max },
    perProcessorSecond,
    generatorLoad: (user + system) / 1e6 / result.duration,
  }
}

/** A fast refusal must not pass for a fast answer. */
function refuseOthers(result: Result, expected: number): void {
  const counts = result.statusCodeStats ?? {}
  const others = Object.keys(counts).filter((status) => Number(status) !== expected)
  if (others.length > 0 || result.errors > 0 || result.requests.total === 0)
    throw new Error(`Expected only ${expected}, got ${JSON.stringify(counts)} and ${result.errors} errors`)
}

/** What a process has used so far (proc(5), stat: utime and stime, in ticks of 10 ms). */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
