/** A mail server in a process of its own that counts; run by itself it is that process. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startSink } from '../support/smtp-sink.ts'

export type CountingSink = {
  url: string
  /** Answers once `count` more letters have come: how many a second, from the first to the last. */
  receive(count: number): Promise<number>
  close(): Promise<void>
}

export async function startCountingSink(): Promise<CountingSink> {
  const child = fork(fileURLToPath(import.meta.url))
  const [url] = await once(child, 'message')
  return {
    url: String(url),
    async receive(count) {
      child.send(count)
      const [perSecond] = await once(child, 'message')
      return Number(perSecond)
    },
    close: () => ended(child),
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.disconnect()
  await exit
}

if (import.meta.main) {
  let awaited = 0
  let come = 0
  let first = 0
  const sink = await startSink({ keep: false, faults: { data: () => void count() } })

  function count(): void {
    if (come === 0) first = performance.now()
    come += 1
    if (come === awaited) process.send?.(((come - 1) / (performance.now() - first)) * 1000)
  }

  process.on('message', (number) => {
    awaited = Number(number)
    come = 0
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.(sink.url)
}
