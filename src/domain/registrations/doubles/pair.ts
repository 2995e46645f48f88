import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import type { Permission } from '../../organizers/permissions.ts'
import { allowed } from '../../organizers/permissions.ts'
import type { RegistrationRow } from '../registration-record.ts'

/** A registration of the event in full, for whoever has the right. */
export function registrationFor(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
  reference: string,
): Promise<RegistrationRow | undefined> {
  return db
    .selectFrom('registrations')
    .selectAll()
    .where('reference', '=', reference)
    .where('event_id', '=', eventId)
    .where(allowed(permission, eventId))
    .executeTakeFirst()
}

export function registrationsFor(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
  ids: readonly number[],
): Promise<RegistrationRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('registrations')
    .selectAll()
    .where('id', 'in', ids)
    .where('event_id', '=', eventId)
    .where(allowed(permission, eventId))
    .execute()
}

export type RecentMerge = { reference: string; name: string; keptReference: string; mergedAt: string }

/** What can still be parted, newest first. */
export async function recentMerges(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
): Promise<RecentMerge[]> {
  return db
    .selectFrom('merges')
    .innerJoin('registrations as gone', 'gone.id', 'merges.gone_id')
    .innerJoin('registrations as kept', 'kept.id', 'merges.kept_id')
    .select([
      'gone.reference',
      'gone.name',
      'kept.reference as keptReference',
      'merges.merged_at as mergedAt',
    ])
    .where('merges.event_id', '=', eventId)
    .where('merges.undone_at', 'is', null)
    .where('merges.before', 'is not', null)
    .where(allowed(permission, eventId))
    .orderBy('merges.id', 'desc')
    .limit(50)
    .execute()
}
