/** Which registrations of an event are looked at. */
import type { ExpressionBuilder } from 'kysely'
import { sql } from 'kysely'
import type { RegistrationStatus, Source, Tables } from '../../database/tables.ts'
import type { Group } from '../events/event.ts'
import type { Permission } from '../organizers/permissions.ts'
import { allowed } from '../organizers/permissions.ts'
import { facetsFor, facetText, inOneLine } from './list/facets.ts'
import { patternOf, soughtWords } from './list/search-words.ts'

/** All of it must hold; an absent part asks for nothing. */
export type AttendeeFilter = {
  /** Any part of name, organization, address, telephone or reference in any alphabet; several words in any order */
  words?: string
  status?: RegistrationStatus
  group?: Group
  /** Id of an agenda item */
  session?: string
  source?: Source
  language?: string
  label?: string
  /** To a question of the event that has options; a tick box is answered `yes` */
  answer?: { question: string; value: string }
  arrived?: boolean
  /** Only those to whom a letter could not be delivered */
  undelivered?: boolean
  withoutEmail?: boolean
  /** Only those who left a note */
  noted?: boolean
}

/** The people of one event, for whoever has the permission; the program itself needs none. */
export type Audience = { eventId: number; permission: Permission | 'the program itself' }

type Where = ExpressionBuilder<Tables, 'registrations'>

/**
 * True of each registration that is looked at. For walks through all of them in pieces (files, letters, bulk actions);
 * a page of the screen is found by `list/find-people.ts`. Both know what `list/fill-list.ts` has brought into the list.
 */
export function among(is: Where, { eventId, permission }: Audience, filter: AttendeeFilter) {
  const { words, status, group, source, language, ...listed } = filter
  return is.and([
    is('registrations.event_id', '=', eventId),
    ...(permission === 'the program itself' ? [] : [allowed(permission, eventId)]),
    ...(status === undefined ? [] : [is('registrations.status', '=', status)]),
    ...(group === undefined ? [] : [is('registrations.audience', '=', group)]),
    ...(source === undefined ? [] : [is('registrations.source', '=', source)]),
    ...(language === undefined ? [] : [is('registrations.language', '=', language)]),
    ...facetsFor(listed).map((facet) => inList(is, 'facets', [patternOf(facetText([inOneLine(facet)]))])),
    ...soughtWords(words ?? '').map((texts) => inList(is, 'search', texts.map(patternOf))),
  ])
}

/** One of the patterns fits the registration's row in the list, looked up by its id. */
function inList(is: Where, column: 'search' | 'facets', patterns: readonly string[]) {
  const row = is
    .selectFrom('people_list')
    .select(column)
    .whereRef('people_list.registration_id', '=', 'registrations.id')
  const fits = patterns.map((pattern) => sql<boolean>`${row} like ${pattern} escape '\\'`)
  return sql<boolean>`(${sql.join(fits, sql` or `)})`
}
