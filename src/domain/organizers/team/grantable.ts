import type { Tx } from '../../../database/database.ts'
import type { Role } from '../../../database/tables.ts'
import { allowed, allowedEverywhere, type Right } from '../permissions.ts'

/** One event by its id, or null: all of them, those to come included. */
export type Scope = number | null

/** An administrator is made by administrators alone; the other roles by whoever may invite. */
function rightFor(role: Role): Right {
  return role === 'admin' ? 'manage-team' : 'invite-colleagues'
}

/** The roles that somebody with these rights may give and take away. */
export function grantableRoles(rights: ReadonlySet<Right>): Role[] {
  const all: readonly Role[] = ['desk', 'contact', 'organizer', 'admin']
  return all.filter((role) => rights.has(rightFor(role)))
}

/** SQL that is true where the organizer `by` may give the role, or take it away: never more than they hold themselves. */
export function mayGrant(by: number, role: Role, scope: Scope) {
  if (scope === null) return allowedEverywhere({ organizerId: by, right: 'manage-team' })
  return allowed({ organizerId: by, right: rightFor(role) }, scope)
}

export async function isGrantable(tx: Tx, by: number, role: Role, scope: Scope): Promise<boolean> {
  const row = await tx.db
    .selectFrom('organizers')
    .select('id')
    .where('id', '=', by)
    .where(mayGrant(by, role, scope))
    .executeTakeFirst()
  return row !== undefined
}
