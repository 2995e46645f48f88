import type { CompiledQuery, Kysely } from 'kysely'
import type { DialectName, Value } from './dialect.ts'
import { queriesOver } from './dialect.ts'
import type { Tables } from './tables.ts'

type Compilable<Row> = { compile(): CompiledQuery<Row> }
type Compiled = { name: string; sql: string; slots: readonly (Parameter | Value)[] }

class Parameter {
  readonly key: string
  constructor(key: string) {
    this.key = key
  }
}

/** A query of the hot path, compiled once a dialect; only values are bound when it runs. */
export type Statement<Values extends Record<string, Value>, Row> = {
  compiled(dialect: DialectName): Compiled
  /** Type carriers; never set. */
  readonly values?: Values
  readonly row?: Row
}

/**
 * Writes a query with Kysely where `p('key')` stands for a value given at each run:
 * `statement('event-by-slug', (db, p) => db.selectFrom('events').where('slug', '=', p('slug')))`.
 * Building and compiling a query costs more than running it, so it happens once, at first use.
 */
export function statement<Values extends Record<string, Value>>() {
  return <Row>(
    name: string,
    build: (db: Kysely<Tables>, p: <K extends keyof Values & string>(key: K) => Values[K]) => Compilable<Row>,
  ): Statement<Values, Row> => {
    const kept = new Map<DialectName, Compiled>()
    return {
      compiled(dialect) {
        const found = kept.get(dialect) ?? compile(name, dialect, build)
        kept.set(dialect, found)
        return found
      },
    }
  }
}

function compile<Values extends Record<string, Value>, Row>(
  name: string,
  dialect: DialectName,
  build: (db: Kysely<Tables>, p: <K extends keyof Values & string>(key: K) => Values[K]) => Compilable<Row>,
): Compiled {
  const writer = queriesOver(dialect, () => Promise.reject(new Error('only for compiling')))
  // The marker takes the place of the value until it is bound; Kysely passes it through untouched.
  const query = build(writer, (key) => new Parameter(key) as never).compile()
  // What is not a marker is a constant of the query, which the row types let in.
  return { name, sql: query.sql, slots: query.parameters as readonly (Parameter | Value)[] }
}

/** The values of one run in the order of the statement's placeholders. */
export function bind(compiled: Compiled, values: Record<string, Value>): Value[] {
  const bound = new Array<Value>(compiled.slots.length)
  for (let i = 0; i < bound.length; i++) {
    const slot = compiled.slots[i]
    bound[i] = slot instanceof Parameter ? (values[slot.key] as Value) : (slot as Value)
  }
  return bound
}
