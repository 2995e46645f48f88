import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { pastOf, withFacts } from '../events/event-facts.ts'
import type { EventRecord } from '../events/event-record.ts'
import { eventRecord } from '../events/event-record.ts'
import type { OutboxRow } from '../outbox/claim.ts'
import { claim } from '../outbox/claim.ts'
import type { LetterData, LetterKind } from '../outbox/letter.ts'
import { type Subscription, subscription } from '../subscriptions/subscription.ts'

/** The registration that a letter is about, as it stands now; what was then is in the letter's data. */
export type LetterRegistration = {
  id: number
  reference: string
  uid: string
  name: string
  generation: number
  language: string
}

export type ClaimedLetter = {
  id: number
  kind: LetterKind
  language: string
  to: { name: string; email: string }
  messageId: string
  createdAt: string
  claimedUntil: string
  attempts: number
  data: LetterData
  /** With time, place and status of the moment at which the letter was written */
  event: EventRecord | null
  /** The event as the person knew it before; null where the letter tells of no change */
  knew: EventRecord | null
  registration: LetterRegistration | null
  subscription: Subscription | null
  /** The events that it announces or invites to, as they stand now; those that are gone are left out */
  news: readonly EventRecord[]
}

/** Claims due letters, with the events, registrations and subscriptions that they speak of. */
export async function claimLetters(
  database: Database,
  worker: string,
  limit: number,
  now: Date,
): Promise<ClaimedLetter[]> {
  const rows = await claim(database, worker, limit, now)
  if (rows.length === 0) return []
  const letters = rows.map((row) => letterOf(row, now))
  const events = await eventsOf(database.read, rows, letters)
  const asItWas = await pastEvents(database.read, events, letters)
  const registrations = await registrationsOf(database.read, rows)
  const subscriptions = await subscriptionsOf(database.read, rows)
  return letters.map((letter, at) => ({
    ...letter,
    event: asItWas(rows[at]?.event_id, letter.data.eventSequence),
    knew: letter.data.knew === undefined ? null : asItWas(rows[at]?.event_id, letter.data.knew),
    registration: registrations.get(rows[at]?.registration_id ?? 0) ?? null,
    subscription: subscriptions.get(rows[at]?.subscription_id ?? 0) ?? null,
    news: namedIn(letter)
      .map((id) => events.get(id))
      .filter((event) => event !== undefined),
  }))
}

function letterOf(row: OutboxRow, now: Date) {
  return {
    id: row.id,
    // Written by `enqueue` alone.
    kind: row.kind as LetterKind,
    language: row.language,
    to: { name: row.to_name, email: row.to_email },
    messageId: row.message_id,
    createdAt: row.created_at,
    claimedUntil: row.claimed_until ?? now.toISOString(),
    attempts: row.attempts,
    data: JSON.parse(row.data) as LetterData,
  }
}

async function eventsOf(
  db: Kysely<Tables>,
  rows: readonly OutboxRow[],
  letters: readonly Pick<ClaimedLetter, 'data'>[],
): Promise<Map<number, EventRecord>> {
  const ids = distinct([...rows.map((row) => row.event_id), ...letters.flatMap(namedIn)])
  if (ids.length === 0) return new Map()
  const found = await db.selectFrom('events').selectAll().where('id', 'in', ids).execute()
  return new Map(found.map((row) => [row.id, eventRecord(row)]))
}

/** Events by id and SEQUENCE; one record for all letters that tell of the same moment, so that its words are made once. */
async function pastEvents(
  db: Kysely<Tables>,
  events: ReadonlyMap<number, EventRecord>,
  letters: readonly Pick<ClaimedLetter, 'data'>[],
): Promise<(id: number | null | undefined, sequence: number | undefined) => EventRecord | null> {
  const isPast = ({ data }: Pick<ClaimedLetter, 'data'>) => data.eventSequence !== undefined
  const past = letters.some(isPast) ? await pastOf(db, [...events.keys()]) : []
  const then = new Map(
    past.flatMap(({ eventId, sequence, facts }) => {
      const event = events.get(eventId)
      const key = `${eventId} ${sequence}`
      return event === undefined ? [] : [[key, withFacts(event, facts, sequence)] as const]
    }),
  )
  return (id, sequence) => then.get(`${id} ${sequence}`) ?? events.get(id ?? 0) ?? null
}

function namedIn({ data }: Pick<ClaimedLetter, 'data'>): number[] {
  const { news = [], invitation } = data
  const invited = (invitation?.roles ?? []).flatMap(({ eventId }) => (eventId === null ? [] : [eventId]))
  return [...news, ...invited]
}

async function registrationsOf(
  db: Kysely<Tables>,
  rows: readonly OutboxRow[],
): Promise<Map<number, LetterRegistration>> {
  const ids = distinct(rows.map((row) => row.registration_id))
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('registrations')
    .select(['id', 'reference', 'uid', 'name', 'generation', 'language'])
    .where('id', 'in', ids)
    .execute()
  return new Map(found.map((row) => [row.id, row]))
}

async function subscriptionsOf(
  db: Kysely<Tables>,
  rows: readonly OutboxRow[],
): Promise<Map<number, Subscription>> {
  const ids = distinct(rows.map((row) => row.subscription_id))
  if (ids.length === 0) return new Map()
  const found = await db.selectFrom('subscriptions').selectAll().where('id', 'in', ids).execute()
  return new Map(found.map((row) => [row.id, subscription(row)]))
}

function distinct(ids: readonly (number | null)[]): number[] {
  return [...new Set(ids.filter((id) => id !== null))]
}
