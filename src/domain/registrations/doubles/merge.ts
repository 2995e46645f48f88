import { createHash } from 'node:crypto'
import type { Updateable } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { RegistrationStatus, RegistrationsTable } from '../../../database/tables.ts'
import { difference, record } from '../../audit/record.ts'
import type { EventRecord } from '../../events/event-record.ts'
import { overtake } from '../../outbox/overtake.ts'
import { searchText } from '../insert.ts'
import { leaveWaitingList, releasePlaces, releaseSessions, takePlaces, takeSessions } from '../places.ts'
import { promote } from '../promote.ts'
import type { RegistrationRow } from '../registration-record.ts'
import { lockRegistration, takesPlaces } from '../registration-record.ts'
import { identityOf, laterStamp } from '../rules.ts'
import { sessionsOf, tellStatus } from '../tell-status.ts'

/** What stays of either, field by field. */
export const mergeFields = [
  'name',
  'email',
  'phone',
  'organization',
  'position',
  'audience',
  'locality',
  'guests',
  'guest_names',
  'answers',
  'note',
  'language',
  'consent_photos_at',
  'consent_news_at',
] as const satisfies readonly (keyof RegistrationsTable)[]
export type MergeField = (typeof mergeFields)[number]

export type Merge = {
  kept: number
  gone: number
  /** Fields whose value comes from the one that goes */
  fromGone: readonly MergeField[]
  /** `sealOf` both as the organizer saw them: what has changed since is looked at again */
  seals: { kept: string; gone: string }
  letter: boolean
  by: number
}

export type Merged =
  | { done: 'merged'; id: number; status: RegistrationStatus; fullSessions: readonly string[] }
  | {
      done: 'refused'
      reason: 'unknown' | 'changed' | 'already' | 'over' | 'full' | 'known'
    }

/** What `before` of a merge holds: enough to part the two again. */
export type BeforeMerge = { kept: RegistrationRow; gone: RegistrationRow; checkIns: readonly number[] }

/** A name for everything that a registration says: it changes whenever anything of it does. */
export function sealOf(row: RegistrationRow): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
}

/**
 * Makes two registrations of one person one. The one that stays gets the chosen values, the better of both statuses,
 * the sessions of both as far as they have room, and the check-ins; the other is cancelled and says where it went. All
 * in one transaction under the lock of the places; whoever was changed meanwhile is not merged.
 */
export function merge(database: Database, wish: Merge, now: Date): Promise<Merged> {
  return database.write((tx) => mergeIn(tx, wish, now))
}

async function mergeIn(tx: Tx, wish: Merge, now: Date): Promise<Merged> {
  const keeping = await lockRegistration(tx, wish.kept)
  const going = await lockRegistration(tx, wish.gone)
  const refusal = refusalOf(keeping, going, wish, now)
  if (refusal !== null) return { done: 'refused', reason: refusal }
  if (keeping === undefined || going === undefined) return { done: 'refused', reason: 'unknown' }
  const { registration: kept, event } = keeping
  const { registration: gone } = going
  const chosen = chosenValues(kept, gone, wish.fromGone)
  await retire(tx, gone, kept.id, now)
  const standing = await stand(tx, event, kept, gone, chosen.guests)
  const after = { ...kept, ...chosen, ...standing.row }
  if (await isTaken(tx, after)) return tx.refuse({ done: 'refused', reason: 'known' })
  await keep(tx, after, now)
  const checkIns = await moveCheckIns(tx, gone.id, kept.id)
  await writeDown(tx, { kept, gone, checkIns }, wish.by, now)
  if (wish.letter && after.status !== 'cancelled') await tellStatus(tx, event, after, now, 'changed')
  await sealMerge(tx, kept.id)
  await promote(tx, event.id, now)
  return { done: 'merged', id: kept.id, status: after.status, fullSessions: standing.full }
}

type Found = Awaited<ReturnType<typeof lockRegistration>>

function refusalOf(keeping: Found, going: Found, wish: Merge, now: Date) {
  if (keeping === undefined || going === undefined || wish.kept === wish.gone) return 'unknown'
  const [kept, gone] = [keeping.registration, going.registration]
  if (kept.event_id !== gone.event_id) return 'unknown'
  if (!isAlive(kept) || !isAlive(gone)) return 'already'
  if (sealOf(kept) !== wish.seals.kept || sealOf(gone) !== wish.seals.gone) return 'changed'
  return keeping.event.endsAt <= now.toISOString() ? 'over' : null
}

export function isAlive({ status }: Pick<RegistrationRow, 'status'>): boolean {
  return status !== 'cancelled' && status !== 'declined'
}

function chosenValues(kept: RegistrationRow, gone: RegistrationRow, fromGone: readonly MergeField[]) {
  const values: RegistrationRow = { ...kept }
  for (const field of fromGone) Object.assign(values, { [field]: gone[field] })
  if (fromGone.includes('phone')) values.phone_e164 = gone.phone_e164
  values.search = searchText(values)
  values.identity = identityOf(values.name, values.email)
  // A link that went to another mailbox opens nothing any more.
  if (fromGone.includes('email') && kept.email !== gone.email) {
    values.generation = kept.generation + 1
    values.email_verified_at = gone.email_verified_at
  }
  return values
}

