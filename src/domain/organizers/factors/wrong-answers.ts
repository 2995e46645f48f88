import type { Tx } from '../../../database/database.ts'
import { record } from '../../audit/record.ts'
import { emailOf } from '../organizer.ts'

const most = 20
const windowMilliseconds = 60 * 60 * 1000

/** Whether so many wrong answers were given for somebody that nobody may try for now, whatever the session. */
export async function mustWait(tx: Tx, organizerId: number, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - windowMilliseconds).toISOString()
  const { n } = await tx.db
    .selectFrom('audit_log')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('organizer_id', '=', organizerId)
    .where('action', '=', 'second-factor-refused')
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(n) >= most
}

export async function noteWrongAnswer(tx: Tx, organizerId: number, now: Date): Promise<void> {
  const subject = await emailOf(tx.db, organizerId)
  await record(tx, { action: 'second-factor-refused', by: organizerId, eventId: null, subject }, now)
}
