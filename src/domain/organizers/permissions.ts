/** Who may do what. Every query about an event or its people asks it in its own `where`. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Role, Tables } from '../../database/tables.ts'

/**
 * The whole table. A role holds for all events or for one. The desk finds out who is on the list and nothing else of
 * them; a contact answers people's questions, so reads what they said of themselves.
 */
const roles = {
  'see-list': ['admin', 'organizer', 'contact', 'desk'],
  'see-people': ['admin', 'organizer', 'contact'],
  'see-questions': ['admin', 'organizer', 'contact'],
  'see-figures': ['admin', 'organizer', 'contact'],
  'see-letters': ['admin', 'organizer', 'contact'],
  'change-people': ['admin', 'organizer'],
  export: ['admin', 'organizer'],
  'write-letters': ['admin', 'organizer'],
  'edit-event': ['admin', 'organizer'],
  'create-event': ['admin', 'organizer'],
  'see-log': ['admin', 'organizer'],
  'invite-colleagues': ['admin', 'organizer'],
  'manage-team': ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type Right = keyof typeof roles

/** What an organizer is about to do with an event. */
export type Permission = { organizerId: number; right: Right }

/**
 * SQL that is true where the organizer has the right on the event: one by its id, or each row of `events`. Not an
 * `exists`: SQLite makes a join of that, and then sorts what it could have read in order from an index.
 */
export function allowed({ organizerId, right }: Permission, event: number | 'events.id') {
  return sql<boolean>`1 = (
    select 1 from organizer_roles
    where organizer_roles.organizer_id = ${organizerId} and organizer_roles.role in (${sql.join(roles[right])})
      and (organizer_roles.event_id is null or organizer_roles.event_id = ${typeof event === 'number' ? event : sql.ref(event)})
    limit 1)`
}

/** SQL that is true where the organizer has the right on every event, those to come included. */
export function allowedEverywhere({ organizerId, right }: Permission) {
  return sql<boolean>`exists (
    select 1 from organizer_roles as held
    where held.organizer_id = ${organizerId} and held.role in (${sql.join(roles[right])}) and held.event_id is null)`
}

/** All that the organizer may do with one event. */
export async function rightsOn(
  db: Kysely<Tables>,
  organizerId: number,
  eventId: number,
): Promise<ReadonlySet<Right>> {
  const rows = await db
    .selectFrom('organizer_roles')
    .select('role')
    .where('organizer_id', '=', organizerId)
    .where((is) => is.or([is('event_id', 'is', null), is('event_id', '=', eventId)]))
    .execute()
  return new Set(allRights.filter((right) => rows.some(({ role }) => holds(role, right))))
}

/** All that the organizer may do with every event, those that are still to come included. */
export async function rightsEverywhere(db: Kysely<Tables>, organizerId: number): Promise<ReadonlySet<Right>> {
  const rows = await db
    .selectFrom('organizer_roles')
    .select('role')
    .where('organizer_id', '=', organizerId)
    .where('event_id', 'is', null)
    .execute()
  return new Set(allRights.filter((right) => rows.some(({ role }) => holds(role, right))))
}

/** Kept letters speak of all events and open any door, so they are for those who answer for everything. */
export async function mayReadMail(db: Kysely<Tables>, organizerId: number): Promise<boolean> {
  const row = await db
    .selectFrom('organizer_roles')
    .select('id')
    .where('organizer_id', '=', organizerId)
    .where('role', '=', 'admin')
    .where('event_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

// Object.keys forgets that the keys are the rights.
const allRights = Object.keys(roles) as Right[]

function holds(role: Role, right: Right): boolean {
  const holders: readonly Role[] = roles[right]
  return holders.includes(role)
}
