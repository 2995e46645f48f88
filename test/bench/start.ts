/** From the command to the first page in the hands of the visitor. */
import { join } from 'node:path'
import { startServer } from '../support/processes.ts'
import { compared, type Figure } from './figure.ts'
import { inTurns, type Measure } from './part.ts'
import { measuredProcessor, startBareExpress } from './servers.ts'

export async function start(measure: Measure): Promise<Figure[]> {
  const kept = `sqlite:${join(measure.theatre.folder, 'start', 'kept.db')}`
  await toFirstPage(kept)
  let count = 0
  const anew = () => `sqlite:${join(measure.theatre.folder, 'start', `${count++}.db`)}`
  return [
    await figure(measure, 'with the samples loaded', () => toFirstPage(kept)),
    await figure(measure, 'new database, loads the samples', () => toFirstPage(anew())),
  ]
}

async function figure(measure: Measure, what: string, once: () => Promise<number>): Promise<Figure> {
  measure.tell(what)
  const { ours, yardstick } = await inTurns(measure, once, toFirstByteOfBareExpress)
  return compared(
    { part: 'start', what, unit: 'ms', asked: { of: 'ours', atMost: 1500 } },
    'bare Express to its first page',
    ours,
    yardstick,
  )
}

async function toFirstPage(databaseUrl: string): Promise<number> {
  const started = performance.now()
  const pinned = measuredProcessor === undefined ? {} : { processor: measuredProcessor }
  const server = await startServer({ databaseUrl, samples: true, ...pinned })
  await fetched(`${server.url}/bg`)
  const took = performance.now() - started
  await server.stop()
  return took
}

async function toFirstByteOfBareExpress(): Promise<number> {
  const started = performance.now()
  const bare = await startBareExpress(null)
  await fetched(`${bare.url}/page`)
  const took = performance.now() - started
  await bare.stop()
  return took
}

async function fetched(url: string): Promise<void> {
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
}
