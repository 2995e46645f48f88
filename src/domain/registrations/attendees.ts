/** The attendee list: all of it in pages for files, or one page of it for the screen. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { Attendee } from './attendee.ts'
import { type AttendeeFilter, type Audience, among } from './attendee-filter.ts'
import { attendee, attendeeFields } from './attendee-row.ts'

const rowsInPage = 500

/**
 * Everybody the filter lets in, in the order of registration, 500 at a time: no query is open while a page is read, so
 * a slow download holds up nobody.
 */
export async function* attendeePages(
  db: Kysely<Tables>,
  audience: Audience,
  filter: AttendeeFilter = {},
): AsyncGenerator<readonly Attendee[]> {
  for (let last = 0; ; ) {
    const rows = await pageAfter(db, audience, filter, last).execute()
    const page = rows.map(attendee)
    if (page.length > 0) yield page
    if (page.length < rowsInPage) return
    last = page.at(-1)?.id ?? last
  }
}

/** The query of one such page: a walk along (event, id). */
export function pageAfter(db: Kysely<Tables>, audience: Audience, filter: AttendeeFilter, last: number) {
  return db
    .selectFrom('registrations')
    .select(attendeeFields)
    .where((is) => among(is, audience, filter))
    .where('registrations.id', '>', last)
    .orderBy('registrations.id')
    .limit(rowsInPage)
}

export const attendeeSorts = ['name', 'registered', 'status', 'organization', 'group'] as const
export type AttendeeSort = (typeof attendeeSorts)[number]

export const attendeesOnPage = 100

export type AttendeesPage = { attendees: readonly Attendee[]; total: number; page: number; pages: number }

/** One page for the screen; a page beyond the last is the last. */
export async function attendeesPage(
  db: Kysely<Tables>,
  audience: Audience,
  filter: AttendeeFilter,
  sort: AttendeeSort,
  wanted: number,
): Promise<AttendeesPage> {
  const { total } = await countOf(db, audience, filter).executeTakeFirstOrThrow()
  const pages = Math.max(1, Math.ceil(total / attendeesOnPage))
  const page = Math.min(Math.max(1, wanted), pages)
  const rows = total === 0 ? [] : await pageSorted(db, audience, filter, sort, page).execute()
  return { attendees: rows.map(attendee), total, page, pages }
}

export function countOf(db: Kysely<Tables>, audience: Audience, filter: AttendeeFilter) {
  return db
    .selectFrom('registrations')
    .select((is) => is.fn.countAll<number>().as('total'))
    .where((is) => among(is, audience, filter))
}

/**
 * The query of one page on the screen. Ids are found first, along an index where the order has one, so that whole rows
 * are read for one page only.
 */
export function pageSorted(
  db: Kysely<Tables>,
  audience: Audience,
  filter: AttendeeFilter,
  sort: AttendeeSort,
  page: number,
) {
  const ids = db
    .selectFrom('registrations')
    .select('registrations.id')
    .where((is) => among(is, audience, filter))
    .orderBy(sort === 'name' && readsRows(filter) ? nameUnindexed : orders[sort])
    .orderBy('registrations.id')
    .limit(attendeesOnPage)
    .offset((page - 1) * attendeesOnPage)
  return db
    .selectFrom('registrations')
    .select(attendeeFields)
    .where('registrations.id', 'in', ids)
    .orderBy(orders[sort])
    .orderBy('registrations.id')
}

/** What no index holds has to be looked up row by row. */
function readsRows({ group, session, source }: AttendeeFilter): boolean {
  return [group, session, source].some((part) => part !== undefined)
}

/** An index by name would lead to the rows criss-cross through the file: sorting what is left is eight times quicker. */
const nameUnindexed = sql`registrations.search || ''`

/** Who comes first, then who may still come, then who does not; what was not said comes last. */
const orders = {
  name: sql`registrations.search`,
  registered: sql`registrations.id`,
  status: sql`case registrations.status when 'confirmed' then 1 when 'pending' then 2 when 'waitlisted' then 3
    when 'maybe' then 4 when 'declined' then 5 else 6 end`,
  organization: sql`case when registrations.organization = '' then 1 else 0 end, registrations.organization`,
  group: sql`case when registrations.audience = '' then 1 else 0 end, registrations.audience`,
} as const satisfies Record<AttendeeSort, unknown>
