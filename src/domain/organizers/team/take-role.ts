import type { Database, Tx } from '../../../database/database.ts'
import { record } from '../../audit/record.ts'
import { mayGrant, type Scope } from './grantable.ts'
import { heldRole } from './held-role.ts'
import { keepOneAdmin } from './last-admin.ts'
import { lockTeam } from './lock-team.ts'
import { removeWhole } from './remove-organizer.ts'

export type RoleTaken =
  /** `removed`: it was their only one */
  { done: 'taken'; removed: boolean } | { done: 'refused'; reason: 'unknown' | 'last-admin' }

/** Takes a role away. Who has none left is removed whole: there is nothing here for them, nor a reason to know them. */
export function takeRole(
  database: Database,
  { by, roleId, within }: { by: number; roleId: number; within: Scope | 'any' },
  now: Date,
): Promise<RoleTaken> {
  return database.write(async (tx): Promise<RoleTaken> => {
    await lockTeam(tx)
    const held = await heldRole(tx, roleId, within)
    if (held === undefined) return { done: 'refused', reason: 'unknown' }
    const taken = await tx.db
      .deleteFrom('organizer_roles')
      .where('id', '=', roleId)
      .where(mayGrant(by, held.role, held.event_id))
      .returning('id')
      .executeTakeFirst()
    if (taken === undefined) return { done: 'refused', reason: 'unknown' }
    await keepOneAdmin(tx, [held])
    const entry = { by, eventId: held.event_id, colleagueId: held.organizer_id, subject: held.email }
    await record(tx, { action: 'role-taken', ...entry, before: { role: held.role } }, now)
    const removed = !(await hasRole(tx, held.organizer_id))
    if (removed) await removeWhole(tx, by, held.organizer_id, now)
    return { done: 'taken', removed }
  })
}

async function hasRole(tx: Tx, organizerId: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('organizer_roles')
    .select('id')
    .where('organizer_id', '=', organizerId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
