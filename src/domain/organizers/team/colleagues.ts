/** Who works with events here, and as what. */
import type { Kysely } from 'kysely'
import type { Role, Tables } from '../../../database/tables.ts'
import { allowed, allowedEverywhere } from '../permissions.ts'
import type { Scope } from './grantable.ts'

export type Colleague = {
  id: number
  email: string
  name: string
  /** When they last signed in; null: invited, and not come yet */
  seenAt: string | null
  roles: readonly { id: number; role: Role; eventId: Scope }[]
}

export const colleaguesOnPage = 100

/** Everybody in the order of names, a page of them, for whoever looks after the team. */
export async function allColleagues(
  db: Kysely<Tables>,
  by: number,
  page: number,
): Promise<{ colleagues: Colleague[]; hasMore: boolean }> {
  const rows = await db
    .selectFrom('organizers')
    .select(['id', 'email', 'name', 'seen_at'])
    .where(allowedEverywhere({ organizerId: by, right: 'manage-team' }))
    .orderBy('name')
    .orderBy('email')
    .limit(colleaguesOnPage + 1)
    .offset((page - 1) * colleaguesOnPage)
    .execute()
  const shown = rows.slice(0, colleaguesOnPage)
  return { colleagues: await withRoles(db, shown, 'any'), hasMore: rows.length > colleaguesOnPage }
}

/** Those who have a role in this event, also by having it in all; for whoever may invite more of them. */
export async function colleaguesOf(db: Kysely<Tables>, by: number, eventId: number): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('organizers')
    .select(['id', 'email', 'name', 'seen_at'])
    .where(allowed({ organizerId: by, right: 'invite-colleagues' }, eventId))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('organizer_roles')
          .select('organizer_roles.id')
          .whereRef('organizer_roles.organizer_id', '=', 'organizers.id')
          .where((is) => is.or([is('event_id', 'is', null), is('event_id', '=', eventId)])),
      ),
    )
    .orderBy('name')
    .orderBy('email')
    .execute()
  return withRoles(db, rows, eventId)
}

type Row = { id: number; email: string; name: string; seen_at: string | null }

async function withRoles(
  db: Kysely<Tables>,
  rows: readonly Row[],
  within: number | 'any',
): Promise<Colleague[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const roles = await db
    .selectFrom('organizer_roles')
    .selectAll()
    .where('organizer_id', 'in', ids)
    .$if(within !== 'any', (query) =>
      query.where((is) => is.or([is('event_id', 'is', null), is('event_id', '=', Number(within))])),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ id, email, name, seen_at }) => ({
    ...{ id, email, name, seenAt: seen_at },
    roles: roles
      .filter(({ organizer_id }) => organizer_id === id)
      .map((held) => ({ id: held.id, role: held.role, eventId: held.event_id })),
  }))
}
