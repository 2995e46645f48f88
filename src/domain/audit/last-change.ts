import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'

/** Who changed the event last, by name or address; null: a command, or the program by itself. */
export async function lastChangeOf(db: Kysely<Tables>, eventId: number): Promise<string | null> {
  const row = await db
    .selectFrom('audit_log')
    .leftJoin('organizers', 'organizers.id', 'audit_log.organizer_id')
    .select(['organizers.name', 'organizers.email'])
    .where('audit_log.event_id', '=', eventId)
    .where('audit_log.action', 'like', 'event-%')
    .orderBy('audit_log.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.name || row?.email || null
}
