import { randomBytes } from 'node:crypto'
import type { Tx } from '../../database/database.ts'

export const linkMilliseconds = 15 * 60 * 1000

/** A new link for an organizer: 128 random bits, good once and for a quarter of an hour. Answers its id. */
export async function newSignInLink(tx: Tx, organizerId: number, now: Date): Promise<string> {
  const id = randomBytes(16).toString('base64url')
  await tx.db
    .insertInto('sign_in_links')
    .values({
      id,
      organizer_id: organizerId,
      expires_at: new Date(now.getTime() + linkMilliseconds).toISOString(),
      used_at: null,
    })
    .execute()
  return id
}
