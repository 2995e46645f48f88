import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { RegistrationStatus, Tables } from '../../database/tables.ts'
import type { MailMessage } from '../../platform/mailer.ts'
import type { Project } from '../events/event.ts'
import { pastOf, withFacts } from '../events/event-facts.ts'
import type { EventRecord } from '../events/event-record.ts'
import { eventRecord } from '../events/event-record.ts'
import type { OutboxRow } from '../outbox/claim.ts'
import { claim } from '../outbox/claim.ts'
import type { LetterData, LetterKind } from '../outbox/letter.ts'
import { type Written, written } from '../outbox/written.ts'
import { type Subscription, subscription } from '../subscriptions/subscription.ts'

/** The registration that a letter is about, as it stands now; what was then is in the letter's data. */
export type LetterRegistration = {
  id: number
  reference: string
  uid: string
  name: string
  generation: number
  language: string
  status: RegistrationStatus
  /** iCalendar SEQUENCE and DTSTAMP last used for `uid` */
  sequence: number
  stampedAt: string
  lettersStoppedAt: string | null
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
  /** The letter to many that this is a copy of */
  written: Written | null
}

/** A letter as it leaves. Throws when its row is not enough to write it: a fault of ours, not of the mail's. */
export type RenderLetter = (letter: ClaimedLetter, project: Project | null) => MailMessage

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
  const registrations = await registrationsOf(database.read, rows, letters)
  const subscriptions = await subscriptionsOf(database.read, rows)
  const texts = await writtenOf(database.read, rows, letters)
  return letters.map((letter, at) => ({
    ...letter,
    event: asItWas(rows[at]?.event_id, letter.data.eventSequence),
    knew: letter.data.knew === undefined ? null : asItWas(rows[at]?.event_id, letter.data.knew),
    registration: registrations.get(rows[at]?.registration_id ?? letter.data.sample ?? 0) ?? null,
    subscription: subscriptions.get(rows[at]?.subscription_id ?? 0) ?? null,
    news: namedIn(letter)
      .map((id) => events.get(id))
      .filter((event) => event !== undefined),
    written: texts.get(rows[at]?.letter_id ?? letter.data.letter ?? 0) ?? null,
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
  letters: readonly Pick<ClaimedLetter, 'data'>[],
): Promise<Map<number, LetterRegistration>> {
  const samples = letters.map(({ data }) => data.sample ?? null)
  return letterRegistrations(db, distinct([...rows.map((row) => row.registration_id), ...samples]))
}

export async function letterRegistrations(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<Map<number, LetterRegistration>> {
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('registrations')
    .select(['id', 'reference', 'uid', 'name', 'generation', 'language', 'status', 'sequence'])
    .select(['stamped_at as stampedAt', 'letters_stopped_at as lettersStoppedAt'])
    .where('id', 'in', ids)
    .execute()
  return new Map(found.map((row) => [row.id, row]))
}

async function writtenOf(
  db: Kysely<Tables>,
  rows: readonly OutboxRow[],
  letters: readonly Pick<ClaimedLetter, 'data'>[],
): Promise<Map<number, Written>> {
  const tests = letters.map(({ data }) => data.letter ?? null)
  const ids = distinct([...rows.map((row) => row.letter_id), ...tests])
  if (ids.length === 0) return new Map()
  const found = await db.selectFrom('letters').selectAll().where('id', 'in', ids).execute()
  return new Map(found.map((row) => [row.id, written(row)]))
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
