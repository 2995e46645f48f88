/**
 * Drawing in a thread of its own, so that a long document holds up nobody else. Rows go in as messages, bytes come
 * out on the thread's standard output, which waits for a slow reader.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { inTurns } from './turns.ts'

export type Drawing<Plan, Row> = (plan: Plan, rows: readonly Row[]) => AsyncIterable<Uint8Array>

/** Copying this many rows to the thread takes well under a millisecond. */
const rowsInMessage = 250
/** A small young generation makes garbage go early: 10,000 people are drawn in half the memory, in the same time. */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 8 }

/**
 * What the drawing in `script` (a module that calls `draw`) makes of the plan and the rows, in chunks. Throws what
 * went wrong there; a reader who leaves early ends the thread.
 */
export async function* drawInThread(
  script: URL,
  plan: unknown,
  pages: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<Buffer> {
  const thread = new Worker(script, { workerData: plan, stdout: true, resourceLimits })
  const failed = (error: unknown) => thread.stdout.destroy(asError(error))
  thread.once('error', failed)
  const left = new AbortController()
  sendRows(thread, pages, left.signal).catch(failed)
  try {
    yield* thread.stdout
  } finally {
    left.abort()
    await thread.terminate()
  }
}

async function sendRows(
  thread: Worker,
  pages: AsyncIterable<readonly unknown[]>,
  left: AbortSignal,
): Promise<void> {
  for await (const rows of inTurns(pages, rowsInMessage)) {
    if (left.aborted) return
    thread.postMessage(rows)
  }
  thread.postMessage(endOfRows)
}

const endOfRows = null

/** The thread's side: gathers the rows, then hands out what `drawing` makes, each chunk when the last was taken. */
export async function draw<Plan, Row>(drawing: Drawing<Plan, Row>): Promise<void> {
  const rows = await receivedRows<Row>()
  // The plan is what the module that started this script handed over: the two are written for each other.
  for await (const chunk of drawing(workerData as Plan, rows)) await taken(chunk)
}

async function receivedRows<Row>(): Promise<Row[]> {
  if (parentPort === null) throw new Error('only a thread can draw')
  const rows: Row[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  parentPort.on('message', (message: readonly Row[] | typeof endOfRows) => {
    if (message === endOfRows) resolve()
    else for (const row of message) rows.push(row)
  })
  await promise
  parentPort.close()
  return rows
}

function taken(chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(chunk, (error) => (error ? reject(error) : resolve()))
  })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
