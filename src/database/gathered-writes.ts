import { setTimeout as pause } from 'node:timers/promises'
import type BetterSqlite from 'better-sqlite3'
import type { Database, Operation, Tx } from './database.ts'
import { Refusal } from './database.ts'

type Job = {
  operation: Operation<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

type Settled = () => void

/** Bounds how long one batch keeps the event loop from other requests. */
const batchMilliseconds = 12
const lockPatienceMilliseconds = 15_000

/**
 * Gathers the operations that wait in one turn of the event loop into one SQLite transaction, a
 * savepoint each, and answers each only after the common commit: an fsync a batch instead of one an
 * operation. Operations run strictly one after another.
 */
export function gatheredWrites(database: BetterSqlite.Database, tx: Tx): Database['write'] {
  const connection = marks(database)
  const queue: Job[] = []
  let running = false

  async function drain(): Promise<void> {
    while (queue.length > 0) await batch(connection, tx, queue)
    running = false
  }

  return <T>(operation: Operation<T>) =>
    new Promise<T>((resolve, reject) => {
      // `resolve` is handed what this very operation answered.
      queue.push({ operation, resolve: resolve as (value: unknown) => void, reject })
      if (running) return
      running = true
      setImmediate(drain)
    })
}

async function batch(connection: Marks, tx: Tx, queue: Job[]): Promise<void> {
  const taken: Job[] = []
  try {
    await begin(connection)
    const settled: Settled[] = []
    const until = performance.now() + batchMilliseconds
    while (queue.length > 0 && (taken.length === 0 || performance.now() < until)) {
      const job = queue.shift()
      if (job === undefined) break
      taken.push(job)
      settled.push(await runInSavepoint(connection, tx, job))
    }
    connection.commit()
    for (const answer of settled) answer()
  } catch (error) {
    if (connection.inTransaction()) connection.rollBack()
    await oneByOne(connection, tx, taken.length > 0 ? taken : queue.splice(0, 1), error)
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

async function runInSavepoint(connection: Marks, tx: Tx, job: Job): Promise<Settled> {
  connection.save()
  try {
    const value = await job.operation(tx)
    connection.release()
    return () => job.resolve(value)
  } catch (error) {
    // Disk full, I/O and memory errors end the whole transaction, savepoint or not.
    if (!connection.inTransaction()) throw error
    connection.rollBackToSave()
    connection.release()
    return error instanceof Refusal ? () => job.resolve(error.value) : () => job.reject(error)
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
    const answer = await runInSavepoint(connection, tx, job)
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
