/** An organizer who downloads, and a visitor who asks for something else all the while. */
import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { runCommand } from '../support/processes.ts'
import type { Measurable } from './servers.ts'

export type Measured = {
  milliseconds: number
  bytes: number
  idleBytes: number
  /** Peak above idle */
  addedBytes: number
  /** Milliseconds */
  longestStall: number
  slowestOther: number
}

/** The session cookie of an administrator. */
export async function signIn(origin: string, databaseUrl: string): Promise<string> {
  const printed = await runCommand(['organizer', 'add', 'bench@example.org', '--role', 'admin'], {
    databaseUrl,
    settings: { BASE_URL: origin },
  })
  const link = printed.trim().split('\n').at(-1) ?? ''
  const answer = await fetch(link, { method: 'POST', headers: { Origin: origin }, redirect: 'manual' })
  const cookie = answer.headers.getSetCookie().find((one) => one.includes('session'))
  if (cookie === undefined) throw new Error(`Signing in answered ${answer.status}`)
  return cookie.split(';')[0] ?? ''
}

export async function download(server: Measurable, url: string, cookie: string): Promise<Measured> {
  await server.begin()
  const { residentBytes: idleBytes } = await server.report()
  const other = keepAsking(`${server.url}/healthz`)
  const started = performance.now()
  const bytes = await drain(url, cookie)
  const milliseconds = performance.now() - started
  const slowestOther = await other.stop()
  const { longestStall, peakBytes } = await server.report()
  return { milliseconds, bytes, idleBytes, addedBytes: peakBytes - idleBytes, longestStall, slowestOther }
}

async function drain(url: string, cookie: string): Promise<number> {
  const response = await answerTo(url, { headers: { cookie } })
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`)
  let bytes = 0
  for await (const piece of response) bytes += piece.length
  return bytes
}

/** One request after another, with a breath between; `stop` answers how long the slowest took, in milliseconds. */
export function keepAsking(url: string): { stop(): Promise<number> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let slowest = 0
  let asking = true
  async function ask(): Promise<void> {
    while (asking) {
      const started = performance.now()
      const response = await answerTo(url, { agent })
      for await (const _ of response);
      slowest = Math.max(slowest, performance.now() - started)
      await pause(4)
    }
  }
  const asked = ask()
  return {
    async stop() {
      asking = false
      await asked
      agent.destroy()
      return slowest
    },
  }
}

function answerTo(url: string, options: Parameters<typeof get>[1]): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get(url, options, resolve).on('error', reject))
}
