import type { Kysely } from 'kysely'
import type { DialectName, Outcome, Value } from './dialect.ts'
import type { Statement } from './statement.ts'
import type { Tables } from './tables.ts'

/** What an operation works with: the queries of its own transaction, and nothing else. */
export type Tx = {
  readonly dialect: DialectName
  readonly db: Kysely<Tables>
  /** Runs a statement that was compiled once. */
  run<Values extends Record<string, Value>, Row>(
    statement: Statement<Values, Row>,
    values: Values,
  ): Promise<Outcome<Row>>
  /**
   * Inserts one row and answers its id; null when a conflict that the statement tolerates kept it out. The statement
   * itself returns nothing: for a RETURNING SQLite first copies every page that the statement touches.
   */
  insert<Values extends Record<string, Value>, Row>(
    statement: Statement<Values, Row>,
    values: Values,
  ): Promise<number | null>
  /** Undoes everything this operation wrote and answers `value`: an expected refusal, not a fault. */
  refuse(value: unknown): never
}

export type Operation<T> = (tx: Tx) => Promise<T>

export type Database = {
  readonly dialect: DialectName
  /** Its address, for a thread that opens it once more */
  readonly url: string
  /** For pages and exports. Never use it inside `write`: it does not see what the transaction did. */
  readonly read: Kysely<Tables>
  /** A compiled statement that only reads. */
  fetch<Values extends Record<string, Value>, Row>(
    statement: Statement<Values, Row>,
    values: Values,
  ): Promise<Row[]>
  /**
   * The one way to change anything: runs `operation` in a transaction and answers after its commit.
   * The operation may run again from the start when the database asks for it, so it awaits nothing
   * but SQL and changes nothing but rows.
   */
  write<T>(operation: Operation<T>): Promise<T>
  close(): Promise<void>
}

/** Thrown by `tx.refuse`, caught by `write`. */
export class Refusal extends Error {
  readonly value: unknown
  constructor(value: unknown) {
    super('refused')
    this.value = value
  }
}

export function refuse(value: unknown): never {
  throw new Refusal(value)
}
