import type { Database } from '../../database/database.ts'

/** The person wants no letters but those about their own registration; once more changes nothing. */
export function refuseLetters(database: Database, registrationId: number, now: Date): Promise<void> {
  return database.write(async (tx) => {
    await tx.db
      .updateTable('registrations')
      .set({ letters_stopped_at: now.toISOString() })
      .where('id', '=', registrationId)
      .where('letters_stopped_at', 'is', null)
      .execute()
  })
}

/** They want them again. */
export function acceptLetters(database: Database, registrationId: number): Promise<void> {
  return database.write(async (tx) => {
    await tx.db
      .updateTable('registrations')
      .set({ letters_stopped_at: null })
      .where('id', '=', registrationId)
      .execute()
  })
}
