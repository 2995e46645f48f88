/**
 * Puts the copies of a letter into the outbox, or takes them out of it, piece by piece: straight from table to table,
 * so that no row passes through this program, and so that others write in between. Whoever finds a letter half done
 * carries on with it; two at once do each piece once.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { LettersTable } from '../../database/tables.ts'
import type { Audience } from '../registrations/attendee-filter.ts'
import { reached, type Selection } from './selection.ts'

/** Some ten milliseconds of writing */
const copiesAtOnce = 250

/** Until the letter is queued, or stopped. Answers how many copies were moved. */
export async function carryOn(database: Database, id: number, now: Date): Promise<number> {
  let moved = 0
  for (;;) {
    const piece = await database.write((tx) => nextPiece(tx, id, now))
    if (piece === 'done') return moved
    moved += piece
    await nextTurn()
  }
}

/** Every letter that was left half done: a program that ended in between leaves some. */
export async function carryOnAll(database: Database, now: Date): Promise<number> {
  const letters = await database.read
    .selectFrom('letters')
    .select('id')
    .where('state', 'in', ['queueing', 'stopping'])
    .execute()
  let moved = 0
  for (const { id } of letters) moved += await carryOn(database, id, now)
  return moved
}

type Row = Selectable<LettersTable>

async function nextPiece(tx: Tx, id: number, now: Date): Promise<number | 'done'> {
  // Changing it first keeps others from the same piece until this one is committed.
  const letter = await tx.db
    .updateTable('letters')
    .set({ updated_at: now.toISOString() })
    .where('id', '=', id)
    .where('state', 'in', ['queueing', 'stopping'])
    .returningAll()
    .executeTakeFirst()
  if (letter === undefined) return 'done'
  if (letter.state === 'stopping') return await stopPiece(tx, letter)
  const revived = await revivePiece(tx, letter, now)
  return revived > 0 ? revived : await queuePiece(tx, letter, now)
}

async function queuePiece(tx: Tx, letter: Row, now: Date): Promise<number | 'done'> {
  const through = await endOfPiece(tx, letter)
  if (through === null) return finish(tx, letter, 'queued')
  const copied = await copies(tx, letter, through, now).executeTakeFirst()
  await tx.db.updateTable('letters').set({ queued_through: through }).where('id', '=', letter.id).execute()
  return Number(copied.numInsertedOrUpdatedRows ?? 0)
}

async function endOfPiece(tx: Tx, letter: Row): Promise<number | null> {
  const piece = recipientsAfter(tx, letter).select('registrations.id').limit(copiesAtOnce).as('piece')
  const { through } = await tx.db
    .selectFrom(piece)
    .select(sql<number | null>`max(piece.id)`.as('through'))
    .executeTakeFirstOrThrow()
  return through
}

function recipientsAfter(tx: Tx, letter: Row) {
  const audience: Audience = { eventId: letter.event_id, permission: 'the program itself' }
  // Written by the operations of this folder alone.
  const selection = JSON.parse(letter.selection) as Selection
  return tx.db
    .selectFrom('registrations')
    .where((is) => reached(is, audience, selection))
    .where('registrations.id', '>', letter.queued_through)
    .where('registrations.id', '<=', letter.last_registration)
    .orderBy('registrations.id')
}

function copies(tx: Tx, letter: Row, through: number, now: Date) {
  const text = (value: string) => sql<string>`cast(${value} as text)`
  const id = (value: number) => sql<number>`cast(${value} as bigint)`
  const languages = Object.keys(JSON.parse(letter.texts) as object)
  const values = recipientsAfter(tx, letter)
    .where('registrations.id', '<=', through)
    .select([
      id(letter.event_id).as('event_id'),
      'registrations.id',
      id(letter.id).as('letter_id'),
      text('letter').as('kind'),
      sql<string>`case when registrations.language in (${sql.join(languages)})
        then registrations.language else ${letter.fallback} end`.as('language'),
      'registrations.name',
      'registrations.email',
      text('{}').as('data'),
      sql<string>`${letter.key} || '.' || registrations.id`.as('message_id'),
      text('waiting').as('state'),
      sql<number>`0`.as('attempts'),
      text(now.toISOString()).as('due_at'),
      text(now.toISOString()).as('created_at'),
    ])
  return tx.db
    .insertInto('outbox')
    .columns([
      ...(['event_id', 'registration_id', 'letter_id', 'kind', 'language', 'to_name', 'to_email'] as const),
      ...(['data', 'message_id', 'state', 'attempts', 'due_at', 'created_at'] as const),
    ])
    .expression(values)
    .onConflict((on) => on.doNothing())
}

/** Copies that were taken out of the outbox when the letter was stopped */
async function revivePiece(tx: Tx, letter: Row, now: Date): Promise<number> {
  const stopped = tx.db
    .selectFrom('outbox')
    .select('id')
    .where('letter_id', '=', letter.id)
    .where('state', '=', 'dropped')
    .where('reason', '=', 'stopped')
    .limit(copiesAtOnce)
  const { numUpdatedRows } = await tx.db
    .updateTable('outbox')
    .set({ state: 'waiting', reason: null, due_at: now.toISOString() })
    .where('id', 'in', stopped)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

async function stopPiece(tx: Tx, letter: Row): Promise<number | 'done'> {
  const waiting = tx.db
    .selectFrom('outbox')
    .select('id')
    .where('letter_id', '=', letter.id)
    .where('state', '=', 'waiting')
    .where('claimed_by', 'is', null)
    .orderBy('id')
    .limit(copiesAtOnce)
  const { numUpdatedRows } = await tx.db
    .updateTable('outbox')
    .set({ state: 'dropped', reason: 'stopped' })
    .where('id', 'in', waiting)
    .where('claimed_by', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 0 ? finish(tx, letter, 'stopped') : Number(numUpdatedRows)
}

/** What was counted when the button was pressed gives way to what there is. */
async function finish(tx: Tx, { id }: Row, state: 'queued' | 'stopped'): Promise<'done'> {
  await tx.db
    .updateTable('letters')
    .set({ state })
    .$if(state === 'queued', (done) =>
      done.set((is) => ({
        recipients: is
          .selectFrom('outbox')
          .select(sql<number>`count(*)`.as('copies'))
          .where('letter_id', '=', id),
      })),
    )
    .where('id', '=', id)
    .execute()
  return 'done'
}
