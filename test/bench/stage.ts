/** Databases to measure on: events and registrations in the number that is asked for. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { connect } from '../../src/database/connect.ts'
import type { Database } from '../../src/database/database.ts'
import type { DialectName } from '../../src/database/dialect.ts'
import { type EventRecord, findEvent } from '../../src/domain/events/event-record.ts'
import { newRow } from '../../src/domain/registrations/insert.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { importRoundTables } from '../support/round-tables.ts'
import { person } from './crowd.ts'

export type Stage = {
  url: string
  /** The event with the registrations */
  slug: string
  database: Database
  strike(): Promise<void>
}

export type Setting = {
  dialect: DialectName
  events: number
  registrations: number
  /** Nobody finds a place any more: who comes waits. */
  isFull?: boolean
}

export type Theatre = {
  /** On the disk whose commits are measured */
  folder: string
  set(setting: Setting): Promise<Stage>
  close(): Promise<void>
}

/** Opens a folder and, at first need, a PostgreSQL server; `close` takes both away. */
export function openTheatre(): Theatre {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-bench-'))
  let postgres: ReturnType<typeof startPostgres> | undefined
  let count = 0

  async function emptyDatabase(dialect: DialectName): Promise<string> {
    count += 1
    if (dialect === 'sqlite') return `sqlite:${join(folder, `${count}`, 'bench.db')}`
    postgres ??= startPostgres()
    return createDatabase((await postgres).url, `bench_${count}`)
  }

  return {
    folder,
    async set(setting) {
      const url = await emptyDatabase(setting.dialect)
      const database = await connect(url)
      const slug = await fill(database, setting)
      return { url, slug, database, strike: () => database.close() }
    },
    async close() {
      await (await postgres)?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function createDatabase(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function fill(database: Database, setting: Setting): Promise<string> {
  const { events, registrations, isFull = false } = setting
  const slugs = await importRoundTables(database, 'bench', events, { capacity: isFull ? 1 : 1_000_000 })
  const slug = slugs[0] ?? ''
  const event = await findEvent(database.read, slug)
  if (event === undefined) throw new Error('The event was not imported')
  const inOneStep = 500
  for (let from = 0; from < registrations; from += inOneStep)
    await register(database, event, from, Math.min(inOneStep, registrations - from))
  // A server does this by itself within a minute; until then it plans for empty tables.
  if (database.dialect === 'postgres') await sql`analyze`.execute(database.read)
  return slug
}

/** Rows as the product writes them, without the wait for each: the letters have left already. */
async function register(database: Database, event: EventRecord, from: number, count: number): Promise<void> {
  const now = new Date()
  const confirmed = { status: 'confirmed', pendingFor: null, takesPlaces: true } as const
  const rows = Array.from({ length: count }, (_, i) => newRow(event, person(from + i), confirmed, now))
  await database.write(async ({ db }) => {
    const ids = await db.insertInto('registrations').values(rows).returning('id').execute()
    const letters = rows.map((row, i) => sentLetter(row, ids[i]?.id ?? null, now.toISOString()))
    await db.insertInto('outbox').values(letters).execute()
    await db
      .updateTable('event_places')
      .set((eb) => ({ taken: eb('taken', '+', count) }))
      .where('event_id', '=', event.id)
      .execute()
  })
}

function sentLetter(row: ReturnType<typeof newRow>, id: number | null, at: string) {
  return {
    event_id: row.event_id,
    registration_id: id,
    kind: 'confirmed',
    language: row.language,
    to_name: row.name,
    to_email: row.email ?? '',
    data: '{"status":"confirmed","guests":0,"sessions":[],"calendar":"REQUEST","sequence":0}',
    message_id: crypto.randomUUID(),
    state: 'sent' as const,
    attempts: 1,
    due_at: at,
    created_at: at,
    sent_at: at,
  }
}
