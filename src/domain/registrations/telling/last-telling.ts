import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { allowed, type Permission } from '../../organizers/permissions.ts'

export type LastTelling = {
  orderedAt: string
  /** Null: a command */
  by: string | null
  isQuiet: boolean
  /** Letters written so far */
  letters: number
  isUnderWay: boolean
}

/** What people of the event were told last; undefined when nothing ever changed. */
export async function lastTelling(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
): Promise<LastTelling | undefined> {
  const row = await db
    .selectFrom('tellings')
    .leftJoin('organizers', 'organizers.id', 'tellings.organizer_id')
    .select(['ordered_at', 'is_quiet', 'told', 'round', 'done_at', 'organizers.name', 'organizers.email'])
    .where('event_id', '=', eventId)
    .where(allowed(permission, eventId))
    .orderBy('tellings.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    orderedAt: row.ordered_at,
    by: row.name || row.email,
    isQuiet: row.is_quiet === 1,
    letters: row.told,
    isUnderWay: row.done_at === null && row.round === 0,
  }
}
