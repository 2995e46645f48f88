/** The events that an organizer works with. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { type EventRecord, eventRecord } from '../events/event-record.ts'
import type { Permission } from '../organizers/permissions.ts'
import { allowed } from '../organizers/permissions.ts'
import { type Figures, figuresOf } from './figures.ts'

export type EventWithFigures = { event: EventRecord; figures: Figures }
export type OrganizerEvents = { events: readonly EventWithFigures[]; hasMore: boolean }

export const organizerEventsOnPage = 50

/** A page of the events that are coming (or running), soonest first, or of those that are over, latest first. */
export async function eventsFor(
  db: Kysely<Tables>,
  organizerId: number,
  when: 'coming' | 'past',
  page: number,
  now: Date,
): Promise<OrganizerEvents> {
  const rows = await pageOfEvents(db, organizerId, when, page, now.toISOString()).execute()
  const events = rows.slice(0, organizerEventsOnPage).map(eventRecord)
  const figures = await figuresOf(
    db,
    events.map(({ id }) => id),
  )
  return {
    events: events.flatMap((event) => {
      const own = figures.get(event.id)
      return own === undefined ? [] : [{ event, figures: own }]
    }),
    hasMore: rows.length > organizerEventsOnPage,
  }
}

/** Along the index of ends: what began and has not ended is still coming. One more than a page tells of the next. */
export function pageOfEvents(
  db: Kysely<Tables>,
  organizerId: number,
  when: 'coming' | 'past',
  page: number,
  now: string,
) {
  const direction = when === 'coming' ? 'asc' : 'desc'
  return db
    .selectFrom('events')
    .selectAll()
    .where('ends_at', when === 'coming' ? '>' : '<=', now)
    .where(allowed({ organizerId, right: 'see-list' }, 'events.id'))
    .orderBy('ends_at', direction)
    .orderBy('id', direction)
    .limit(organizerEventsOnPage + 1)
    .offset((page - 1) * organizerEventsOnPage)
}

/** The event, for whoever has the right; everybody else learns nothing of it. */
export async function eventFor(
  db: Kysely<Tables>,
  permission: Permission,
  slug: string,
): Promise<EventRecord | undefined> {
  const row = await db
    .selectFrom('events')
    .selectAll()
    .where('slug', '=', slug)
    .where(allowed(permission, 'events.id'))
    .executeTakeFirst()
  return row && eventRecord(row)
}

/** The event that was written last of those that the organizer may change. */
export async function lastEventOf(db: Kysely<Tables>, organizerId: number): Promise<EventRecord | undefined> {
  const row = await db
    .selectFrom('events')
    .selectAll()
    .where(allowed({ organizerId, right: 'edit-event' }, 'events.id'))
    .where('is_sample', '=', 0)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && eventRecord(row)
}
