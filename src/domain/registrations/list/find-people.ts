/** One page of the people of an event, as the screen shows it: found, narrowed and in order along indexes alone. */
import type { Kysely } from 'kysely'
import type { Database } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import type { Attendee } from '../attendee.ts'
import type { AttendeeFilter, Audience } from '../attendee-filter.ts'
import { attendee, attendeeFields } from '../attendee-row.ts'
import { eventFacets, everybody } from './facet-bits.ts'
import { facetsFor, inOneLine } from './facets.ts'
import { gather, mostGathered, type PeopleOrder, type PeopleQuery, walk } from './people-query.ts'
import { soughtWords } from './search-words.ts'

export const peopleOnPage = 100

export type PeopleFound = {
  attendees: readonly Attendee[]
  /** How many there are; null: more than `mostGathered`, and nobody has counted them */
  total: number | null
  page: number
  hasMore: boolean
}

type Ids = Omit<PeopleFound, 'attendees'> & { ids: readonly number[] }

/** One page; a page beyond the last is the last. Shows what `fillList` has brought into the list. */
export async function findPeople(
  { read, dialect }: Pick<Database, 'read' | 'dialect'>,
  audience: Audience,
  filter: AttendeeFilter,
  order: PeopleOrder,
  page: number,
): Promise<PeopleFound> {
  const known = await eventFacets(read, audience.eventId)
  const wanted = facetsFor(filter).map(inOneLine)
  const facets = known.filter(({ facet }) => wanted.includes(facet))
  const query: PeopleQuery = {
    read,
    dialect,
    audience,
    order,
    words: soughtWords(filter.words ?? ''),
    facets,
  }
  // Nobody ever had a facet that is not known.
  if (facets.length < wanted.length) return nobody
  const of = facets[0] ?? known.find(({ facet }) => facet === everybody)
  const isCounted = query.words.length === 0 && facets.length < 2
  const { ids, ...found } = await (isCounted ? counted(query, of?.people ?? 0, page) : sought(query, page))
  return { ...found, attendees: await inThisOrder(read, ids) }
}

const nobody: PeopleFound = { attendees: [], total: 0, page: 1, hasMore: false }

/** How many there are is known beforehand. */
async function counted(query: PeopleQuery, total: number, wanted: number): Promise<Ids> {
  const pages = pagesOf(total)
  const page = Math.min(wanted, pages)
  const rows = total === 0 ? [] : await pageFromNearerEnd(query, page, total)
  return { ids: rows.map(({ id }) => id), total, page, hasMore: page < pages }
}

/**
 * Of too many who have the same words some are shown: whoever searches so adds another letter. Of too many who have the
 * same facets every page is quickly walked to.
 */
async function sought(query: PeopleQuery, wanted: number): Promise<Ids> {
  const rows = await gather(query, (wanted - 1) * peopleOnPage, peopleOnPage).execute()
  if (rows.length === 0 && wanted > 1)
    return query.words.length === 0 ? uncounted(query, wanted) : sought(query, 1)
  const gathered = rows[0]?.total ?? 0
  if (gathered > mostGathered && query.words.length === 0) return uncounted(query, wanted)
  const pages = pagesOf(Math.min(gathered, mostGathered))
  const total = gathered > mostGathered ? null : gathered
  return {
    ids: rows.slice(0, peopleOnPage).map(({ id }) => id),
    total,
    page: wanted,
    hasMore: wanted < pages,
  }
}

async function uncounted(query: PeopleQuery, page: number): Promise<Ids> {
  const rows = await walk(query, 'forwards', (page - 1) * peopleOnPage, peopleOnPage + 1).execute()
  if (rows.length === 0 && page > 1) return uncounted(query, 1)
  const ids = rows.slice(0, peopleOnPage).map(({ id }) => id)
  return { ids, total: null, page, hasMore: rows.length > peopleOnPage }
}

/** Whoever asks for the last page walks to it from the end. */
async function pageFromNearerEnd(query: PeopleQuery, page: number, total: number): Promise<{ id: number }[]> {
  const before = (page - 1) * peopleOnPage
  const size = Math.min(peopleOnPage, total - before)
  const behind = total - before - size
  if (before <= behind) return walk(query, 'forwards', before, size).execute()
  return (await walk(query, 'backwards', behind, size).execute()).reverse()
}

function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / peopleOnPage))
}

/** Whole rows of one page only. */
async function inThisOrder(read: Kysely<Tables>, ids: readonly number[]): Promise<Attendee[]> {
  if (ids.length === 0) return []
  const rows = await read.selectFrom('registrations').select(attendeeFields).where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, attendee(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
