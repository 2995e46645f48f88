/** Which registrations of an event are looked at. */
import type { ExpressionBuilder } from 'kysely'
import { sql } from 'kysely'
import type { RegistrationStatus, Source, Tables } from '../../database/tables.ts'
import { alphabetical } from '../../platform/alphabet.ts'
import { fold } from '../../platform/text.ts'
import type { Group } from '../events/event.ts'
import type { Permission } from '../organizers/permissions.ts'
import { allowed } from '../organizers/permissions.ts'

/** All of it must hold; an absent part asks for nothing. */
export type AttendeeFilter = {
  /** Any part of name, organization, address, telephone or reference; several words in any order */
  words?: string
  status?: RegistrationStatus
  group?: Group
  /** Id of an agenda item */
  session?: string
  source?: Source
  /** Only those to whom a letter could not be delivered */
  undelivered?: boolean
}

/** The people of one event, for whoever has the permission; the program itself needs none. */
export type Audience = { eventId: number; permission: Permission | 'the program itself' }

type Where = ExpressionBuilder<Tables, 'registrations'>

export function among(is: Where, { eventId, permission }: Audience, filter: AttendeeFilter) {
  return is.and([
    is('registrations.event_id', '=', eventId),
    ...(permission === 'the program itself' ? [] : [allowed(permission, eventId)]),
    ...(filter.status === undefined ? [] : [is('registrations.status', '=', filter.status)]),
    ...(filter.group === undefined ? [] : [is('registrations.audience', '=', filter.group)]),
    ...(filter.source === undefined ? [] : [is('registrations.source', '=', filter.source)]),
    ...(filter.session === undefined
      ? []
      : [contains('registrations.sessions', JSON.stringify(filter.session))]),
    ...(filter.undelivered === true ? [undelivered(is, eventId)] : []),
    ...wordsOf(filter.words ?? '').map((word) => contains('registrations.search', word)),
  ])
}

/**
 * Words as the search column holds them. A telephone number is one word of digits there, so what is typed in groups
 * is joined, and the zeros or the country's sign before it are left out.
 */
function wordsOf(typed: string): string[] {
  const text = alphabetical(fold(typed))
  if (/^[+(\d][\d\s().\-/]{4,}$/.test(text)) return [text.replace(/\D/g, '').replace(/^0+/, '')]
  return text
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8)
}

/** `%` and `_` typed by people are letters. */
function contains(column: 'registrations.search' | 'registrations.sessions', text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`
}

/** Failures are few and have an index of their own. */
function undelivered(is: Where, eventId: number) {
  const failed = is
    .selectFrom('outbox')
    .select('outbox.registration_id')
    .where('outbox.event_id', '=', eventId)
    .where('outbox.state', '=', 'failed')
    .where('outbox.registration_id', 'is not', null)
  return is('registrations.id', 'in', failed.$castTo<{ registration_id: number }>())
}
