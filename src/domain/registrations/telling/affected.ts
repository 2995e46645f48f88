/** The people whom a change of their event concerns: how many, and who of them cannot be written to. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { allowed, type Permission } from '../../organizers/permissions.ts'
import { type LiveStatus, liveStatuses } from './what-changed.ts'

/** So many people of one status and language; `reachable`: by e-mail. */
export type Affected = { status: LiveStatus; language: string; reachable: boolean; people: number }

export async function affectedBy(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
): Promise<Affected[]> {
  const rows = await db
    .selectFrom('registrations')
    .select(['status', 'language', sql<number>`case when email is null then 0 else 1 end`.as('reachable')])
    .select((of) => of.fn.countAll<number>().as('people'))
    .where('event_id', '=', eventId)
    .where('status', 'in', liveStatuses)
    .where(allowed(permission, eventId))
    .groupBy(['status', 'language', 'reachable'])
    .execute()
  return rows.map((row) => ({
    // The condition above lets no other through.
    status: row.status as LiveStatus,
    language: row.language,
    reachable: Number(row.reachable) === 1,
    people: Number(row.people),
  }))
}

export type ToCall = {
  reference: string
  name: string
  phone: string
  organization: string
  status: LiveStatus
}

/** Those without an address, in the order of the list; one more than `most` tells that there are more. */
export async function peopleToCall(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
  most: number,
): Promise<ToCall[]> {
  const rows = await db
    .selectFrom('registrations')
    .select(['reference', 'name', 'phone', 'organization', 'status'])
    .where('event_id', '=', eventId)
    .where('email', 'is', null)
    .where('status', 'in', liveStatuses)
    .where(allowed(permission, eventId))
    .orderBy('search')
    .limit(most + 1)
    .execute()
  return rows as ToCall[] // of these statuses alone
}
