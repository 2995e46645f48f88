/** The measured processes: ours and the yardsticks, all on one processor, the traffic on another. */
import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { end, type Server, type ServerSettings, startPinned, startServer } from '../support/processes.ts'
import type { Health } from './probe.ts'

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0

/** Of the measured servers; undefined where processes cannot be kept on one. */
export const measuredProcessor = canPin ? 0 : undefined

/** Keeps this process, which makes the traffic, off the processor of the servers. */
export function stepAside(): void {
  if (canPin) spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)])
}

export type Measurable = Server & {
  begin(): Promise<void>
  /** Since `begin` */
  report(): Promise<Health & { peakBytes: number }>
}

const probe = new URL('./probe.ts', import.meta.url).href

/** `serve`, with a probe inside. `profiles`: a folder for a CPU profile, written when it stops. */
export async function startOurs(settings: ServerSettings, profiles: string | null): Promise<Measurable> {
  const profiling = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const nodeArguments = ['--expose-gc', '--import', probe, ...profiling]
  const server = await startServer({ ...withProcessor, ...settings, nodeArguments })
  return {
    ...server,
    async begin() {
      await ask(server.process, 'begin')
      // From here on the kernel keeps the peak anew (proc(5), clear_refs).
      writeFileSync(`/proc/${server.pid}/clear_refs`, '5')
    },
    report: async () => ({
      // The probe answers with its report and nothing else.
      ...((await ask(server.process, 'report')) as Health),
      peakBytes: peakOf(server.pid),
    }),
  }
}

const withProcessor = measuredProcessor === undefined ? {} : { processor: measuredProcessor }

async function ask(child: ChildProcess, question: string): Promise<unknown> {
  const answered = once(child, 'message')
  child.send(question)
  return (await answered)[0]
}

/** The most memory a process has held at once. */
function peakOf(pid: number): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

export type Yardstick = { url: string; pid: number; stop(): Promise<void> }

export async function startBareExpress(pageFile: string | null, location = '/'): Promise<Yardstick> {
  const child = startYardstick('bare-express.ts', [pageFile ?? '/dev/null', location])
  return {
    url: await firstLine(child),
    pid: child.pid ?? 0,
    stop: async () => void (await end(child, 'SIGTERM')),
  }
}

/** Runs a yardstick that does one thing and prints a number. */
export async function runYardstick(file: string, words: readonly string[]): Promise<number> {
  const child = startYardstick(file, words)
  child.stderr?.pipe(process.stderr)
  const line = await firstLine(child)
  await end(child, 'SIGTERM')
  return Number(line)
}

export function startYardstick(file: string, words: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL(file, import.meta.url))
  const environment = { PATH: process.env.PATH ?? '' }
  return startPinned([process.execPath, '--expose-gc', program, ...words], environment, measuredProcessor)
}

export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('Its output is not ours to read')
  let text = ''
  for await (const piece of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += piece
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'))
  }
  throw new Error('It ended without a word')
}
