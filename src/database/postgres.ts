import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import pg from 'pg'
import type { Database, Operation, Tx } from './database.ts'
import { Refusal, refuse } from './database.ts'
import type { Execute, Outcome } from './dialect.ts'
import { queriesOver } from './dialect.ts'
import { bind } from './statement.ts'
import type { Tables } from './tables.ts'

const int8 = 20
const numeric = 1700
const tries = 12

/** A pool of connections; a transaction a call of `write`, run again when PostgreSQL could not serialize it. */
export function connectPostgres(url: string, connections = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, types: { getTypeParser: parser } })
  // An idle connection that breaks is replaced by the pool at the next call; without a listener it would end the process.
  pool.on('error', () => {})
  const read = executor(pool)
  return {
    dialect: 'postgres',
    url,
    read: queriesOver('postgres', read),
    async fetch(statement, values) {
      const compiled = statement.compiled('postgres')
      // The row type is what the statement's query was inferred to give.
      return (await read(compiled.sql, bind(compiled, values), compiled.name)).rows as never[]
    },
    write: (operation) => writeWithRetries(pool, operation),
    close: () => pool.end(),
  }
}

/** Counts and sums come as int8 and numeric, which the driver would hand over as text. */
function parser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === int8 || oid === numeric) return Number
  return pg.types.getTypeParser(oid, format as 'text')
}

function executor(client: pg.Pool | pg.PoolClient): Execute {
  return async (sql, values, name) => {
    const query =
      name === undefined ? { text: sql, values: [...values] } : { text: sql, values: [...values], name }
    const result = await client.query(query)
    return { rows: result.rows, changes: result.rowCount ?? 0 }
  }
}

async function writeWithRetries<T>(pool: pg.Pool, operation: Operation<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeOnce(pool, operation)
    } catch (error) {
      if (attempt >= tries || !isWorthRetrying(error)) throw error
      await pause(Math.random() * 10 * attempt)
    }
  }
}

async function writeOnce<T>(pool: pg.Pool, operation: Operation<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const value = await operation(transactionOn(client))
    await client.query('COMMIT')
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    // The value was given to `refuse` by this very operation.
    if (error instanceof Refusal) return error.value as T
    throw error
  } finally {
    client.release(broken)
  }
}

const bound = new WeakMap<pg.PoolClient, Tx>()

function transactionOn(client: pg.PoolClient): Tx {
  const known = bound.get(client)
  if (known !== undefined) return known
  const execute = executor(client)
  const db: Kysely<Tables> = queriesOver('postgres', execute)
  const tx: Tx = {
    dialect: 'postgres',
    db,
    async run(statement, values) {
      const compiled = statement.compiled('postgres')
      // The row type is what the statement's query was inferred to give.
      return (await execute(compiled.sql, bind(compiled, values), compiled.name)) as Outcome<never>
    },
    async insert(statement, values) {
      const compiled = statement.compiled('postgres')
      const { rows } = await execute(`${compiled.sql} returning id`, bind(compiled, values), compiled.name)
      // Every table of ours that is inserted into has an id.
      return (rows[0] as { id: number } | undefined)?.id ?? null
    },
    refuse,
  }
  bound.set(client, tx)
  return tx
}

/** serialization_failure and deadlock_detected (PostgreSQL manual, appendix A): nothing was done, try again. */
function isWorthRetrying(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')
}
