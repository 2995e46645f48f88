import type { Database, Tx } from '../../../database/database.ts'
import type { RegistrationStatus } from '../../../database/tables.ts'
import { localTime } from '../../../platform/local-time.ts'
import { record } from '../../audit/record.ts'
import { type EventRecord, findEventById, placesOf } from '../../events/event-record.ts'
import { newRow } from '../insert.ts'
import { lockPlaces } from '../places.ts'
import { letterData } from '../register.ts'
import { letterFor } from '../rules.ts'
import { tell } from '../tell.ts'
import { type Seating, seat } from './arrivals.ts'
import { knownRows, repeatedRows } from './known-people.ts'
import { endWork, forgetRows, type ListChoices, type ListImport, type ListOutcome } from './list-import.ts'
import type { ListedPerson } from './listed-person.ts'
import { type ImportedRow, storePeople } from './store-people.ts'

export type BroughtIn = { done: 'brought-in'; outcome: ListOutcome } | { done: 'refused'; reason: 'changed' }

/**
 * Brings a list into its event: everybody of it or nobody, with their places, letters and the entry in the log, in one
 * transaction that also ends the work on the list. What has been found before is asked again under the lock of the
 * places; whoever no longer fits keeps the whole list out.
 */
export async function bringIn(
  database: Database,
  {
    list,
    choices,
    run,
    people,
  }: { list: ListImport; choices: ListChoices; run: string; people: readonly ListedPerson[] },
  now: Date,
  stored: (count: number) => void,
): Promise<BroughtIn> {
  const event = await findEventById(database.read, list.eventId)
  if (event === undefined) throw new Error('The event is gone')
  // Whatever needs no look at the database is made before the lock is taken.
  const prepared = people.map((person) => ({ person, row: rowOf(event, person, list, now) }))
  return database.write(async (tx) => {
    await lockPlaces(tx, event.id)
    const { coming, seating } = await settle(tx, event, await newcomers(tx, event, prepared), choices)
    if (seating.seats.some((one) => 'refused' in one))
      return tx.refuse({ done: 'refused', reason: 'changed' })
    const rows = await seated(tx, event.id, coming, seating, choices.overLimitReason)
    const ids = await storePeople(tx, rows, stored)
    await take(tx, event.id, seating)
    await checkIn(tx, event, coming, ids)
    const letters = choices.letters ? await write(tx, event, coming, rows, ids, now) : 0
    const outcome = { ...outcomeOf(list, people.length, rows, letters), at: now.toISOString() }
    await endWork(tx, { id: list.id, run, state: 'done', outcome }, now)
    await forgetRows(tx, list.id)
    await log(tx, list, outcome, now)
    return { done: 'brought-in', outcome } as const
  })
}

type Prepared = { person: ListedPerson; row: ImportedRow }

function rowOf(event: EventRecord, person: ListedPerson, list: ListImport, now: Date): ImportedRow {
  const { status, registeredAt, input } = person
  const pendingFor = status === 'pending' ? ('approval' as const) : null
  const row = newRow(event, input, { status, pendingFor, takesPlaces: false }, now)
  return { ...row, registered_at: registeredAt ?? row.registered_at, import_id: list.id }
}

async function newcomers(tx: Tx, event: EventRecord, prepared: readonly Prepared[]): Promise<Prepared[]> {
  const people = prepared.map(({ person }) => person)
  const known = await knownRows(tx.db, event.id, people)
  const repeated = repeatedRows(people)
  return prepared.filter(({ person: { row } }) => !known.has(row) && !repeated.has(row))
}

type Settled = { coming: readonly Prepared[]; seating: Seating }

/** Whoever finds no place keeps the list out, or stays out where the organizer said so. */
async function settle(
  tx: Tx,
  event: EventRecord,
  everybody: readonly Prepared[],
  { overLimitReason, leaveOut }: ListChoices,
): Promise<Settled> {
  const { waitlist } = event.document.registration
  const terms = { waitlist, passesLimit: overLimitReason !== '' }
  const seating = seat(everybody.map(arrival), await placesOf(tx.db, event.id), terms)
  if (!leaveOut) return { coming: everybody, seating }
  const isIn = (at: number) => !('refused' in (seating.seats[at] ?? {}))
  const seats = seating.seats.filter((_, at) => isIn(at))
  return { coming: everybody.filter((_, at) => isIn(at)), seating: { ...seating, seats } }
}

