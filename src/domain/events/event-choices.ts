import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { allowed, type Permission } from '../organizers/permissions.ts'
import { type EventRecord, eventRecord } from './event-record.ts'

const mostChoices = 200

/** Events to choose from in a form: those that have not ended, soonest first. */
export async function eventChoices(
  db: Kysely<Tables>,
  permission: Permission,
  now: Date,
): Promise<EventRecord[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('ends_at', '>', now.toISOString())
    .where(allowed(permission, 'events.id'))
    .orderBy('ends_at')
    .orderBy('id')
    .limit(mostChoices)
    .execute()
  return rows.map(eventRecord)
}

/** Events by their ids. */
export async function eventsById(
  db: Kysely<Tables>,
  ids: readonly (number | null)[],
): Promise<Map<number, EventRecord>> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  if (known.length === 0) return new Map()
  const rows = await db.selectFrom('events').selectAll().where('id', 'in', known).execute()
  return new Map(rows.map((row) => [row.id, eventRecord(row)]))
}
