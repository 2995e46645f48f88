/** What of an attendee list is asked for, and the address that asks for it. */
import type { Request } from 'express'
import type { Source } from '../../database/tables.ts'
import type { EventDocument, Group } from '../../domain/events/event.ts'
import { groups } from '../../domain/events/event.ts'
import type { AttendeeFilter } from '../../domain/registrations/attendee-filter.ts'
import { type AttendeeSort, attendeeSorts } from '../../domain/registrations/attendees.ts'
import { cleanLine } from '../../platform/text.ts'
import { statuses } from './figure-words.ts'
import { pageNumber, queryValue } from './pages.ts'

export const sources = [
  'web',
  'mail',
  'calendar',
  'phone',
  'paper',
  'desk',
  'import',
  'api',
] as const satisfies readonly Source[]

export type PeopleWish = { filter: AttendeeFilter; sort: AttendeeSort; page: number }

/** Reads the query; words that mean nothing here ask for nothing. */
export function peopleWish(req: Request, { agenda }: EventDocument): PeopleWish {
  const one = <Word extends string>(name: string, words: readonly Word[]) =>
    words.find((word) => word === queryValue(req, name))
  const words = cleanLine(queryValue(req, 'q'), 100)
  const status = one('status', statuses)
  const group = one<Group>('group', groups)
  const session = one(
    'session',
    agenda.filter(({ signup }) => signup).map(({ id }) => id),
  )
  const source = one('source', sources)
  const filter: AttendeeFilter = {
    ...(words === '' ? {} : { words }),
    ...(status === undefined ? {} : { status }),
    ...(group === undefined ? {} : { group }),
    ...(session === undefined ? {} : { session }),
    ...(source === undefined ? {} : { source }),
    ...(queryValue(req, 'undelivered') === '1' ? { undelivered: true } : {}),
  }
  return { filter, sort: one('sort', attendeeSorts) ?? 'name', page: pageNumber(req) }
}

export function isNarrowed({ filter }: PeopleWish): boolean {
  return Object.keys(filter).length > 0
}

/** `?q=…&status=…`, always spelt the same; empty for the whole list as it comes. */
export function peopleQuery({ filter, sort, page }: PeopleWish): string {
  const query = filterQuery(filter)
  if (sort !== 'name') query.set('sort', sort)
  if (page > 1) query.set('page', String(page))
  return asText(query)
}

/** The same for a file, which has neither order nor pages. */
export function exportQuery({ filter }: PeopleWish): string {
  return asText(filterQuery(filter))
}

function filterQuery({ words, undelivered, ...rest }: AttendeeFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (words !== undefined) query.set('q', words)
  for (const [name, value] of Object.entries(rest)) query.set(name, value)
  if (undelivered === true) query.set('undelivered', '1')
  return query
}

function asText(query: URLSearchParams): string {
  return query.size === 0 ? '' : `?${query}`
}
