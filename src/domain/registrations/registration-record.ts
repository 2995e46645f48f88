import type { Kysely, Selectable } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { RegistrationsTable, Tables } from '../../database/tables.ts'
import type { EventRecord } from '../events/event-record.ts'
import { findEventById } from '../events/event-record.ts'
import { lockPlaces } from './places.ts'

export type RegistrationRow = Selectable<RegistrationsTable>

export type OwnRegistration = { registration: RegistrationRow; event: EventRecord }

/** A registration with its event; whoever calls has proven their right to see it. */
export async function findRegistration(db: Kysely<Tables>, id: number): Promise<OwnRegistration | undefined> {
  const registration = await db
    .selectFrom('registrations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (registration === undefined) return undefined
  const event = await findEventById(db, registration.event_id)
  return event && { registration, event }
}

/**
 * Reads a registration to change it: the event's places are locked first, so that what is read stays
 * true until the commit.
 */
export async function lockRegistration(tx: Tx, id: number): Promise<OwnRegistration | undefined> {
  const row = await tx.db
    .selectFrom('registrations')
    .select('event_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  await lockPlaces(tx, row.event_id)
  return findRegistration(tx.db, id)
}

/** Whether the party takes places now. */
export function takesPlaces(row: Pick<RegistrationRow, 'status' | 'hold_until'>): boolean {
  return row.status === 'confirmed' || (row.status === 'pending' && row.hold_until !== null)
}
