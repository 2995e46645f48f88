import type { Database, Tx } from '../../../database/database.ts'
import { record } from '../../audit/record.ts'
import { emailOf, findOrganizer, type Organizer } from '../organizer.ts'
import { endAllBut } from '../own-sessions.ts'
import { hasFactor } from './factor.ts'

/** Takes away one factor of one's own; with the last one the recovery codes go too. False when there is no such one. */
export function removeFactor(
  database: Database,
  { id, email }: Organizer,
  factorId: number,
  now: Date,
): Promise<boolean> {
  return database.write(async (tx) => {
    const removed = await tx.db
      .deleteFrom('second_factors')
      .where('organizer_id', '=', id)
      .where('id', '=', factorId)
      .returning(['kind', 'name'])
      .executeTakeFirst()
    if (removed === undefined) return false
    if (!(await hasFactor(tx.db, id))) await forgetCodes(tx, id)
    await record(
      tx,
      { action: 'second-factor-removed', by: id, eventId: null, subject: email, before: removed },
      now,
    )
    return true
  })
}

/**
 * Takes away all factors and codes of somebody who has lost them, and ends their sessions. `by`: the administrator,
 * null for the command line. False when there was nothing to take away.
 */
async function removeLostFactors(
  tx: Tx,
  { id, email }: Pick<Organizer, 'id' | 'email'>,
  by: number | null,
  now: Date,
): Promise<boolean> {
  const removed = await tx.db
    .deleteFrom('second_factors')
    .where('organizer_id', '=', id)
    .returning(['kind', 'name'])
    .execute()
  if (removed.length === 0) return false
  await forgetCodes(tx, id)
  await record(
    tx,
    {
      action: 'second-factor-removed',
      by,
      eventId: null,
      colleagueId: id,
      subject: email,
      before: { factors: removed },
    },
    now,
  )
  await endAllBut(tx, { id, email }, null, by, now)
  return true
}

/** The same for a colleague, by an administrator. */
export function removeColleaguesFactors(
  database: Database,
  email: string,
  by: number,
  now: Date,
): Promise<boolean> {
  return database.write(async (tx) => {
    const colleague = await findOrganizer(tx.db, email)
    return colleague !== undefined && removeLostFactors(tx, colleague, by, now)
  })
}

/** The same for somebody who stands at the machine itself, and so holds the database anyway. */
export async function removeFactorsOnMachine(
  database: Database,
  organizerId: number,
  now: Date,
): Promise<void> {
  await database.write(async (tx) => {
    const email = await emailOf(tx.db, organizerId)
    await removeLostFactors(tx, { id: organizerId, email }, null, now)
  })
}

async function forgetCodes(tx: Tx, organizerId: number): Promise<void> {
  await tx.db.deleteFrom('recovery_codes').where('organizer_id', '=', organizerId).execute()
}
