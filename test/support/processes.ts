/** Runs the product as a shell would: real processes, real signals. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export type ServerSettings = {
  databaseUrl: string
  /** Null: letters stay in the outbox, nothing of mail runs. */
  smtpUrl?: string | null
  samples?: boolean
  /** Further settings, as the environment holds them */
  settings?: Readonly<Record<string, string>>
  /** Given to Node before the program */
  nodeArguments?: readonly string[]
  /** Keeps the process on one processor, where the machine can. */
  processor?: number
  /** Where it runs, and keeps what it keeps; this checkout when absent */
  cwd?: string
  /** A copy of the product to run; this one when absent */
  checkout?: string
}

export type Server = {
  /** `http://localhost:PORT`, the address it printed */
  url: string
  pid: number
  process: ChildProcess
  /** All it has printed so far, both streams */
  output(): string
  /** Asks it to stop and waits until it has; answers the exit code. */
  stop(): Promise<number | null>
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
}

const folder = fileURLToPath(new URL('../../', import.meta.url))
const startMilliseconds = 30_000

/** Starts `serve` on a free port and answers once it has printed its address. */
export async function startServer(wanted: ServerSettings): Promise<Server> {
  const child = startProgram(['serve'], wanted)
  const printed = collect(child)
  const url = await addressOf(child, printed)
  return {
    url,
    pid: child.pid ?? 0,
    process: child,
    output: () => printed.text,
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  }
}

/** Runs one command of the product to its end; answers what it printed, and throws when it fails. */
export async function runCommand(command: readonly string[], wanted: ServerSettings): Promise<string> {
  const child = startProgram(command, wanted)
  const printed = collect(child)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`turnout ${command.join(' ')} ended with ${code}\n${printed.text}`)
  return printed.out
}

export function startProgram(command: readonly string[], wanted: ServerSettings): ChildProcess {
  const program = join(wanted.checkout ?? folder, 'src/cli.ts')
  const node = [process.execPath, ...(wanted.nodeArguments ?? []), program, ...command]
  return startPinned(node, environment(wanted), wanted.processor, wanted.cwd)
}

/** Starts a program that can be talked to over its IPC channel. */
export function startPinned(
  command: readonly string[],
  env: Record<string, string>,
  processor?: number,
  cwd: string = folder,
): ChildProcess {
  const pinned = processor === undefined ? command : ['taskset', '-c', String(processor), ...command]
  const [file = '', ...rest] = pinned
  const child = spawn(file, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  endWithUs(child)
  return child
}

/** Nothing of this machine's own settings leaks into what is tested. */
function environment({ databaseUrl, smtpUrl = null, samples = false, settings = {} }: ServerSettings) {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SAMPLE_DATA: samples ? 'on' : 'off',
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
    ...(databaseUrl.startsWith('postgres') ? { SECRET: 'a secret that only the tests know' } : {}),
    ...(smtpUrl === null ? { WORKER: 'off' } : { SMTP_URL: smtpUrl }),
    ...settings,
  }
}

type Printed = { text: string; out: string }

function collect(child: ChildProcess): Printed {
  const printed = { text: '', out: '' }
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    printed.text += piece
    printed.out += piece
  })
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    printed.text += piece
  })
  return printed
}

async function addressOf(child: ChildProcess, printed: Printed): Promise<string> {
  const until = performance.now() + startMilliseconds
  while (performance.now() < until) {
    const [url] = /http:\/\/localhost:\d+/.exec(printed.out) ?? []
    if (url !== undefined) return url
    if (hasEnded(child)) break
    await pause(5)
  }
  await end(child, 'SIGKILL')
  throw new Error(`The server printed no address\n${printed.text}`)
}

/** Signals a process of ours and waits for its end. */
export async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = await ended
  return code
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

const running = new Set<ChildProcess>()
let watching = false

/** A run that is broken off leaves no server behind. */
function endWithUs(child: ChildProcess): void {
  if (!watching) process.once('exit', endAll)
  watching = true
  running.add(child)
  child.once('exit', () => running.delete(child))
}

function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}
