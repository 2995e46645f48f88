import type { Kysely, Selectable } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { OrganizersTable, Tables } from '../../database/tables.ts'
import { cleanLine } from '../../platform/text.ts'

/** Somebody who works with events here; what they may do stands in `permissions.ts`. */
export type Organizer = {
  id: number
  email: string
  name: string
  /** Chosen by the organizer; null: as their browser asks */
  language: string | null
}

export function organizer(row: Selectable<OrganizersTable>): Organizer {
  return { id: row.id, email: row.email, name: row.name, language: row.language }
}

/**
 * An address as organizers are known by it: case and spaces around it aside. Null when it is none. `events@localhost`
 * is one: a machine of one's own has no other.
 */
export function organizerAddress(typed: string): string | null {
  const address = cleanLine(typed, 320).toLowerCase()
  return /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/.test(address) ? address : null
}

export async function findOrganizer(db: Kysely<Tables>, email: string): Promise<Organizer | undefined> {
  const row = await db.selectFrom('organizers').selectAll().where('email', '=', email).executeTakeFirst()
  return row && organizer(row)
}

/** The organizer's own choice of language, kept for the next time. */
export async function chooseLanguage(database: Database, id: number, language: string): Promise<void> {
  await database.write((tx) =>
    tx.db.updateTable('organizers').set({ language }).where('id', '=', id).execute(),
  )
}

/** The language of the page on which somebody came in, where they have never chosen another. */
export async function settleLanguage(tx: Tx, id: number, language: string): Promise<void> {
  const own = tx.db.updateTable('organizers').set({ language }).where('id', '=', id)
  await own.where('language', 'is', null).execute()
}

export async function emailOf(db: Kysely<Tables>, id: number): Promise<string> {
  const row = await db.selectFrom('organizers').select('email').where('id', '=', id).executeTakeFirst()
  return row?.email ?? ''
}
