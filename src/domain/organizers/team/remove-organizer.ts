import type { Database, Tx } from '../../../database/database.ts'
import { record } from '../../audit/record.ts'
import { allowedEverywhere } from '../permissions.ts'
import { keepOneAdmin } from './last-admin.ts'
import { lockTeam } from './lock-team.ts'

export type Removed = { done: 'removed' } | { done: 'refused'; reason: 'unknown' | 'last-admin' }

/** Removes a person whole: roles, sessions, links that were sent and letters that were not. What they did stays written down. */
export function removeOrganizer(
  database: Database,
  { by, organizerId }: { by: number; organizerId: number },
  now: Date,
): Promise<Removed> {
  return database.write(async (tx): Promise<Removed> => {
    await lockTeam(tx)
    const allowedToo = await tx.db
      .selectFrom('organizers')
      .select('id')
      .where('id', '=', organizerId)
      .where(allowedEverywhere({ organizerId: by, right: 'manage-team' }))
      .executeTakeFirst()
    if (allowedToo === undefined) return { done: 'refused', reason: 'unknown' }
    await removeWhole(tx, by, organizerId, now)
    return { done: 'removed' }
  })
}

/** For whoever has been found to be allowed to; sessions and links go with the row that they belong to. */
export async function removeWhole(tx: Tx, by: number, organizerId: number, now: Date): Promise<void> {
  const roles = await tx.db
    .selectFrom('organizer_roles')
    .select(['role', 'event_id'])
    .where('organizer_id', '=', organizerId)
    .execute()
  await tx.db.deleteFrom('outbox').where('organizer_id', '=', organizerId).execute()
  const { email, name } = await tx.db
    .deleteFrom('organizers')
    .where('id', '=', organizerId)
    .returning(['email', 'name'])
    .executeTakeFirstOrThrow()
  await keepOneAdmin(tx, roles)
  const before = { name, email, roles: roles.map(({ role }) => role) }
  const entry = { by, eventId: null, colleagueId: organizerId, subject: email }
  await record(tx, { action: 'organizer-removed', ...entry, before }, now)
}
