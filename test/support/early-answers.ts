/** Writing as a program does that answers first and commits afterwards. Put in place by `without-commit.ts`. */
import type BetterSqlite from 'better-sqlite3'
import type { Database, Operation, Tx } from '../../src/database/database.ts'

const commitMilliseconds = 100

export function gatheredWrites(connection: BetterSqlite.Database, tx: Tx): Database['write'] {
  let last: Promise<unknown> = Promise.resolve()

  async function now<T>(operation: Operation<T>): Promise<T> {
    if (!connection.inTransaction) {
      connection.exec('BEGIN IMMEDIATE')
      setTimeout(() => connection.exec('COMMIT'), commitMilliseconds)
    }
    return operation(tx)
  }

  return <T>(operation: Operation<T>): Promise<T> => {
    const turn = last.then(() => now(operation))
    last = turn.catch(() => {})
    return turn
  }
}
