import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import type BetterSqlite from 'better-sqlite3'
import type { Database, Operation, Tx } from './database.ts'
import { Refusal } from './database.ts'

type Job = {
  operation: Operation<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

type Settled = { failed: boolean; answer: () => void }
type Run = (connection: Marks, tx: Tx, job: Job) => Promise<Settled>

/** An operation without a savepoint failed: what the batch wrote so far cannot be told apart. */
class Spoilt extends Error {}

/** Bounds how long one batch keeps the event loop from other requests. */
const batchMilliseconds = 12
const gatherMilliseconds = 4
const lockPatienceMilliseconds = 15_000

/**
 * Gathers the operations that wait in one turn of the event loop into one SQLite transaction and answers
 * each only after the common commit: an fsync a batch instead of one an operation. Operations run strictly
 * one after another.
 *
 * A savepoint makes SQLite copy each page that an operation touches, and nearly no operation needs one. So a batch
 * goes without, until one of its operations fails or refuses: then it is undone and run again from its start, a
 * savepoint each, and so are the batches after it until one passes without a failure.
 */
export function gatheredWrites(database: BetterSqlite.Database, tx: Tx): Database['write'] {
  const connection = marks(database)
  const queue: Job[] = []
  let running = false
  let careful = false

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      await gather(queue)
      careful = await batch(connection, tx, queue, careful ? runInSavepoint : runOpenly)
    }
    running = false
  }

  return <T>(operation: Operation<T>) =>
    new Promise<T>((resolve, reject) => {
      // `resolve` is handed what this very operation answered.
      queue.push({ operation, resolve: resolve as (value: unknown) => void, reject })
      if (running) return
      running = true
      void drain()
    })
}

/** Waits as long as each turn of the event loop brings more: whoever comes a turn later would pay a commit of their own. */
async function gather(queue: readonly Job[]): Promise<void> {
  const until = performance.now() + gatherMilliseconds
  let known = 0
  while (queue.length > known && performance.now() < until) {
    known = queue.length
    await turn()
  }
}

/** Whether something failed, so that the next batch had better take care. */
async function batch(connection: Marks, tx: Tx, queue: Job[], run: Run): Promise<boolean> {
  const taken: Job[] = []
  try {
    await begin(connection)
    const settled: Settled[] = []
    const until = performance.now() + batchMilliseconds
    while (queue.length > 0 && (taken.length === 0 || performance.now() < until)) {
      const job = queue.shift()
      if (job === undefined) break
      taken.push(job)
      settled.push(await run(connection, tx, job))
    }
    connection.commit()
    for (const { answer } of settled) answer()
    return settled.some(({ failed }) => failed)
  } catch (error) {
    if (connection.inTransaction()) connection.rollBack()
    if (error instanceof Spoilt) queue.unshift(...taken)
    else await oneByOne(connection, tx, taken.length > 0 ? taken : queue.splice(0, 1), error)
    return true
  }
}

/** Answers when the write lock is held; another process may hold it for a while. */
async function begin(connection: Marks): Promise<void> {
  const patience = performance.now() + lockPatienceMilliseconds
  for (;;) {
    try {
      connection.begin()
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > patience) throw error
      await pause(1 + Math.random() * 10)
    }
  }
}

async function runOpenly(_connection: Marks, tx: Tx, job: Job): Promise<Settled> {
  try {
    const value = await job.operation(tx)
    return { failed: false, answer: () => job.resolve(value) }
  } catch (error) {
    throw new Spoilt('To be run again with care', { cause: error })
  }
}

async function runInSavepoint(connection: Marks, tx: Tx, job: Job): Promise<Settled> {
  connection.save()
  try {
    const value = await job.operation(tx)
    connection.release()
    return { failed: false, answer: () => job.resolve(value) }
  } catch (error) {
    // Disk full, I/O and memory errors end the whole transaction, savepoint or not.
    if (!connection.inTransaction()) throw error
    connection.rollBackToSave()
    connection.release()
    const answer = error instanceof Refusal ? () => job.resolve(error.value) : () => job.reject(error)
    return { failed: true, answer }
  }
}

/** After a failure of the whole batch: each operation alone, so that one cannot take the others down. */
async function oneByOne(connection: Marks, tx: Tx, jobs: Job[], cause: unknown): Promise<void> {
  for (const job of jobs) {
    if (jobs.length === 1) {
      job.reject(cause)
      return
    }
    await alone(connection, tx, job)
  }
}

async function alone(connection: Marks, tx: Tx, job: Job): Promise<void> {
  try {
    await begin(connection)
    const { answer } = await runInSavepoint(connection, tx, job)
    connection.commit()
    answer()
  } catch (error) {
    if (connection.inTransaction()) connection.rollBack()
    job.reject(error)
  }
}

type Marks = ReturnType<typeof marks>

/** The words that begin and end things, prepared once: each operation says several of them. */
function marks(database: BetterSqlite.Database) {
  const saying = (words: string) => {
    const prepared = database.prepare(words)
    return () => void prepared.run()
  }
  return {
    inTransaction: () => database.inTransaction,
    begin: saying('BEGIN IMMEDIATE'),
    commit: saying('COMMIT'),
    rollBack: saying('ROLLBACK'),
    save: saying('SAVEPOINT operation'),
    release: saying('RELEASE operation'),
    rollBackToSave: saying('ROLLBACK TO operation'),
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
