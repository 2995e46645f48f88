import type { Tx } from '../../../database/database.ts'
import type { Role } from '../../../database/tables.ts'
import type { Scope } from './grantable.ts'

/** Of roles that were just taken away: undoes it all where nobody would be left who answers for everything. */
export async function keepOneAdmin(tx: Tx, taken: readonly { role: Role; event_id: Scope }[]): Promise<void> {
  if (!taken.some(({ role, event_id }) => role === 'admin' && event_id === null)) return
  const left = await tx.db
    .selectFrom('organizer_roles')
    .select('id')
    .where('role', '=', 'admin')
    .where('event_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (left === undefined) tx.refuse({ done: 'refused', reason: 'last-admin' })
}
