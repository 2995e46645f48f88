import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../../database/database.ts'
import { statement } from '../../database/statement.ts'
import type { EventsTable, Tables } from '../../database/tables.ts'
import type { EventDocument } from './event.ts'

/** An event as it is stored: its document, and the instants that its wall-clock times mean. */
export type EventRecord = {
  id: number
  slug: string
  version: number
  sequence: number
  document: EventDocument
  /** UTC ISO */
  startsAt: string
  endsAt: string
  opensAt: string | null
  closesAt: string
  projectId: number | null
  isSample: boolean
  /** When its content last changed */
  updatedAt: string
}

export type SessionPlaces = { session: string; capacity: number | null; taken: number }

/** `capacity` null: no limit. */
export type Places = {
  capacity: number | null
  taken: number
  waiting: number
  sessions: readonly SessionPlaces[]
}

export type EventState = { event: EventRecord; places: Places }

const bySlug = statement<{ slug: string }>()('event-by-slug', (db, p) =>
  db.selectFrom('events').selectAll().where('slug', '=', p('slug')),
)

const placesAndVersion = statement<{ slug: string }>()('event-places-by-slug', (db, p) =>
  db
    .selectFrom('events')
    .innerJoin('event_places', 'event_places.event_id', 'events.id')
    .leftJoin('session_places', 'session_places.event_id', 'events.id')
    .select([
      'events.id',
      'events.version',
      'event_places.capacity',
      'event_places.taken',
      'event_places.waiting',
    ])
    .select(['session_places.session', 'session_places.capacity as session_capacity'])
    .select('session_places.taken as session_taken')
    .where('events.slug', '=', p('slug')),
)

export async function findEvent(db: Kysely<Tables>, slug: string): Promise<EventRecord | undefined> {
  const row = await db.selectFrom('events').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row && eventRecord(row)
}

export async function findEventById(db: Kysely<Tables>, id: number): Promise<EventRecord | undefined> {
  const row = await db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst()
  return row && eventRecord(row)
}

export function eventRecord(row: Selectable<EventsTable>): EventRecord {
  return {
    id: row.id,
    slug: row.slug,
    version: row.version,
    sequence: row.sequence,
    // Written by import alone, after its checks.
    document: JSON.parse(row.content) as EventDocument,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    projectId: row.project_id,
    isSample: row.is_sample === 1,
    updatedAt: row.updated_at,
  }
}

export async function placesOf(db: Kysely<Tables>, eventId: number): Promise<Places> {
  const places = await db
    .selectFrom('event_places')
    .select(['capacity', 'taken', 'waiting'])
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow()
  const sessions = await db
    .selectFrom('session_places')
    .select(['session', 'capacity', 'taken'])
    .where('event_id', '=', eventId)
    .execute()
  return { ...places, sessions }
}

/** Events and their places by slug, read again at most once in `maxAge`; documents only when their version rose. */
export type EventShelf = {
  /** `undefined`: there is none. */
  find(slug: string): Promise<EventState | undefined>
}

type Shelved = { state: EventState; readAt: number }

export function eventShelf(database: Database, maxAgeMilliseconds = 1000, most = 2000): EventShelf {
  const shelf = new Map<string, Shelved>()

  async function refresh(
    slug: string,
    known: Shelved | undefined,
    readAt: number,
  ): Promise<EventState | undefined> {
    const rows = await database.fetch(placesAndVersion, { slug })
    const [head] = rows
    shelf.delete(slug)
    if (head === undefined) return undefined
    const event = known?.state.event.version === head.version ? known.state.event : await read(database, slug)
    if (event === undefined) return undefined
    const state = { event, places: placesFrom(rows) }
    if (shelf.size >= most) shelf.delete(shelf.keys().next().value ?? slug)
    shelf.set(slug, { state, readAt })
    return state
  }

  return {
    async find(slug) {
      const known = shelf.get(slug)
      const at = performance.now()
      if (known !== undefined && at - known.readAt < maxAgeMilliseconds) return known.state
      return refresh(slug, known, at)
    },
  }
}

async function read(database: Database, slug: string): Promise<EventRecord | undefined> {
  const [row] = await database.fetch(bySlug, { slug })
  return row && eventRecord(row)
}

type PlacesRow = {
  capacity: number | null
  taken: number
  waiting: number
  session: string | null
  session_capacity: number | null
  session_taken: number | null
}

function placesFrom(rows: readonly PlacesRow[]): Places {
  const [head] = rows
  const sessions = rows.flatMap((row) =>
    row.session === null
      ? []
      : [{ session: row.session, capacity: row.session_capacity, taken: row.session_taken ?? 0 }],
  )
  return { capacity: head?.capacity ?? null, taken: head?.taken ?? 0, waiting: head?.waiting ?? 0, sessions }
}
