import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type { Database, Tx } from './database.ts'
import { refuse } from './database.ts'
import type { Execute, Outcome, Value } from './dialect.ts'
import { queriesOver } from './dialect.ts'
import { gatheredWrites } from './gathered-writes.ts'
import { bind } from './statement.ts'

type Connection = BetterSqlite.Database

/**
 * Opens a file, made when absent, with two connections: one writes, the other only reads, so that
 * pages do not queue behind a batch of writes.
 */
export function connectSqlite(file: string): Database {
  mkdirSync(dirname(file), { recursive: true })
  makeForOwner(file)
  const writer = open(file)
  const reader = new BetterSqlite(file, { readonly: true })
  reader.pragma('busy_timeout = 50')
  const runReader = runner(preparer(reader))
  const tx = transaction(preparer(writer))
  return {
    dialect: 'sqlite',
    url: `sqlite:${file}`,
    read: queriesOver('sqlite', asynchronous(runReader)),
    async fetch(statement, values) {
      const compiled = statement.compiled('sqlite')
      return runReader(compiled.sql, bind(compiled, values)).rows as never[]
    },
    write: gatheredWrites(writer, tx),
    async close() {
      reader.close()
      writer.close()
    },
  }
}

/**
 * A new file will hold people's data: other users of the machine read none of it, nor of the log, which gets the
 * same mode. One that exists is not touched: closing it here would end the locks of whoever has it open.
 */
function makeForOwner(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

function open(file: string): Connection {
  const connection = new BetterSqlite(file)
  switchToWal(connection)
  // Waiting sleeps on the event loop, so wait little from here on and try again asynchronously.
  connection.pragma('busy_timeout = 5')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('secure_delete = ON')
  // The indexes of a large event stay in memory, and pages that many batches touch are copied back less often.
  connection.pragma('cache_size = -65536')
  connection.pragma('wal_autocheckpoint = 4000')
  return connection
}

/**
 * Two processes that open a new file at once both want the lock that this switch takes for a moment; whoever only asks
 * meets it too.
 */
function switchToWal(connection: Connection): void {
  connection.pragma('busy_timeout = 5000')
  if (connection.pragma('journal_mode', { simple: true }) === 'wal') return
  connection.pragma('journal_mode = WAL')
}

function transaction(prepare: Prepare): Tx {
  const run = runner(prepare)
  return {
    dialect: 'sqlite',
    db: queriesOver('sqlite', asynchronous(run)),
    async run(statement, values) {
      const compiled = statement.compiled('sqlite')
      // The row type is what the statement's query was inferred to give.
      return run(compiled.sql, bind(compiled, values)) as Outcome<never>
    },
    async insert(statement, values) {
      const compiled = statement.compiled('sqlite')
      const { changes, lastInsertRowid } = prepare(compiled.sql).run(...bind(compiled, values))
      return changes === 1 ? Number(lastInsertRowid) : null
    },
    refuse,
  }
}

type Run = (sql: string, values: readonly Value[]) => Outcome<unknown>
type Prepare = (sql: string) => BetterSqlite.Statement

/** Keeps prepared statements: preparing costs several times what a run does. */
function preparer(connection: Connection): Prepare {
  const prepared = new Map<string, BetterSqlite.Statement>()
  return (sql) => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = connection.prepare(sql)
    // Queries with lists of varying length would fill the map for ever.
    if (prepared.size >= 500) prepared.clear()
    prepared.set(sql, statement)
    return statement
  }
}

function runner(prepare: Prepare): Run {
  return (sql, values) => {
    const statement = prepare(sql)
    if (statement.reader) {
      const rows = statement.all(...values)
      return { rows, changes: rows.length }
    }
    return { rows: [], changes: statement.run(...values).changes }
  }
}

function asynchronous(run: Run): Execute {
  return async (sql, values) => run(sql, values)
}
