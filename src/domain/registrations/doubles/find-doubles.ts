import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../../database/tables.ts'
import { type Pair, possibleDoubles, type Someone } from './possible-doubles.ts'

const rowsAtOnce = 1000

/** Everybody of the event who may still come, as far as doubles are known by it. */
export async function everybody(db: Kysely<Tables>, eventId: number): Promise<Someone[]> {
  const people: Someone[] = []
  for (let last = 0; ; ) {
    const rows = await pageAfter(db, eventId, last).execute()
    for (const { phone, phone_e164, ...row } of rows) people.push({ ...row, phone: phone_e164 ?? phone })
    if (rows.length < rowsAtOnce) return people
    last = rows.at(-1)?.id ?? last
    await nextTurn()
  }
}

/** A walk along (event, id). */
function pageAfter(db: Kysely<Tables>, eventId: number, last: number) {
  return db
    .selectFrom('registrations')
    .select(['id', 'name', 'email', 'phone', 'phone_e164', 'organization', 'locality'])
    .where('event_id', '=', eventId)
    .where('id', '>', last)
    .where(sql<boolean>`status in ('pending', 'confirmed', 'waitlisted', 'maybe')`)
    .orderBy('id')
    .limit(rowsAtOnce)
}

/** Pairs that may be one person, without those of whom somebody has said that they are two. */
export async function findDoubles(db: Kysely<Tables>, eventId: number): Promise<Pair[]> {
  const pairs = possibleDoubles(await everybody(db, eventId))
  const different = await differentPeople(db, eventId)
  return pairs.filter(({ first, second }) => !different.has(`${first} ${second}`))
}

async function differentPeople(db: Kysely<Tables>, eventId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('different_people')
    .select(['first_id', 'second_id'])
    .where('event_id', '=', eventId)
    .execute()
  return new Set(rows.map(({ first_id, second_id }) => `${first_id} ${second_id}`))
}
