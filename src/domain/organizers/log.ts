/** The audit log as it is read: newest first, by who may. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { AuditState } from '../audit/record.ts'
import { allowed, allowedEverywhere } from './permissions.ts'

/** Of one event, or of all that ever happened. */
export type LogReader = { organizerId: number; eventId: number | 'all' }

export type LogWish = {
  /** Id of an organizer; `nobody`: the persons concerned, commands, the program by itself */
  by?: number | 'nobody' | undefined
  action?: string | undefined
  /** Id of the last entry of the page before */
  before?: number | undefined
}

export type LogEntry = {
  id: number
  at: string
  action: string
  by: Doer | null
  eventId: number | null
  subject: string
  person: { name: string; reference: string } | null
  colleague: Doer | null
  before: AuditState
  after: AuditState
}

/** `email` where the name is not known */
export type Doer = { name: string; email: string; isGone: boolean }

export type LogPage = { entries: LogEntry[]; hasMore: boolean }

export async function logPage(
  db: Kysely<Tables>,
  reader: LogReader,
  wish: LogWish,
  most = 50,
): Promise<LogPage> {
  const rows = await rowsOf(db, reader, wish, most + 1)
  const shown = rows.slice(0, most)
  const gone = await goneAmong(db, shown)
  const entries = shown.map((row) => ({
    ...{ id: row.id, at: row.at, action: row.action, eventId: row.event_id, subject: row.subject },
    by: doer(row.organizer_id, row.by_name, row.by_email, gone),
    person: row.reference === null ? null : { name: row.name ?? '', reference: row.reference },
    colleague: doer(row.colleague_id, row.colleague_name, row.colleague_email, gone),
    before: state(row.before),
    after: state(row.after),
  }))
  return { entries, hasMore: rows.length > most }
}

/** Whoever did something that the reader may see, in the order of their names. */
export function doersIn(db: Kysely<Tables>, { organizerId, eventId }: LogReader) {
  return db
    .selectFrom('organizers')
    .select(['id', 'name', 'email'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('audit_log')
          .select('audit_log.id')
          .whereRef('audit_log.organizer_id', '=', 'organizers.id')
          .$if(eventId !== 'all', (query) =>
            eventId === 'all' ? query : query.where('audit_log.event_id', '=', eventId),
          ),
      ),
    )
    .where(mayRead({ organizerId, eventId }))
    .orderBy('name')
    .orderBy('email')
    .execute()
}

function mayRead({ organizerId, eventId }: LogReader) {
  if (eventId === 'all') return allowedEverywhere({ organizerId, right: 'manage-team' })
  return allowed({ organizerId, right: 'see-log' }, eventId)
}

function rowsOf(db: Kysely<Tables>, reader: LogReader, { by, action, before }: LogWish, most: number) {
  return withNames(db)
    .$if(reader.eventId !== 'all', (query) =>
      reader.eventId === 'all' ? query : query.where('audit_log.event_id', '=', reader.eventId),
    )
    .where(mayRead(reader))
    .$if(by === 'nobody', (query) => query.where('audit_log.organizer_id', 'is', null))
    .$if(typeof by === 'number', (query) => query.where('audit_log.organizer_id', '=', Number(by)))
    .$if(action !== undefined, (query) => query.where('audit_log.action', '=', action ?? ''))
    .$if(before !== undefined, (query) => query.where('audit_log.id', '<', before ?? 0))
    .orderBy('audit_log.id', 'desc')
    .limit(most)
    .execute()
}

function withNames(db: Kysely<Tables>) {
  return db
    .selectFrom('audit_log')
    .leftJoin('organizers as doer', 'doer.id', 'audit_log.organizer_id')
    .leftJoin('organizers as colleague', 'colleague.id', 'audit_log.colleague_id')
    .leftJoin('registrations', 'registrations.id', 'audit_log.registration_id')
    .selectAll('audit_log')
    .select(['doer.name as by_name', 'doer.email as by_email'])
    .select(['colleague.name as colleague_name', 'colleague.email as colleague_email'])
    .select(['registrations.name', 'registrations.reference'])
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]
type Gone = ReadonlyMap<number, Doer>

/** Who was removed since: their name stands in the entry of that very day. */
async function goneAmong(db: Kysely<Tables>, rows: readonly Row[]): Promise<Gone> {
  const ids = rows.flatMap((row) => [
    ...(row.by_email === null && row.organizer_id !== null ? [row.organizer_id] : []),
    ...(row.colleague_email === null && row.colleague_id !== null ? [row.colleague_id] : []),
  ])
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('audit_log')
    .select(['colleague_id', 'subject', 'before'])
    .where('colleague_id', 'in', [...new Set(ids)])
    .where('action', '=', 'organizer-removed')
    .execute()
  return new Map(
    found.map(({ colleague_id, subject, before }) => [
      colleague_id ?? 0,
      { name: String(state(before).name ?? ''), email: subject, isGone: true },
    ]),
  )
}

function doer(id: number | null, name: string | null, email: string | null, gone: Gone): Doer | null {
  if (id === null) return null
  if (email !== null) return { name: name ?? '', email, isGone: false }
  return gone.get(id) ?? { name: '', email: '', isGone: true }
}

function state(json: string | null): AuditState {
  // Written by `record` alone.
  return json === null ? {} : (JSON.parse(json) as AuditState)
}
