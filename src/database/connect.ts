import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { connectPostgres } from './postgres.ts'
import { connectSqlite } from './sqlite.ts'

/** Opens the database of `sqlite:FILE` or `postgres://…` and brings its tables up to date. */
export async function connect(url: string): Promise<Database> {
  const database = connectAgain(url)
  try {
    await migrate(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** A database that this program has brought up to date already, for a thread of its own. */
export function connectAgain(url: string, connections?: number): Database {
  return url.startsWith('sqlite:')
    ? connectSqlite(url.slice('sqlite:'.length))
    : connectPostgres(url, connections)
}
