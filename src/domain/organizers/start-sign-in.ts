import type { Database } from '../../database/database.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { findOrganizer, organizerAddress } from './organizer.ts'
import { newSignInLink } from './sign-in-link.ts'

/**
 * Sends a sign-in link to an organizer who asks for one: the link and its letter in one transaction. For an address
 * that is nobody's nothing happens, and nobody is told so.
 */
export async function startSignIn(
  database: Database,
  typed: string,
  language: string,
  now: Date,
): Promise<void> {
  const email = organizerAddress(typed)
  const known = email === null ? undefined : await findOrganizer(database.read, email)
  if (known === undefined) return
  await database.write(async (tx) => {
    const signIn = await newSignInLink(tx, known.id, now)
    const letter = {
      kind: 'sign-in' as const,
      eventId: null,
      registrationId: null,
      organizerId: known.id,
      questionId: null,
      language: known.language ?? language,
      toName: known.name,
      toEmail: known.email,
      data: { signIn },
    }
    await enqueue(tx, letter, now)
  })
}