/** The one that goes lets go of what it holds, and of letters that nobody has seen. */
async function retire(tx: Tx, gone: RegistrationRow, keptId: number, now: Date): Promise<void> {
  if (gone.turn !== null) await leaveWaitingList(tx, gone.event_id)
  await tx.db
    .updateTable('registrations')
    .set({ status: 'cancelled', pending_for: null, turn: null, hold_until: null, merged_into: keptId })
    .set({ updated_at: now.toISOString() })
    .where('id', '=', gone.id)
    .execute()
  await overtake(tx, gone.id, 'all')
}

/** From the best to the least. */
const ranks: readonly RegistrationStatus[] = ['confirmed', 'pending', 'waitlisted', 'maybe']

type Standing = { row: Partial<RegistrationRow>; full: readonly string[] }

async function stand(
  tx: Tx,
  event: EventRecord,
  kept: RegistrationRow,
  gone: RegistrationRow,
  guests: number,
): Promise<Standing> {
  const better = ranks.indexOf(gone.status) < ranks.indexOf(kept.status) ? gone : kept
  const row = {
    status: better.status,
    pending_for: better.pending_for,
    hold_until: better.hold_until,
    turn: better.status === 'waitlisted' ? earlier(kept.turn, gone.turn) : null,
    over_limit_reason: better.over_limit_reason ?? kept.over_limit_reason,
  }
  if (kept.turn !== null && row.turn === null) await leaveWaitingList(tx, event.id)
  // Two turns make one: the one that goes has left the list already.
  const both = [kept, gone].filter(takesPlaces)
  const sessions = [...new Set([...sessionsOf(kept), ...sessionsOf(gone)])]
  if (!takesPlaces(row)) return { row: { ...row, sessions: JSON.stringify(sessions) }, full: [] }
  await exchange(tx, event, both, 1 + guests)
  for (const one of both) await releaseSessions(tx, event.id, sessionsOf(one), 1 + one.guests)
  const full = await takeSessions(tx, event.id, sessions, 1 + guests)
  const held = sessions.filter((session) => !full.includes(session))
  return { row: { ...row, sessions: JSON.stringify(held) }, full }
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** What both held against what the one needs. */
async function exchange(
  tx: Tx,
  event: EventRecord,
  both: readonly RegistrationRow[],
  needed: number,
): Promise<void> {
  const more = needed - both.reduce((sum, { guests }) => sum + 1 + guests, 0)
  if (more < 0) await releasePlaces(tx, event.id, -more)
  if (more > 0 && !(await takePlaces(tx, event.id, more))) tx.refuse({ done: 'refused', reason: 'full' })
}

async function isTaken(tx: Tx, after: RegistrationRow): Promise<boolean> {
  if (after.identity === null) return false
  const other = await tx.db
    .selectFrom('registrations')
    .select('id')
    .where('event_id', '=', after.event_id)
    .where('identity', '=', after.identity)
    .where('status', 'in', ['pending', 'confirmed', 'waitlisted', 'maybe'])
    .where('id', '!=', after.id)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

async function keep(tx: Tx, after: RegistrationRow, now: Date): Promise<void> {
  const { id, stamped_at, ...values } = after
  const changes: Updateable<RegistrationsTable> = values
  await tx.db
    .updateTable('registrations')
    .set({ ...changes, stamped_at: laterStamp(stamped_at, now), updated_at: now.toISOString() })
    .where('id', '=', id)
    .execute()
}

async function moveCheckIns(tx: Tx, from: number, to: number): Promise<number[]> {
  const rows = await tx.db.selectFrom('check_ins').select('id').where('registration_id', '=', from).execute()
  await tx.db
    .updateTable('check_ins')
    .set({ registration_id: to })
    .where('registration_id', '=', from)
    .execute()
  return rows.map(({ id }) => id)
}

async function writeDown(tx: Tx, before: BeforeMerge, by: number, now: Date): Promise<void> {
  const { kept, gone } = before
  await tx.db
    .insertInto('merges')
    .values({
      ...{ event_id: kept.event_id, kept_id: kept.id, gone_id: gone.id, organizer_id: by },
      ...{ before: JSON.stringify(before), seal: '', merged_at: now.toISOString(), undone_at: null },
    })
    .execute()
  const after = await tx.db
    .selectFrom('registrations')
    .selectAll()
    .where('id', '=', kept.id)
    .executeTakeFirstOrThrow()
  const changed = difference(said(kept), said(after))
  await record(
    tx,
    {
      action: 'people-merged',
      by,
      eventId: kept.event_id,
      registrationId: kept.id,
      subject: `${kept.reference} ← ${gone.reference}`,
      before: { ...changed.before, merged: said(gone) },
      after: changed.after,
    },
    now,
  )
}

/** What people said and how they stand, without the marks of our own bookkeeping. */
function said(row: RegistrationRow): Record<string, unknown> {
  const { id, search, stamped_at, sequence, generation, updated_at, identity, uid, ...rest } = row
  return rest
}

async function sealMerge(tx: Tx, keptId: number): Promise<void> {
  const kept = await tx.db
    .selectFrom('registrations')
    .selectAll()
    .where('id', '=', keptId)
    .executeTakeFirstOrThrow()
  await tx.db
    .updateTable('merges')
    .set({ seal: sealOf(kept) })
    .where('kept_id', '=', keptId)
    .where('seal', '=', '')
    .execute()
}
