import type { Selectable } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { RegistrationsTable } from '../../database/tables.ts'
import type { EventRecord } from '../events/event-record.ts'
import { findEventById } from '../events/event-record.ts'
import { overtake } from '../outbox/overtake.ts'
import { takePlacesFromList, takeSessions } from './places.ts'
import { holdMilliseconds } from './rules.ts'
import { sessionsOf, tellStatus } from './tell-status.ts'

type Row = Selectable<RegistrationsTable>

/**
 * Gives free places to those who wait, in their order, as long as the head's whole party fits; nobody is
 * overtaken. Called in the very transaction that frees places or adds some. Answers how many moved up.
 */
export async function promote(
  tx: Tx,
  eventId: number,
  now: Date,
  /** Whoever joined the list with this turn or later stays there for now. */
  firstTurnLeft = Number.POSITIVE_INFINITY,
): Promise<number> {
  const event = await findEventById(tx.db, eventId)
  if (event === undefined || !isComing(event, now)) return 0
  let moved = 0
  for (;;) {
    const head = await headOfList(tx, eventId)
    if (head === undefined || (head.turn ?? 0) >= firstTurnLeft) return moved
    if (!(await takePlacesFromList(tx, eventId, 1 + head.guests))) return moved
    await moveUp(tx, event, head, now)
    moved++
  }
}

function isComing(event: EventRecord, now: Date): boolean {
  return event.document.status === 'published' && event.endsAt > now.toISOString()
}

function headOfList(tx: Tx, eventId: number): Promise<Row | undefined> {
  return tx.db
    .selectFrom('registrations')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('turn', 'is not', null)
    .orderBy('turn')
    .limit(1)
    .executeTakeFirst()
}

async function moveUp(tx: Tx, event: EventRecord, row: Row, now: Date): Promise<void> {
  const chosen = sessionsOf(row)
  const full = await takeSessions(tx, event.id, chosen, 1 + row.guests)
  const sessions = chosen.filter((session) => !full.includes(session))
  const moved = { ...row, ...statusAfter(event, row, now), turn: null, sessions: JSON.stringify(sessions) }
  const { status, pending_for, hold_until } = moved
  await tx.db
    .updateTable('registrations')
    .set({
      status,
      pending_for,
      hold_until,
      turn: null,
      sessions: moved.sessions,
      updated_at: now.toISOString(),
    })
    .where('id', '=', row.id)
    .execute()
  await overtake(tx, row.id, ['waiting'])
  const kind = moved.status === 'confirmed' ? 'moved-up' : 'verify-address'
  await tellStatus(tx, event, moved, now, kind, full.length > 0 ? { droppedSessions: full } : {})
}

/** Somebody whose address is still unproven gets the place on hold, as a newcomer would. */
function statusAfter(
  event: EventRecord,
  row: Row,
  now: Date,
): Pick<Row, 'status' | 'pending_for' | 'hold_until'> {
  const unproven = event.document.registration.verify_email && row.email_verified_at === null
  if (!unproven || row.entered_by !== null)
    return { status: 'confirmed', pending_for: null, hold_until: null }
  const until = new Date(now.getTime() + holdMilliseconds).toISOString()
  return { status: 'pending', pending_for: 'address', hold_until: until }
}
