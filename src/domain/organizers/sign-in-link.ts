import { randomBytes } from 'node:crypto'
import type { Tx } from '../../database/database.ts'

const linkMilliseconds = 15 * 60 * 1000
/** An invitation waits for somebody who did not ask for it. */
export const invitationMilliseconds = 7 * 24 * 60 * 60 * 1000

/** A new link for an organizer: 128 random bits, good once and, unless said otherwise, for a quarter of an hour. Answers its id. */
export async function newSignInLink(
  tx: Tx,
  organizerId: number,
  now: Date,
  milliseconds = linkMilliseconds,
): Promise<string> {
  const id = randomBytes(16).toString('base64url')
  await tx.db
    .insertInto('sign_in_links')
    .values({
      id,
      organizer_id: organizerId,
      expires_at: new Date(now.getTime() + milliseconds).toISOString(),
      used_at: null,
    })
    .execute()
  return id
}
