import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { connectPostgres } from './postgres.ts'
import { connectSqlite } from './sqlite.ts'

/** Opens the database of `sqlite:FILE` or `postgres://…` and brings its tables up to date. */
export async function connect(url: string): Promise<Database> {
  const database = url.startsWith('sqlite:')
    ? connectSqlite(url.slice('sqlite:'.length))
    : connectPostgres(url)
  try {
    await migrate(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
