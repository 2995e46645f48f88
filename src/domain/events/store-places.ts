import type { Tx } from '../../database/database.ts'
import type { EventDocument } from './event.ts'
import type { Mistake } from './file/mistake.ts'

type Told = { notices: string[]; mistakes: Mistake[] }

/**
 * Brings the numbers of places in line with the event, keeping who has one. The event's row is taken first and
 * those of sessions after, as everywhere, or two transactions would wait for each other.
 */
export async function storePlaces(tx: Tx, eventId: number, event: EventDocument): Promise<Told> {
  const notices = await storeCapacity(tx, eventId, event)
  const told = await storeSessions(tx, eventId, event)
  return { notices: [...notices, ...told.notices], mistakes: told.mistakes }
}

async function storeCapacity(tx: Tx, event_id: number, event: EventDocument): Promise<string[]> {
  const capacity = event.registration.capacity ?? null
  const { taken, waiting } = await tx.db
    .insertInto('event_places')
    .values({ event_id, capacity, taken: 0, waiting: 0, next_turn: 0 })
    .onConflict((conflict) => conflict.column('event_id').doUpdateSet({ capacity }))
    .returning(['event_places.taken', 'event_places.waiting'])
    .executeTakeFirstOrThrow()
  const notices: string[] = []
  if (capacity !== null && taken > capacity)
    notices.push(
      `${event.slug}: capacity is ${capacity} and ${taken} places are taken; everybody keeps theirs`,
    )
  if (waiting > 0 && !event.registration.waitlist)
    notices.push(`${event.slug}: no more are taken to the waiting list; the ${waiting} who wait stay in line`)
  return notices
}

async function storeSessions(tx: Tx, event_id: number, event: EventDocument): Promise<Told> {
  const sessions = event.agenda.filter(({ signup }) => signup)
  const gone = await removeOthers(
    tx,
    event_id,
    sessions.map(({ id }) => id),
  )
  const notices: string[] = []
  for (const { id, capacity = null } of sessions) {
    const { taken } = await storeSession(tx, event_id, id, capacity)
    if (capacity !== null && taken > capacity)
      notices.push(
        `${event.slug}: session ${id} has room for ${capacity} and ${taken} places are taken; everybody keeps theirs`,
      )
  }
  return { notices, mistakes: await missed(tx, event_id, gone) }
}

function storeSession(tx: Tx, event_id: number, session: string, capacity: number | null) {
  return tx.db
    .insertInto('session_places')
    .values({ event_id, session, capacity, taken: 0 })
    .onConflict((conflict) => conflict.columns(['event_id', 'session']).doUpdateSet({ capacity }))
    .returning('session_places.taken')
    .executeTakeFirstOrThrow()
}

async function removeOthers(tx: Tx, eventId: number, kept: readonly string[]): Promise<string[]> {
  const stored = await tx.db
    .selectFrom('session_places')
    .select('session')
    .where('event_id', '=', eventId)
    .execute()
  const gone = stored.map(({ session }) => session).filter((session) => !kept.includes(session))
  if (gone.length > 0)
    await tx.db
      .deleteFrom('session_places')
      .where('event_id', '=', eventId)
      .where('session', 'in', gone)
      .execute()
  return gone
}

/** Sessions that people have chosen cannot vanish under them. Asked after the removal, which nobody can overtake. */
async function missed(tx: Tx, eventId: number, gone: readonly string[]): Promise<Mistake[]> {
  if (gone.length === 0) return []
  const rows = await tx.db
    .selectFrom('registrations')
    .select('sessions')
    .where('event_id', '=', eventId)
    .where('status', 'in', ['pending', 'confirmed', 'waitlisted', 'maybe'])
    .where('sessions', '!=', '[]')
    .execute()
  // Written by registrations as a JSON list of ids.
  const chosen = rows.flatMap(({ sessions }) => JSON.parse(sessions) as string[])
  return gone.flatMap((session) => {
    const people = chosen.filter((id) => id === session).length
    return people === 0 ? [] : [{ path: ['agenda'], cause: missedCause(session, people) }]
  })
}

function missedCause(session: string, people: number): string {
  const who = people === 1 ? '1 registration has' : `${people} registrations have`
  return `session "${session}" may not go: ${who} chosen it; keep its id and signup: true`
}
