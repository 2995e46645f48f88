import type { Database } from '../../database/database.ts'
import { cleanLine } from '../../platform/text.ts'
import { difference, record } from '../audit/record.ts'
import type { Organizer } from './organizer.ts'

/** Changes what somebody is called here and the language of their workspace and letters. */
export async function changeAccount(
  database: Database,
  before: Organizer,
  typed: { name: string; language: string },
  now: Date,
): Promise<void> {
  const { id, email } = before
  const after = { name: cleanLine(typed.name, 200), language: typed.language }
  const changed = difference({ name: before.name, language: before.language }, after)
  if (Object.keys(changed.after).length === 0) return
  await database.write(async (tx) => {
    await tx.db.updateTable('organizers').set(after).where('id', '=', id).execute()
    await record(tx, { action: 'account-changed', by: id, eventId: null, subject: email, ...changed }, now)
  })
}
