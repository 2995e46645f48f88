import type { Tx } from '../../../database/database.ts'
import type { Scope } from './grantable.ts'

/** A role of somebody, with who they are; `within`: undefined when it holds for another event than that. */
export function heldRole(tx: Tx, roleId: number, within: Scope | 'any') {
  return tx.db
    .selectFrom('organizer_roles')
    .innerJoin('organizers', 'organizers.id', 'organizer_roles.organizer_id')
    .selectAll('organizer_roles')
    .select(['organizers.email', 'organizers.name'])
    .where('organizer_roles.id', '=', roleId)
    .$if(within !== 'any', (query) =>
      within === 'any' ? query : query.where('organizer_roles.event_id', '=', within),
    )
    .executeTakeFirst()
}
