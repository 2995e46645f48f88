/** Who of a list is in the event already, or stands in the list twice. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { RegistrationStatus, Tables } from '../../../database/tables.ts'
import { fold } from '../../../platform/text.ts'
import { identityOf } from '../rules.ts'
import type { ListedPerson } from './listed-person.ts'

// Spelt out, not bound: SQLite uses a partial index only where it sees the index's own condition.
const isLive = sql<boolean>`status in ('pending', 'confirmed', 'waitlisted', 'maybe')`
const isDeclined = sql<boolean>`status = 'declined'`
const isCancelled = sql<boolean>`status = 'cancelled' and merged_into is null`
const asked = 400

/** Rows of the list whose person is there, in the state in which the list has them or alive. */
export async function knownRows(
  db: Kysely<Tables>,
  eventId: number,
  people: readonly ListedPerson[],
): Promise<ReadonlySet<number>> {
  const known = new Set<number>()
  await findAddressed(db, eventId, people, known)
  await findUnaddressed(db, eventId, people, known)
  return known
}

async function findAddressed(
  db: Kysely<Tables>,
  eventId: number,
  people: readonly ListedPerson[],
  known: Set<number>,
): Promise<void> {
  const addressed = people.flatMap((person) => {
    const identity = identityOf(person.input.name, person.input.email)
    return identity === null ? [] : [{ row: person.row, status: person.status, identity }]
  })
  const live = await present(db, eventId, addressed, isLive)
  const declined = await present(db, eventId, ofStatus(addressed, 'declined'), isDeclined)
  const cancelled = await present(db, eventId, ofStatus(addressed, 'cancelled'), isCancelled)
  for (const { row, status, identity } of addressed) {
    const isThere =
      status === 'cancelled'
        ? cancelled.has(identity)
        : live.has(identity) || (status === 'declined' && declined.has(identity))
    if (isThere) known.add(row)
  }
}

type Addressed = { row: number; status: RegistrationStatus; identity: string }

function ofStatus(people: readonly Addressed[], status: RegistrationStatus): Addressed[] {
  return people.filter((person) => person.status === status)
}

async function present(
  db: Kysely<Tables>,
  eventId: number,
  people: readonly Addressed[],
  is: typeof isLive,
): Promise<Set<string>> {
  const found = new Set<string>()
  for (let from = 0; from < people.length; from += asked) {
    const identities = people.slice(from, from + asked).map(({ identity }) => identity)
    const rows = await db
      .selectFrom('registrations')
      .select('identity')
      .where('event_id', '=', eventId)
      .where('identity', 'in', identities)
      .where(is)
      .execute()
    for (const { identity } of rows) if (identity !== null) found.add(identity)
  }
  return found
}

/** Who has no address is known by name, telephone and organization together, in the same state. */
async function findUnaddressed(
  db: Kysely<Tables>,
  eventId: number,
  people: readonly ListedPerson[],
  known: Set<number>,
): Promise<void> {
  const unaddressed = people.filter(({ input }) => input.email === null)
  if (unaddressed.length === 0) return
  const rows = await db
    .selectFrom('registrations')
    .select(['name', 'phone', 'organization', 'status'])
    .where('event_id', '=', eventId)
    .where('identity', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  const there = new Set(rows.map((row) => `${stateOf(row.status)} ${unaddressedKey(row)}`))
  for (const { row, status, input } of unaddressed)
    if (there.has(`${stateOf(status)} ${unaddressedKey(input)}`)) known.add(row)
}

function stateOf(status: RegistrationStatus): string {
  return status === 'declined' || status === 'cancelled' ? status : 'live'
}

type Unaddressed = { name: string; phone: string; organization: string }

function unaddressedKey({ name, phone, organization }: Unaddressed): string {
  return [fold(name), phone.replace(/\D/g, ''), fold(organization)].join('\n')
}

/** Rows that say again what an earlier row said, by number, each with that earlier one. Bare names repeat nothing. */
export function repeatedRows(people: readonly ListedPerson[]): ReadonlyMap<number, number> {
  const first = new Map<string, number>()
  const repeated = new Map<number, number>()
  for (const { row, status, input } of people) {
    if (stateOf(status) !== 'live') continue
    const isBare = input.email === null && input.phone === '' && input.organization === ''
    if (isBare) continue
    const key = identityOf(input.name, input.email) ?? `\n${unaddressedKey(input)}`
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, row)
    else repeated.set(row, earlier)
  }
  return repeated
}
