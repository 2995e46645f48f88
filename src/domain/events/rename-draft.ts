import type { Tx } from '../../database/database.ts'
import type { EventRecord } from './event-record.ts'

/** Gives a draft another address. What was published keeps its own: it stands in letters and in people's calendars. */
export async function renameDraft(
  tx: Tx,
  event: EventRecord,
  slug: string,
): Promise<'slug-taken' | 'slug-fixed' | null> {
  if (event.document.status !== 'draft') return 'slug-fixed'
  const other = await tx.db.selectFrom('events').select('id').where('slug', '=', slug).executeTakeFirst()
  if (other !== undefined) return 'slug-taken'
  await tx.db.updateTable('events').set({ slug }).where('id', '=', event.id).execute()
  return null
}
