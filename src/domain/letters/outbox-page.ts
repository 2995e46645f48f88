/** The outbox of one event: what was written to whom, and what became of it. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { LetterState, Tables } from '../../database/tables.ts'
import { allowed } from '../organizers/permissions.ts'
import { type Audience, among } from '../registrations/attendee-filter.ts'

export type OutboxFilter = {
  state?: LetterState
  /** Only what waits because a try was in vain */
  retried?: boolean
  kind?: string
  /** Copies of one letter */
  letter?: number
  /** Part of a person's name, organization, address, telephone or reference */
  words?: string
}

/** How many rows there are of each state and kind. */
export type OutboxCount = { state: LetterState; kind: string; letters: number }

export type OutboxRow = {
  id: number
  kind: string
  letterId: number | null
  state: LetterState
  toName: string
  toEmail: string
  attempts: number
  reason: string | null
  dueAt: string
  createdAt: string
  sentAt: string | null
  /** Of the person it is about */
  reference: string | null
}

/** Read from the index alone. */
export function countOutbox(db: Kysely<Tables>, { eventId, permission }: Audience) {
  return db
    .selectFrom('outbox')
    .select(['state', 'kind', (of) => of.fn.countAll<number>().as('letters')])
    .where('event_id', '=', eventId)
    .$if(permission !== 'the program itself', (query) =>
      permission === 'the program itself' ? query : query.where(allowed(permission, eventId)),
    )
    .groupBy(['state', 'kind'])
}

export const outboxOnPage = 50

/** Newest first; `before`: the id of the last row of the page before. */
export async function outboxPage(
  db: Kysely<Tables>,
  audience: Audience,
  filter: OutboxFilter,
  counts: readonly OutboxCount[],
  before: number | null,
): Promise<{ rows: OutboxRow[]; hasMore: boolean }> {
  const walks = walksOf(filter, counts)
  const found = await Promise.all(
    walks.map((walk) => walkAlong(db, audience, filter, walk, before).execute()),
  )
  const rows = found.flat().sort((a, b) => b.id - a.id)
  return { rows: rows.slice(0, outboxOnPage), hasMore: rows.length > outboxOnPage }
}

/** Each walk goes along an index in the order of ids; their heads together are the page. */
function walksOf({ state, kind, retried }: OutboxFilter, counts: readonly OutboxCount[]) {
  const wanted = retried === true ? 'waiting' : state
  return counts.filter(
    (count) =>
      (wanted === undefined || count.state === wanted) && (kind === undefined || count.kind === kind),
  )
}

export function walkAlong(
  db: Kysely<Tables>,
  audience: Audience,
  { letter, words, retried }: OutboxFilter,
  { state, kind }: Pick<OutboxCount, 'state' | 'kind'>,
  before: number | null,
) {
  const { eventId } = audience
  return db
    .selectFrom('outbox')
    .leftJoin('registrations', 'registrations.id', 'outbox.registration_id')
    .select(['outbox.id', 'outbox.kind', 'outbox.letter_id as letterId', 'outbox.state'])
    .select(['outbox.to_name as toName', 'outbox.to_email as toEmail', 'outbox.attempts', 'outbox.reason'])
    .select(['outbox.due_at as dueAt', 'outbox.created_at as createdAt', 'outbox.sent_at as sentAt'])
    .select('registrations.reference')
    .where('outbox.event_id', '=', eventId)
    .where('outbox.state', '=', state)
    .where('outbox.kind', '=', kind)
    .$if(before !== null, (query) => query.where('outbox.id', '<', before ?? 0))
    .$if(letter !== undefined, (query) => query.where('outbox.letter_id', '=', letter ?? 0))
    .$if(retried === true, (query) => query.where('outbox.attempts', '>', 0))
    .$if(words !== undefined, (query) =>
      query.where('outbox.registration_id', 'in', peopleNamed(db, audience, words ?? '')),
    )
    .orderBy('outbox.id', 'desc')
    .limit(outboxOnPage + 1)
}

/** As many as one would look through. */
function peopleNamed(db: Kysely<Tables>, audience: Audience, words: string) {
  return db
    .selectFrom(
      db
        .selectFrom('registrations')
        .select('registrations.id')
        .where((is) => among(is, audience, { words }))
        .orderBy('registrations.id')
        .limit(500)
        .as('named'),
    )
    .select(sql<number>`named.id`.as('id'))
}
