import type { Dialect, QueryResult } from 'kysely'
import {
  type CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Tables } from './tables.ts'

export type DialectName = 'sqlite' | 'postgres'

export type Value = string | number | bigint | null | Buffer

/** Rows of a query, and how many rows a change touched. */
export type Outcome<Row> = { rows: Row[]; changes: number }

/** Runs one SQL text with its values; `name` is a stable name for a statement worth keeping prepared. */
export type Execute = (sql: string, values: readonly Value[], name?: string) => Promise<Outcome<unknown>>

const parts = {
  sqlite: {
    adapter: () => new SqliteAdapter(),
    compiler: () => new SqliteQueryCompiler(),
    introspector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  },
  postgres: {
    adapter: () => new PostgresAdapter(),
    compiler: () => new PostgresQueryCompiler(),
    introspector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  },
}

/**
 * The typed query layer over a function that runs SQL. Transactions are the business of `write`,
 * so this Kysely refuses to begin one itself.
 */
export function queriesOver(name: DialectName, execute: Execute): Kysely<Tables> {
  const connection = {
    executeQuery: <R>(query: CompiledQuery) => answer<R>(execute, query),
    streamQuery: () => unsupported('streams: read in keyset pages'),
  }
  const dialect: Dialect = {
    createAdapter: parts[name].adapter,
    createQueryCompiler: parts[name].compiler,
    createIntrospector: parts[name].introspector,
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: async () => unsupported('transactions here: use database.write'),
      commitTransaction: async () => {},
      rollbackTransaction: async () => {},
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
  }
  return new Kysely<Tables>({ dialect })
}

async function answer<R>(execute: Execute, query: CompiledQuery): Promise<QueryResult<R>> {
  // Kysely types parameters as unknown; the row types let only these values in.
  const { rows, changes } = await execute(query.sql, query.parameters as readonly Value[])
  // The row type is what Kysely inferred from the query itself.
  return { rows: rows as R[], numAffectedRows: BigInt(changes) }
}

function unsupported(what: string): never {
  throw new Error(`This connection has no ${what}`)
}
