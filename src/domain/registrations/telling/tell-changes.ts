import { setTimeout as pause } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { TellingsTable } from '../../../database/tables.ts'
import { findEventById } from '../../events/event-record.ts'
import { lockPlaces } from '../places.ts'
import { tellPage } from './tell-page.ts'

export type Telling = Selectable<TellingsTable>

/**
 * One transaction. On SQLite nothing else runs meanwhile, so it is short; on a server each costs some dozen questions
 * and a commit, and only those who confirm at this very event wait for it.
 */
const registrationsAtOnce = { sqlite: 50, postgres: 250 }
const breathMilliseconds = 3
/** By then nobody registers any more from a page of before the change. */
const secondLookMilliseconds = 15_000
/** Clocks of two machines differ. */
const marginMilliseconds = 60_000

/**
 * Carries out what was ordered with changes of events: writes to everybody whose answer stands, from what they last
 * knew to what is now. Each piece and the mark how far it came are one transaction, so whoever is interrupted goes on
 * where they stopped. Answers how many letters.
 */
export async function tellChanges(database: Database, now: Date): Promise<number> {
  let letters = 0
  for (const { id, event_id } of await openTellings(database, now)) {
    for (let more = true; more; ) {
      const step = await database.write((tx) => tellNext(tx, id, event_id, now))
      letters += step.letters
      more = step.more
      // A request takes several turns of the event loop: all of them fit between two pieces.
      await pause(breathMilliseconds)
    }
  }
  return letters
}

function openTellings(database: Database, now: Date) {
  return database.read
    .selectFrom('tellings')
    .select(['id', 'event_id'])
    .where('done_at', 'is', null)
    .where('look_at', '<=', now.toISOString())
    .orderBy('id')
    .execute()
}

async function tellNext(
  tx: Tx,
  id: number,
  eventId: number,
  now: Date,
): Promise<{ letters: number; more: boolean }> {
  // Nobody withdraws, changes or moves up between being looked at and being written to.
  await lockPlaces(tx, eventId)
  const telling = await openTelling(tx, id, now)
  const event = telling && (await findEventById(tx.db, eventId))
  if (telling === undefined || event === undefined) return { letters: 0, more: false }
  const people = await peopleAfter(tx, telling)
  const letters = people.length === 0 ? 0 : await tellPage(tx, event, telling, people, now)
  const last = people.at(-1)?.id
  const isEnd = people.length < registrationsAtOnce[tx.dialect]
  await mark(tx, telling, last, letters, isEnd, now)
  return { letters, more: !isEnd }
}

function openTelling(tx: Tx, id: number, now: Date): Promise<Telling | undefined> {
  return tx.db
    .selectFrom('tellings')
    .selectAll()
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where('look_at', '<=', now.toISOString())
    .executeTakeFirst()
}

/** Who has gone since is in no page; who has come since is looked for in a second round. */
function peopleAfter(tx: Tx, { event_id, last_registration, round, ordered_at }: Telling) {
  const page = tx.db
    .selectFrom('registrations')
    .selectAll()
    .where('event_id', '=', event_id)
    .where('id', '>', last_registration)
    .orderBy('id')
    .limit(registrationsAtOnce[tx.dialect])
  const since = new Date(Date.parse(ordered_at) - marginMilliseconds).toISOString()
  return (round === 0 ? page : page.where('registered_at', '>=', since)).execute()
}

async function mark(
  tx: Tx,
  telling: Telling,
  last: number = telling.last_registration,
  letters: number,
  isEnd: boolean,
  now: Date,
): Promise<void> {
  await tx.db
    .updateTable('tellings')
    .set({
      told: telling.told + letters,
      ...(isEnd ? afterRound(telling, now) : { last_registration: last }),
    })
    .where('id', '=', telling.id)
    .execute()
}

function afterRound({ round }: Telling, now: Date): Partial<Telling> {
  if (round > 0) return { done_at: now.toISOString() }
  const again = new Date(now.getTime() + secondLookMilliseconds).toISOString()
  return { round: 1, last_registration: 0, look_at: again }
}
