import type { Tx } from '../../../database/database.ts'
import { record } from '../../audit/record.ts'
import { turnDownIn } from '../approve.ts'
import { confirmPersonIn } from '../confirm-person.ts'
import { moveToListIn } from '../move-to-list.ts'
import { lockRegistration, type RegistrationRow } from '../registration-record.ts'
import { withdrawIn } from '../withdraw.ts'
import type { BulkAction, SkipReason } from './action.ts'
import { type Before, standingBefore } from './restore.ts'

/** What is done, by whom, and to whom places go that become free meanwhile */
export type Doing = { action: BulkAction; label: string; by: number; firstTurn: number }

export type DoneToOne = { done: 'done'; before: Before } | { done: 'refused'; reason: SkipReason }

/** Does it to one person, and remembers how they stood. */
export async function doOneIn(tx: Tx, id: number, doing: Doing, now: Date): Promise<DoneToOne> {
  const found = await lockRegistration(tx, id)
  if (found === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration: row } = found
  const before = await standingBefore(tx, row)
  const done = await act(tx, row, doing, now)
  if (done !== null) return { done: 'refused', reason: done }
  const { status } = await tx.db
    .selectFrom('registrations')
    .select('status')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { done: 'done', before: { ...before, became: status } }
}

/** Null: it is done. */
async function act(tx: Tx, row: RegistrationRow, doing: Doing, now: Date): Promise<SkipReason | null> {
  const { action, label, by, firstTurn } = doing
  if (action === 'label' || action === 'unlabel')
    return changeLabel(tx, row, { isWanted: action === 'label', label, by }, now)
  const done = await {
    approve: () => confirmPersonIn(tx, row.id, now, { by }),
    'turn-down': () => turnDownIn(tx, row.id, now, by),
    cancel: () => withdrawIn(tx, row.id, now, by),
    wait: () => moveToListIn(tx, row.id, now, { by, firstTurn }),
  }[action]()
  return done.done === 'refused' ? done.reason : null
}

export type LabelChange = { label: string; isWanted: boolean; by: number }

export async function changeLabel(
  tx: Tx,
  row: Pick<RegistrationRow, 'id' | 'event_id' | 'reference'>,
  { label, isWanted, by }: LabelChange,
  now: Date,
): Promise<'already' | null> {
  const key = { registration_id: row.id, label }
  const changed = isWanted
    ? await tx.db
        .insertInto('person_labels')
        .values(key)
        .onConflict((conflict) => conflict.doNothing())
        .returning('label')
        .execute()
    : await tx.db
        .deleteFrom('person_labels')
        .where('registration_id', '=', row.id)
        .where('label', '=', label)
        .returning('label')
        .execute()
  if (changed.length === 0) return 'already'
  const states = isWanted ? { after: { label } } : { before: { label } }
  const action = isWanted ? 'person-labelled' : 'person-unlabelled'
  await record(
    tx,
    { action, by, eventId: row.event_id, registrationId: row.id, subject: row.reference, ...states },
    now,
  )
  return null
}
