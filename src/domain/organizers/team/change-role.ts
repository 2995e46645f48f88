import type { Database, Tx } from '../../../database/database.ts'
import type { Role } from '../../../database/tables.ts'
import { record } from '../../audit/record.ts'
import { mayGrant, type Scope } from './grantable.ts'
import { heldRole } from './held-role.ts'
import { keepOneAdmin } from './last-admin.ts'
import { lockTeam } from './lock-team.ts'

export type RoleChange = { by: number; roleId: number; role: Role; within: Scope | 'any' }

export type RoleChanged = { done: 'changed' } | { done: 'refused'; reason: 'unknown' | 'last-admin' }

/** Makes one role another, for the same events. Takes the right to take the one away and to give the other. */
export function changeRole(database: Database, change: RoleChange, now: Date): Promise<RoleChanged> {
  return database.write(async (tx): Promise<RoleChanged> => {
    const { by, roleId, role, within } = change
    await lockTeam(tx)
    const held = await heldRole(tx, roleId, within)
    if (held === undefined) return { done: 'refused', reason: 'unknown' }
    if (held.role === role) return { done: 'changed' }
    if (!(await replace(tx, held, role, by))) return { done: 'refused', reason: 'unknown' }
    await keepOneAdmin(tx, [held])
    const entry = { by, eventId: held.event_id, colleagueId: held.organizer_id, subject: held.email }
    const states = { before: { role: held.role }, after: { role } }
    await record(tx, { action: 'role-changed', ...entry, ...states }, now)
    return { done: 'changed' }
  })
}

type Held = { id: number; organizer_id: number; role: Role; event_id: Scope }

/** Who has the other role already only loses this one. Answers whether that was allowed. */
async function replace(tx: Tx, held: Held, role: Role, by: number): Promise<boolean> {
  const twin = await tx.db
    .selectFrom('organizer_roles')
    .select('id')
    .where('organizer_id', '=', held.organizer_id)
    .where('role', '=', role)
    .where('event_id', 'is not distinct from', held.event_id)
    .executeTakeFirst()
  const done =
    twin === undefined
      ? await tx.db
          .updateTable('organizer_roles')
          .set({ role })
          .where('id', '=', held.id)
          .where(mayGrant(by, held.role, held.event_id))
          .where(mayGrant(by, role, held.event_id))
          .returning('id')
          .executeTakeFirst()
      : await tx.db
          .deleteFrom('organizer_roles')
          .where('id', '=', held.id)
          .where(mayGrant(by, held.role, held.event_id))
          .where(mayGrant(by, role, held.event_id))
          .returning('id')
          .executeTakeFirst()
  return done !== undefined
}
