import type { Kysely } from 'kysely'
import type { RegistrationStatus, Tables } from '../../database/tables.ts'
import { eventFacets } from './list/facet-bits.ts'

/** An event in numbers. */
export type Figures = {
  /** Null: no limit */
  capacity: number | null
  /** Confirmed people with their guests */
  coming: number
  /** Places held for people who have not yet confirmed their address, with their guests */
  held: number
  /** Registrations in each status */
  registrations: Readonly<Record<RegistrationStatus, number>>
  /** Letters that could not be delivered */
  undelivered: number
}

/**
 * Figures by event id. People come from the count of places that is kept with each registration, so that no list is
 * added up for it; whoever calls has the right to see these events.
 */
export async function figuresOf(
  db: Kysely<Tables>,
  eventIds: readonly number[],
): Promise<Map<number, Figures>> {
  if (eventIds.length === 0) return new Map()
  const [places, statuses, holds, letters] = await Promise.all([
    db
      .selectFrom('event_places')
      .select(['event_id', 'capacity', 'taken'])
      .where('event_id', 'in', eventIds)
      .execute(),
    countByStatus(db, eventIds).execute(),
    held(db, eventIds).execute(),
    countUndelivered(db, eventIds).execute(),
  ])
  return new Map(
    places.map(({ event_id: id, capacity, taken }) => {
      const hold = holds.find((row) => row.event_id === id)?.held ?? 0
      const registrations = byStatus(statuses.filter((row) => row.event_id === id))
      const undelivered = letters.find((row) => row.event_id === id)?.letters ?? 0
      return [id, { capacity, coming: taken - hold, held: hold, registrations, undelivered }]
    }),
  )
}

/** The same of one event for the page of its people, whose statuses have been counted with the list. */
export async function figuresOfList(db: Kysely<Tables>, eventId: number): Promise<Figures | undefined> {
  const [places, facets, holds, letters] = await Promise.all([
    db
      .selectFrom('event_places')
      .select(['capacity', 'taken'])
      .where('event_id', '=', eventId)
      .executeTakeFirst(),
    eventFacets(db, eventId),
    held(db, [eventId]).executeTakeFirst(),
    countUndelivered(db, [eventId]).executeTakeFirst(),
  ])
  if (places === undefined) return undefined
  const hold = holds?.held ?? 0
  const counted = (status: RegistrationStatus) =>
    facets.find(({ facet }) => facet === `status:${status}`)?.people ?? 0
  return {
    capacity: places.capacity,
    coming: places.taken - hold,
    held: hold,
    registrations: {
      pending: counted('pending'),
      confirmed: counted('confirmed'),
      waitlisted: counted('waitlisted'),
      maybe: counted('maybe'),
      declined: counted('declined'),
      cancelled: counted('cancelled'),
    },
    undelivered: letters?.letters ?? 0,
  }
}

/** Read from the index alone. */
export function countByStatus(db: Kysely<Tables>, eventIds: readonly number[]) {
  return db
    .selectFrom('registrations')
    .select(['event_id', 'status', (of) => of.fn.countAll<number>().as('registrations')])
    .where('event_id', 'in', eventIds)
    .groupBy(['event_id', 'status'])
}

export function held(db: Kysely<Tables>, eventIds: readonly number[]) {
  return db
    .selectFrom('registrations')
    .select(['event_id', (of) => of.fn.sum<number>(of('guests', '+', 1)).as('held')])
    .where('event_id', 'in', eventIds)
    .where('status', '=', 'pending')
    .where('hold_until', 'is not', null)
    .groupBy('event_id')
}

export function countUndelivered(db: Kysely<Tables>, eventIds: readonly number[]) {
  return db
    .selectFrom('outbox')
    .select(['event_id', (of) => of.fn.countAll<number>().as('letters')])
    .where('event_id', 'in', eventIds)
    .where('state', '=', 'failed')
    .groupBy('event_id')
}

function byStatus(
  rows: readonly { status: RegistrationStatus; registrations: number }[],
): Record<RegistrationStatus, number> {
  const none = { pending: 0, confirmed: 0, waitlisted: 0, maybe: 0, declined: 0, cancelled: 0 }
  for (const { status, registrations } of rows) none[status] = registrations
  return none
}
