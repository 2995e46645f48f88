import type { Tx } from '../../database/database.ts'
import { statement } from '../../database/statement.ts'

type Taking = { event: number; places: number }

/** The guard against overselling: one conditional update, whoever comes at the same moment. */
const takeForNewcomer = statement<Taking>()('take-places', (db, p) =>
  db
    .updateTable('event_places')
    .set((eb) => ({ taken: eb('taken', '+', p('places')) }))
    .where('event_id', '=', p('event'))
    .where('waiting', '=', 0)
    .where((eb) =>
      eb.or([eb('capacity', 'is', null), eb(eb('taken', '+', p('places')), '<=', eb.ref('capacity'))]),
    ),
)

const takeForWaiting = statement<Taking>()('take-places-for-waiting', (db, p) =>
  db
    .updateTable('event_places')
    .set((eb) => ({ taken: eb('taken', '+', p('places')), waiting: eb('waiting', '-', 1) }))
    .where('event_id', '=', p('event'))
    .where((eb) =>
      eb.or([eb('capacity', 'is', null), eb(eb('taken', '+', p('places')), '<=', eb.ref('capacity'))]),
    ),
)

const takeBack = statement<Taking>()('take-places-again', (db, p) =>
  db
    .updateTable('event_places')
    .set((eb) => ({ taken: eb('taken', '+', p('places')) }))
    .where('event_id', '=', p('event'))
    .where((eb) =>
      eb.or([eb('capacity', 'is', null), eb(eb('taken', '+', p('places')), '<=', eb.ref('capacity'))]),
    ),
)

const addToTaken = statement<Taking>()('add-to-taken', (db, p) =>
  db
    .updateTable('event_places')
    .set((eb) => ({ taken: eb('taken', '+', p('places')) }))
    .where('event_id', '=', p('event')),
)

const drawTurn = statement<{ event: number }>()('draw-turn', (db, p) =>
  db
    .updateTable('event_places')
    .set((eb) => ({ waiting: eb('waiting', '+', 1), next_turn: eb('next_turn', '+', 1) }))
    .where('event_id', '=', p('event'))
    .returning('next_turn'),
)

type SessionTaking = { event: number; session: string; places: number }

const takeSession = statement<SessionTaking>()('take-session', (db, p) =>
  db
    .updateTable('session_places')
    .set((eb) => ({ taken: eb('taken', '+', p('places')) }))
    .where('event_id', '=', p('event'))
    .where('session', '=', p('session'))
    .where((eb) =>
      eb.or([eb('capacity', 'is', null), eb(eb('taken', '+', p('places')), '<=', eb.ref('capacity'))]),
    ),
)

const addToSession = statement<SessionTaking>()('add-to-session', (db, p) =>
  db
    .updateTable('session_places')
    .set((eb) => ({ taken: eb('taken', '+', p('places')) }))
    .where('event_id', '=', p('event'))
    .where('session', '=', p('session')),
)

/**
 * Holds the event's row until the commit, so that everything that follows about its places happens in
 * one order. Whoever touches both takes this row first and sessions after, or two would wait for each other.
 */
export async function lockPlaces(tx: Tx, eventId: number): Promise<void> {
  await tx.run(addToTaken, { event: eventId, places: 0 })
}

/** False: full, or others wait already. */
export async function takePlaces(tx: Tx, eventId: number, places: number): Promise<boolean> {
  return (await tx.run(takeForNewcomer, { event: eventId, places })).changes === 1
}

/** For the head of the waiting list, who leaves it. False: the whole party does not fit yet. */
export async function takePlacesFromList(tx: Tx, eventId: number, places: number): Promise<boolean> {
  return (await tx.run(takeForWaiting, { event: eventId, places })).changes === 1
}

/** For somebody who had these places until they were taken from them by mistake, whoever waits. False: they are gone. */
export async function takePlacesAgain(tx: Tx, eventId: number, places: number): Promise<boolean> {
  return (await tx.run(takeBack, { event: eventId, places })).changes === 1
}

export async function takePlacesOverLimit(tx: Tx, eventId: number, places: number): Promise<void> {
  await tx.run(addToTaken, { event: eventId, places })
}

export async function releasePlaces(tx: Tx, eventId: number, places: number): Promise<void> {
  await tx.run(addToTaken, { event: eventId, places: -places })
}

/** Joins the end of the waiting list; answers the turn, which only rises. */
export async function joinWaitingList(tx: Tx, eventId: number): Promise<number> {
  const { rows } = await tx.run(drawTurn, { event: eventId })
  const [row] = rows
  if (row === undefined) throw new Error(`Event ${eventId} has no places row`)
  return row.next_turn
}

/** For somebody who gets back the turn that they had. */
export async function rejoinWaitingList(tx: Tx, eventId: number): Promise<void> {
  await tx.db
    .updateTable('event_places')
    .set((eb) => ({ waiting: eb('waiting', '+', 1) }))
    .where('event_id', '=', eventId)
    .execute()
}

export async function leaveWaitingList(tx: Tx, eventId: number): Promise<void> {
  await tx.db
    .updateTable('event_places')
    .set((eb) => ({ waiting: eb('waiting', '-', 1) }))
    .where('event_id', '=', eventId)
    .execute()
}

/** Takes what can be had and answers the sessions that are full. */
export async function takeSessions(
  tx: Tx,
  eventId: number,
  sessions: readonly string[],
  places: number,
): Promise<string[]> {
  const full: string[] = []
  for (const session of sessions) {
    const { changes } = await tx.run(takeSession, { event: eventId, session, places })
    if (changes === 0) full.push(session)
  }
  return full
}

export async function releaseSessions(
  tx: Tx,
  eventId: number,
  sessions: readonly string[],
  places: number,
): Promise<void> {
  for (const session of sessions) await tx.run(addToSession, { event: eventId, session, places: -places })
}

/** Those of `sessions` that could not take `places` more. */
export async function fullSessions(
  tx: Tx,
  eventId: number,
  sessions: readonly string[],
  places: number,
): Promise<string[]> {
  if (sessions.length === 0) return []
  const rows = await tx.db
    .selectFrom('session_places')
    .select(['session', 'capacity', 'taken'])
    .where('event_id', '=', eventId)
    .where('session', 'in', sessions)
    .execute()
  return rows
    .filter((row) => row.capacity !== null && row.taken + places > row.capacity)
    .map((row) => row.session)
}
