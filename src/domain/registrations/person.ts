/** One registration with all that is held about it. */
import type { Kysely, Selectable } from 'kysely'
import type { OutboxTable, Tables } from '../../database/tables.ts'
import type { Attendee } from './attendee.ts'
import { type Audience, among } from './attendee-filter.ts'
import { attendee, attendeeFields } from './attendee-row.ts'

export type Letter = Pick<
  Selectable<OutboxTable>,
  | 'id'
  | 'kind'
  | 'state'
  | 'to_email'
  | 'created_at'
  | 'sent_at'
  | 'due_at'
  | 'attempts'
  | 'reason'
  | 'reply_code'
>

export type Person = {
  attendee: Attendee
  pendingFor: 'address' | 'approval' | null
  holdUntil: string | null
  /** From 1; null when not waiting */
  placeInLine: number | null
  /** The organizer who typed it in; their address where no name is known */
  enteredBy: string | null
  overLimitReason: string | null
  consentPhotosAt: string | null
  consentNewsAt: string | null
  updatedAt: string
  letters: readonly Letter[]
}

export async function findPerson(
  db: Kysely<Tables>,
  audience: Audience,
  reference: string,
): Promise<Person | undefined> {
  const row = await db
    .selectFrom('registrations')
    .leftJoin('organizers', 'organizers.id', 'registrations.entered_by')
    .select(attendeeFields)
    .select(['registrations.pending_for', 'registrations.hold_until', 'registrations.turn'])
    .select(['registrations.entered_by', 'registrations.over_limit_reason', 'registrations.updated_at'])
    .select(['organizers.name as organizer_name', 'organizers.email as organizer_email'])
    .where((is) => among(is, audience, {}))
    .where('registrations.reference', '=', reference)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const {
    pending_for,
    hold_until,
    turn,
    over_limit_reason,
    updated_at,
    organizer_name,
    organizer_email,
    ...own
  } = row
  return {
    attendee: attendee(own),
    pendingFor: pending_for,
    holdUntil: hold_until,
    placeInLine: turn === null ? null : await placeInLine(db, audience.eventId, turn),
    enteredBy: organizer_name || organizer_email,
    overLimitReason: over_limit_reason,
    consentPhotosAt: own.consent_photos_at,
    consentNewsAt: own.consent_news_at,
    updatedAt: updated_at,
    letters: await lettersOf(db, own.id),
  }
}

/** Who of these people could not be written to. */
export async function withoutLetter(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('outbox')
    .select('registration_id')
    .where('registration_id', 'in', ids)
    .where('state', '=', 'failed')
    .execute()
  return new Set(rows.flatMap(({ registration_id: id }) => (id === null ? [] : [id])))
}

/** Who of these people wait for a decision. */
export async function awaitingApproval(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('registrations')
    .select('id')
    .where('id', 'in', ids)
    .where('pending_for', '=', 'approval')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** From 1: those who wait before this turn come first. */
export async function placeInLine(db: Kysely<Tables>, eventId: number, turn: number): Promise<number> {
  const { ahead } = await db
    .selectFrom('registrations')
    .select((of) => of.fn.countAll<number>().as('ahead'))
    .where('event_id', '=', eventId)
    .where('turn', 'is not', null)
    .where('turn', '<', turn)
    .executeTakeFirstOrThrow()
  return ahead + 1
}

/** Newest first, without those that later ones have overtaken unsent. */
function lettersOf(db: Kysely<Tables>, registrationId: number): Promise<Letter[]> {
  return db
    .selectFrom('outbox')
    .select([
      'id',
      'kind',
      'state',
      'to_email',
      'created_at',
      'sent_at',
      'due_at',
      'attempts',
      'reason',
      'reply_code',
    ])
    .where('registration_id', '=', registrationId)
    .where('state', '!=', 'dropped')
    .orderBy('id', 'desc')
    .execute()
}
