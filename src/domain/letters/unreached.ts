/** Who did not get what was written to them, to be called instead. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { type Audience, among } from '../registrations/attendee-filter.ts'
import { chosen, leftOut, type Selection } from './selection.ts'

export type Unreached = {
  id: number
  reference: string
  name: string
  organization: string
  phone: string
  email: string | null
  /** Of the letter that failed last; null: there is no address */
  kind: string | null
  reason: string | null
}

export const unreachedOnPage = 200

/** Of a letter: its failed copies, and those it was for who have no address. Of an event: of all its letters. */
export type Missed = { letter?: { id: number; selection: Selection } }

export async function unreachedPage(
  db: Kysely<Tables>,
  audience: Audience,
  missed: Missed,
  after: number,
): Promise<{ people: Unreached[]; hasMore: boolean }> {
  const people = await unreachedAfter(db, audience, missed, after).execute()
  return { people: people.slice(0, unreachedOnPage), hasMore: people.length > unreachedOnPage }
}

/** Failures are few and people without an address are in an index of their own; both are read from there. */
export function unreachedAfter(db: Kysely<Tables>, audience: Audience, { letter }: Missed, after: number) {
  const ids = failed(db, audience, letter?.id, after).unionAll(
    withoutAddress(db, audience, letter?.selection ?? {}, after),
  )
  return db
    .selectFrom('registrations')
    .select(['registrations.id', 'registrations.reference', 'registrations.name'])
    .select(['registrations.organization', 'registrations.phone', 'registrations.email'])
    .select([lastFailed('kind', letter?.id).as('kind'), lastFailed('reason', letter?.id).as('reason')])
    .where((is) => among(is, audience, {}))
    .where('registrations.id', 'in', ids)
    .orderBy('registrations.id')
    .limit(unreachedOnPage + 1)
}

function failed(db: Kysely<Tables>, { eventId }: Audience, letter: number | undefined, after: number) {
  return db
    .selectFrom('outbox')
    .select(sql<number>`outbox.registration_id`.as('id'))
    .where('outbox.event_id', '=', eventId)
    .where('outbox.state', '=', 'failed')
    .where('outbox.registration_id', '>', after)
    .$if(letter !== undefined, (query) => query.where('outbox.letter_id', '=', letter ?? 0))
}

function withoutAddress(db: Kysely<Tables>, audience: Audience, selection: Selection, after: number) {
  return db
    .selectFrom('registrations')
    .select('registrations.id')
    .where((is) => chosen(is, audience, selection))
    .where('registrations.email', 'is', null)
    .where(sql<boolean>`${leftOut(selection)} = 'no-address'`)
    .where('registrations.id', '>', after)
}

function lastFailed(column: 'kind' | 'reason', letter: number | undefined) {
  const one = letter === undefined ? sql`` : sql`and outbox.letter_id = ${letter}`
  return sql<string | null>`(select outbox.${sql.ref(column)} from outbox
    where outbox.registration_id = registrations.id and outbox.state = 'failed' ${one}
    order by outbox.id desc limit 1)`
}
