import type { Tx } from '../../database/database.ts'
import type { LetterKind } from './letter.ts'

/**
 * Drops the letters of a registration that no server has seen yet and that the next one makes
 * pointless. Answers whether the person has been, or may have been, written to before. What organizers write to many is
 * about the event, so it neither is overtaken nor counts.
 */
export async function overtake(
  tx: Tx,
  registrationId: number,
  kinds: readonly LetterKind[] | 'all',
): Promise<{ writtenTo: boolean }> {
  let unseen = tx.db
    .updateTable('outbox')
    .set({ state: 'dropped', reason: 'overtaken' })
    .where('registration_id', '=', registrationId)
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .where('claimed_by', 'is', null)
    .where('kind', '<>', 'letter')
  if (kinds !== 'all') unseen = unseen.where('kind', 'in', kinds)
  await unseen.execute()
  const seen = await tx.db
    .selectFrom('outbox')
    .select('id')
    .where('registration_id', '=', registrationId)
    .where('state', '!=', 'dropped')
    .where('kind', '<>', 'letter')
    .limit(1)
    .executeTakeFirst()
  return { writtenTo: seen !== undefined }
}
