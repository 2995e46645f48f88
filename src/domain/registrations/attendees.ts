/** The attendee list in pages, for files and for whatever is done to many. */
import type { Kysely } from 'kysely'
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

/** Walks all of them: for what is asked once before something is done to many. */
export function countOf(db: Kysely<Tables>, audience: Audience, filter: AttendeeFilter) {
  return db
    .selectFrom('registrations')
    .select((is) => is.fn.countAll<number>().as('total'))
    .where((is) => among(is, audience, filter))
}
