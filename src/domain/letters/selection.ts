/** To whom a letter goes: what is chosen, and who of these is left out. */
import type { ExpressionBuilder } from 'kysely'
import { sql } from 'kysely'
import type { RegistrationStatus, Tables } from '../../database/tables.ts'
import type { AttendeeFilter, Audience } from '../registrations/attendee-filter.ts'
import { among } from '../registrations/attendee-filter.ts'

/** All of it must hold; an absent part asks for nothing. */
export type Selection = Omit<AttendeeFilter, 'status'> & {
  /** Any of these; absent: whoever comes or may come */
  statuses?: readonly RegistrationStatus[]
  language?: string
  /** Whether they have been checked in */
  arrived?: boolean
  /** Picked by hand: ids of registrations */
  ids?: readonly number[]
}

type Where = ExpressionBuilder<Tables, 'registrations'>

export function chosen(is: Where, audience: Audience, selection: Selection) {
  const { statuses, language, arrived, ids, ...filter } = selection
  return is.and([
    among(is, audience, filter),
    ...(statuses === undefined ? [] : [is('registrations.status', 'in', statuses)]),
    ...(language === undefined ? [] : [is('registrations.language', '=', language)]),
    ...(arrived === undefined ? [] : [arrived ? isThere() : is.not(isThere())]),
    ...(ids === undefined ? [] : [is('registrations.id', 'in', ids)]),
  ])
}

function isThere() {
  return sql<boolean>`exists (select 1 from check_ins where check_ins.registration_id = registrations.id)`
}

export const leaveOuts = ['cancelled', 'unverified', 'no-address', 'stopped'] as const
export type LeaveOut = (typeof leaveOuts)[number]

/** Why somebody who is chosen gets no letter; empty for who gets it. */
export function leftOut({ statuses }: Selection) {
  // Who is gone is written to only where the organizer names them.
  const gone = statuses === undefined ? ['cancelled', 'declined'] : ['nobody']
  return sql<LeaveOut | ''>`case
    when registrations.status in (${sql.join(gone.map((status) => sql.lit(status)))}) then 'cancelled'
    when registrations.status = 'pending' and registrations.pending_for = 'address' then 'unverified'
    when registrations.email is null then 'no-address'
    when registrations.letters_stopped_at is not null then 'stopped'
    else '' end`
}

/** Those who get it. */
export function reached(is: Where, audience: Audience, selection: Selection) {
  return is.and([chosen(is, audience, selection), sql<boolean>`${leftOut(selection)} = ''`])
}
