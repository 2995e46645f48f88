import type { Tx } from '../../../database/database.ts'
import { difference, record } from '../../audit/record.ts'
import { type EventRecord, findEventById } from '../../events/event-record.ts'
import { statusAction } from '../../events/status-action.ts'
import { orderTelling } from './order-telling.ts'
import { liveStatuses } from './what-changed.ts'

/** An imported file moved, postponed or cancelled an event: its people are told. Answers what the importer reads. */
export async function tellOfImport(tx: Tx, before: EventRecord, now: Date): Promise<string[]> {
  const after = await findEventById(tx.db, before.id)
  if (after === undefined) return []
  const changed = difference(before.document, after.document)
  const about = { by: null, eventId: after.id, subject: after.slug }
  const action = statusAction(before.document, after.document)
  await record(tx, { action, ...about, ...changed }, now)
  if (!(await orderTelling(tx, before, after, { by: null }, now))) return []
  const { reached, unreached } = await countPeople(tx, after.id)
  return [
    ...(reached === 0 ? [] : [`${after.slug}: ${people(reached)} told of the change`]),
    ...(unreached === 0 ? [] : [`${after.slug}: ${people(unreached)} to be called: no e-mail address`]),
  ]
}

function people(n: number): string {
  return n === 1 ? '1 person is' : `${n} people are`
}

async function countPeople(tx: Tx, eventId: number): Promise<{ reached: number; unreached: number }> {
  const counted = await tx.db
    .selectFrom('registrations')
    .select((of) => [of.fn.countAll<number>().as('all'), of.fn.count<number>('email').as('reached')])
    .where('event_id', '=', eventId)
    .where('status', 'in', liveStatuses)
    .executeTakeFirstOrThrow()
  const reached = Number(counted.reached)
  return { reached, unreached: Number(counted.all) - reached }
}
