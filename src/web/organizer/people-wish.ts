/** What of an attendee list is asked for, and the address that asks for it. */
import type { Request } from 'express'
import type { Source } from '../../database/tables.ts'
import type { EventDocument, Group } from '../../domain/events/event.ts'
import { groups } from '../../domain/events/event.ts'
import type { AttendeeFilter } from '../../domain/registrations/attendee-filter.ts'
import { labelOf } from '../../domain/registrations/labels.ts'
import { isNarrowing } from '../../domain/registrations/list/facets.ts'
import { type PeopleOrder, peopleSorts } from '../../domain/registrations/list/people-query.ts'
import { languages } from '../../platform/i18n.ts'
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

export type PeopleWish = PeopleOrder & { filter: AttendeeFilter; page: number }

/** Reads the query; words that mean nothing here ask for nothing. */
export function peopleWish(req: Request, document: EventDocument): PeopleWish {
  return {
    filter: wishedFilter(req, document),
    sort: peopleSorts.find((sort) => sort === queryValue(req, 'sort')) ?? 'name',
    isReversed: queryValue(req, 'order') === 'down',
    page: pageNumber(req),
  }
}

function wishedFilter(req: Request, { agenda, form }: EventDocument): AttendeeFilter {
  const one = <Word extends string>(name: string, words: readonly Word[]) =>
    words.find((word) => word === queryValue(req, name))
  const sessions = agenda.filter(({ signup }) => signup).map(({ id }) => id)
  const arrived = one('arrived', ['yes', 'no'])
  return given({
    words: cleanLine(queryValue(req, 'q'), 100) || undefined,
    status: one('status', statuses),
    group: one<Group>('group', groups),
    session: one('session', sessions),
    source: one('source', sources),
    language: one('language', languages),
    label: labelOf(queryValue(req, 'label')) || undefined,
    answer: answerOf(queryValue(req, 'answer'), form),
    arrived: arrived === undefined ? undefined : arrived === 'yes',
    undelivered: queryValue(req, 'undelivered') === '1' || undefined,
    withoutEmail: queryValue(req, 'email') === 'no' || undefined,
    noted: queryValue(req, 'noted') === '1' || undefined,
  })
}

/** `diet=вегетарианско` */
function answerOf(text: string, form: EventDocument['form']): AttendeeFilter['answer'] {
  const [question = '', ...value] = text.split('=')
  const isAsked = form.some(({ id, type }) => id === question && isNarrowing(type))
  return isAsked && value.length > 0 ? { question, value: value.join('=') } : undefined
}

type Wished = { [Part in keyof AttendeeFilter]: AttendeeFilter[Part] | undefined }

function given(wished: Wished): AttendeeFilter {
  const parts = Object.entries(wished).filter(([, value]) => value !== undefined)
  return Object.fromEntries(parts) as AttendeeFilter // the same keys, without those that say nothing
}

export function isNarrowed({ filter }: Pick<PeopleWish, 'filter'>): boolean {
  return Object.keys(filter).length > 0
}

/** `?q=…&status=…`, always spelt the same; empty for the whole list as it comes. */
export function peopleQuery({ filter, sort, isReversed, page }: PeopleWish): string {
  const query = filterQuery(filter)
  if (sort !== 'name') query.set('sort', sort)
  if (isReversed) query.set('order', 'down')
  if (page > 1) query.set('page', String(page))
  return asText(query)
}

/** The same for a file, which has neither order nor pages. */
export function exportQuery({ filter }: Pick<PeopleWish, 'filter'>): string {
  return asText(filterQuery(filter))
}

/** Names and values as `wishedFilter` reads them. */
export function filterQuery(filter: AttendeeFilter): URLSearchParams {
  const { words, answer, arrived, undelivered, withoutEmail, noted, ...rest } = filter
  const query = new URLSearchParams()
  if (words !== undefined) query.set('q', words)
  for (const [name, value] of Object.entries(rest)) query.set(name, value)
  if (answer !== undefined) query.set('answer', `${answer.question}=${answer.value}`)
  if (arrived !== undefined) query.set('arrived', arrived ? 'yes' : 'no')
  if (undelivered === true) query.set('undelivered', '1')
  if (withoutEmail === true) query.set('email', 'no')
  if (noted === true) query.set('noted', '1')
  return query
}

function asText(query: URLSearchParams): string {
  return query.size === 0 ? '' : `?${query}`
}
