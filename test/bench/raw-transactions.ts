/**
 * The yardstick of the disk: the three writes of a confirmation, each time in a transaction of its own, as fast as
 * better-sqlite3 does them with nothing around. Prints how many a second.
 */
import BetterSqlite from 'better-sqlite3'
import { connect } from '../../src/database/connect.ts'
import { findEvent } from '../../src/domain/events/event-record.ts'
import { newRow } from '../../src/domain/registrations/insert.ts'
import { person } from './crowd.ts'

const [, , url = '', slug = '', seconds = '1'] = process.argv
const known = await connect(url)
const event = await findEvent(known.read, slug)
await known.close()
if (event === undefined) throw new Error(`There is no event ${slug}`)

const connection = new BetterSqlite(url.slice('sqlite:'.length))
connection.pragma('journal_mode = WAL')
connection.pragma('synchronous = FULL')
connection.pragma('foreign_keys = ON')
connection.pragma('secure_delete = ON')

const confirmed = { status: 'confirmed', pendingFor: null, takesPlaces: true } as const
const now = new Date()
const first = 2_000_000 + (process.pid % 1000) * 1_000_000
// Made beforehand: only the writing is measured.
const rows = Array.from({ length: 12_000 * Number(seconds) }, (_, i) => ({
  registration: newRow(event, person(first + i), confirmed, now),
  messageId: crypto.randomUUID(),
}))
const columns = Object.keys(rows[0]?.registration ?? {})

const insert = connection.prepare(
  `insert into registrations (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`,
)
const take = connection.prepare(
  `update event_places set taken = taken + 1
   where event_id = ? and waiting = 0 and (capacity is null or taken + 1 <= capacity)`,
)
const write = connection.prepare(
  `insert into outbox (event_id, registration_id, kind, language, to_name, to_email, data, message_id, state, attempts,
     due_at, created_at)
   values (?, ?, 'confirmed', ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)`,
)
const data = '{"status":"confirmed","guests":0,"sessions":[],"calendar":"REQUEST","sequence":0}'

const confirm = connection.transaction(({ registration, messageId }: (typeof rows)[number]) => {
  const { lastInsertRowid } = insert.run(registration)
  if (take.run(event.id).changes !== 1) throw new Error('No place was left')
  const { language, name, email, registered_at: at } = registration
  write.run(event.id, lastInsertRowid, language, name, email, data, messageId, at, at)
})

const started = performance.now()
const until = started + Number(seconds) * 1000
let done = 0
for (const row of rows) {
  if (performance.now() >= until) break
  confirm.immediate(row)
  done += 1
}
console.log((done / (performance.now() - started)) * 1000)
connection.close()
