import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import type { Database } from '../../src/database/database.ts'

export type TestDatabase = { url: string; database: Database; remove(): Promise<void> }

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** A new empty database of its own, migrated; `remove` closes and deletes it. */
export async function makeDatabase(dialect: 'sqlite' | 'postgres'): Promise<TestDatabase> {
  const made = await emptyDatabase(dialect)
  const database = await connect(made.url)
  return {
    url: made.url,
    database,
    async remove() {
      await database.close()
      await made.drop()
    },
  }
}

/** Tells the same story on SQLite and on PostgreSQL, each with a new database. */
export function onEachDatabase(title: string, story: (of: () => TestDatabase) => void): void {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    describe(`${title} (${dialect})`, () => {
      let made: TestDatabase | undefined
      beforeAll(async () => {
        made = await makeDatabase(dialect)
      })
      afterAll(() => made?.remove())
      story(() => {
        if (made === undefined) throw new Error('The database is there only while a test runs')
        return made
      })
    })
  }
}

/** A database that nothing has opened yet; `drop` deletes it. */
export async function emptyDatabase(dialect: 'sqlite' | 'postgres') {
  return dialect === 'sqlite' ? sqliteUrl() : postgresUrl()
}

function sqliteUrl() {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-test-'))
  return { url: `sqlite:${join(folder, 'test.db')}`, drop: async () => rmSync(folder, { recursive: true }) }
}

let made = 0

async function postgresUrl() {
  const server = inject('postgresUrl')
  const name = `turnout_${process.pid}_${Date.now()}_${made++}`
  await once(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => once(server, `drop database ${name} with (force)`) }
}

async function once(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}