function arrival({ person: { input, status } }: Prepared) {
  return { party: 1 + input.guests, sessions: input.sessions, wish: status }
}

/** The rows with the seats that were found, and the turns of those who wait. */
async function seated(
  tx: Tx,
  eventId: number,
  coming: readonly Prepared[],
  { seats }: Seating,
  reason: string,
): Promise<ImportedRow[]> {
  const { next_turn } = await tx.db
    .selectFrom('event_places')
    .select('next_turn')
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow()
  let turn = next_turn
  return coming.map(({ row }, at) => {
    const found = seats[at]
    if (found === undefined || 'refused' in found) throw new Error('Refused seats are told before')
    const { status, isOverLimit } = found
    return {
      ...row,
      status,
      turn: status === 'waitlisted' ? ++turn : null,
      over_limit_reason: isOverLimit ? reason : null,
    }
  })
}

async function take(tx: Tx, eventId: number, { taken, waiting, sessions }: Seating): Promise<void> {
  await tx.db
    .updateTable('event_places')
    .set((is) => ({
      taken: is('taken', '+', taken),
      waiting: is('waiting', '+', waiting),
      next_turn: is('next_turn', '+', waiting),
    }))
    .where('event_id', '=', eventId)
    .execute()
  for (const [session, places] of sessions)
    await tx.db
      .updateTable('session_places')
      .set((is) => ({ taken: is('taken', '+', places) }))
      .where('event_id', '=', eventId)
      .where('session', '=', session)
      .execute()
}

/** Who the list says has come. */
async function checkIn(
  tx: Tx,
  event: EventRecord,
  coming: readonly Prepared[],
  ids: readonly number[],
): Promise<void> {
  const arrived = coming.flatMap(({ person: { checkedInAt: at } }, index) => {
    const id = ids[index]
    if (at === null || id === undefined) return []
    const day = localTime(at, event.document.timezone).day
    return [{ registration_id: id, day, session: null, checked_in_at: at }]
  })
  for (let from = 0; from < arrived.length; from += 200)
    await tx.db
      .insertInto('check_ins')
      .values(arrived.slice(from, from + 200))
      .execute()
}

/** Only to those for whom something is about to happen. */
const writtenTo: ReadonlySet<RegistrationStatus> = new Set(['confirmed', 'waitlisted', 'pending'])

async function write(
  tx: Tx,
  event: EventRecord,
  coming: readonly Prepared[],
  rows: readonly ImportedRow[],
  ids: readonly number[],
  now: Date,
): Promise<number> {
  let letters = 0
  for (const [at, { person }] of coming.entries()) {
    const [row, id] = [rows[at], ids[at]]
    if (row === undefined || id === undefined || !writtenTo.has(row.status) || row.email === null) continue
    const pendingFor = row.status === 'pending' ? ('approval' as const) : null
    const placed = { status: row.status, pendingFor, holdUntil: null }
    const data = letterData(placed, person.input, event, row)
    await tell(tx, { ...row, id }, letterFor(row.status, pendingFor), data, now)
    letters += 1
  }
  return letters
}

function outcomeOf(
  { outcome: found }: ListImport,
  readable: number,
  rows: readonly ImportedRow[],
  letters: number,
): ListOutcome {
  const coming: Partial<Record<RegistrationStatus, number>> = {}
  for (const { status } of rows) coming[status] = (coming[status] ?? 0) + 1
  const overLimit = rows.filter((row) => row.over_limit_reason !== null).length
  const known = readable - rows.length
  const { rows: all = readable, wrong = 0, problems = 0, doubles = 0, repeated = 0 } = found ?? {}
  const more = { known: Math.max(0, known - repeated), repeated: Math.min(repeated, known) }
  return { rows: all, wrong, problems, doubles, ...more, coming, overLimit, letters, unknownGroups: [] }
}

async function log(tx: Tx, list: ListImport, outcome: ListOutcome, now: Date): Promise<void> {
  const { coming, known, overLimit, letters } = outcome
  const people = Object.values(coming).reduce((sum, count) => sum + count, 0)
  await record(
    tx,
    {
      action: 'list-imported',
      by: list.organizerId,
      eventId: list.eventId,
      subject: list.fileName,
      after: { import: list.id, people, ...coming, known, over_limit: overLimit, letters },
    },
    now,
  )
}
