import type { ExpressionBuilder } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import { record } from '../../audit/record.ts'
import { lockPlaces, releasePlaces } from '../places.ts'
import { promote } from '../promote.ts'
import { takesPlaces } from '../registration-record.ts'
import { sessionsOf } from '../tell-status.ts'
import { endWork, type ListImport } from './list-import.ts'

export type TakenBack = { gone: number; stayed: number }

/**
 * Takes a list back as if it had never come: everybody of it goes, with letters that have not left, and their places
 * go to those who wait. Whoever has since been changed, written to, merged or seen at the door stays.
 */
export function takeBack(
  database: Database,
  { list, by, run }: { list: ListImport; by: number; run: string },
  now: Date,
): Promise<TakenBack> {
  return database.write(async (tx) => {
    await lockPlaces(tx, list.eventId)
    const rows = await untouched(tx, list)
    const { count } = await tx.db
      .selectFrom('registrations')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where('import_id', '=', list.id)
      .executeTakeFirstOrThrow()
    await free(tx, list.eventId, rows)
    for (let from = 0; from < rows.length; from += 500)
      await remove(
        tx,
        rows.slice(from, from + 500).map(({ id }) => id),
      )
    await promote(tx, list.eventId, now)
    const taken = { gone: rows.length, stayed: count - rows.length }
    const outcome = list.outcome === null ? {} : { outcome: { ...list.outcome, stayed: taken.stayed } }
    await endWork(tx, { id: list.id, run, state: 'undone', ...outcome }, now)
    const after = { import: list.id, people: taken.gone, stayed: taken.stayed }
    const { eventId, fileName: subject } = list
    await record(tx, { action: 'list-taken-back', by, eventId, subject, after }, now)
    return taken
  })
}

type Row = Awaited<ReturnType<typeof untouched>>[number]

/** As they came: the time of their last change is that of the import, and nothing was added to them. */
function untouched(tx: Tx, { id, outcome }: ListImport) {
  const at = outcome?.at ?? ''
  return tx.db
    .selectFrom('registrations')
    .select(['id', 'status', 'guests', 'sessions', 'hold_until', 'turn'])
    .where('import_id', '=', id)
    .where('merged_into', 'is', null)
    .where('generation', '=', 0)
    .where('updated_at', '=', at)
    .where((is) => is.not(is.exists(arrivedSince(is, at))))
    .where((is) => is.not(is.exists(touchingLetters(is))))
    .where((is) => is.not(is.exists(merged(is))))
    .where((is) => is.not(is.exists(labels(is))))
    .orderBy('id')
    .execute()
}

type Where = ExpressionBuilder<Tables, 'registrations'>

function arrivedSince(is: Where, at: string) {
  return is
    .selectFrom('check_ins')
    .select('check_ins.id')
    .whereRef('check_ins.registration_id', '=', 'registrations.id')
    .where('check_ins.checked_in_at', '>', at)
}

/** Letters that have left, or may have. */
function touchingLetters(is: Where) {
  return is
    .selectFrom('outbox')
    .select('outbox.id')
    .whereRef('outbox.registration_id', '=', 'registrations.id')
    .where((letter) =>
      letter.or([
        letter('outbox.state', 'in', ['sent', 'failed']),
        letter('outbox.attempts', '>', 0),
        letter('outbox.claimed_by', 'is not', null),
      ]),
    )
}

function labels(is: Where) {
  return is
    .selectFrom('person_labels')
    .select('person_labels.label')
    .whereRef('person_labels.registration_id', '=', 'registrations.id')
}

function merged(is: Where) {
  return is
    .selectFrom('merges')
    .select('merges.id')
    .whereRef('merges.kept_id', '=', 'registrations.id')
    .where('merges.undone_at', 'is', null)
}

async function free(tx: Tx, eventId: number, rows: readonly Row[]): Promise<void> {
  const holding = rows.filter(takesPlaces)
  const places = holding.reduce((sum, { guests }) => sum + 1 + guests, 0)
  await releasePlaces(tx, eventId, places)
  const sessions = new Map<string, number>()
  for (const row of holding)
    for (const session of sessionsOf(row))
      sessions.set(session, (sessions.get(session) ?? 0) + 1 + row.guests)
  for (const [session, count] of sessions)
    await tx.db
      .updateTable('session_places')
      .set((is) => ({ taken: is('taken', '-', count) }))
      .where('event_id', '=', eventId)
      .where('session', '=', session)
      .execute()
  const waiting = rows.filter(({ turn }) => turn !== null).length
  await tx.db
    .updateTable('event_places')
    .set((is) => ({ waiting: is('waiting', '-', waiting) }))
    .where('event_id', '=', eventId)
    .execute()
}

async function remove(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.db.deleteFrom('check_ins').where('registration_id', 'in', ids).execute()
  await tx.db.deleteFrom('outbox').where('registration_id', 'in', ids).execute()
  await tx.db.deleteFrom('registrations').where('id', 'in', ids).execute()
}
