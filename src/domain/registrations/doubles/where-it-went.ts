import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { fold } from '../../../platform/text.ts'
import type { RegistrationRow } from '../registration-record.ts'

/**
 * The registration that this one was merged into, for whoever has its link: only where both letters went to the same
 * mailbox. Of two addresses one may be a stranger's, who was written to by a slip.
 */
export async function whereItWent(
  db: Kysely<Tables>,
  { merged_into, email }: Pick<RegistrationRow, 'merged_into' | 'email'>,
): Promise<{ id: number; generation: number } | undefined> {
  if (merged_into === null || email === null) return undefined
  const kept = await db
    .selectFrom('registrations')
    .select(['id', 'generation', 'email'])
    .where('id', '=', merged_into)
    .executeTakeFirst()
  return kept?.email != null && fold(kept.email) === fold(email) ? kept : undefined
}
