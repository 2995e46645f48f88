import type { Tx } from '../../database/database.ts'
import type { RegistrationRow } from './registration-record.ts'

/** Whether this person has another live registration for the event: nobody can be there twice. */
export async function isAlreadyThere(
  tx: Tx,
  { id, event_id, identity }: Pick<RegistrationRow, 'id' | 'event_id' | 'identity'>,
): Promise<boolean> {
  if (identity === null) return false
  const other = await tx.db
    .selectFrom('registrations')
    .select('id')
    .where('event_id', '=', event_id)
    .where('identity', '=', identity)
    .where('status', 'in', ['pending', 'confirmed', 'waitlisted', 'maybe'])
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}
