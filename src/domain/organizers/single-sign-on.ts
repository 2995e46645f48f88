import type { Database } from '../../database/database.ts'
import { type Admitted, admit } from './admit.ts'
import { spendOnce } from './factors/challenge.ts'
import type { Visitor } from './half-open.ts'
import { findOrganizer, organizerAddress } from './organizer.ts'
import { bindSubject } from './sign-on-binding.ts'

/** What a provider says of somebody who comes from there; `state` names this one coming, good until `until`. */
export type Arrival = Visitor & {
  issuer: string
  subject: string
  email: string | null
  isEmailVerified: boolean
  state: string
  until: string
}

export type SignedOn =
  | Admitted
  /** `another-person`: the address belonged to another account there when it was first used here */
  | { done: 'refused'; reason: 'repeated' | 'unverified' | 'unknown' | 'another-person' }

/**
 * Lets in somebody whom a provider of single sign-on vouches for: only with a verified address, only who is an
 * organizer already, and only the one who came first with that address. Nobody is created here.
 */
export function signOn(database: Database, arrival: Arrival, now: Date): Promise<SignedOn> {
  const { issuer, subject, email, isEmailVerified, userAgent, language } = arrival
  return database.write(async (tx) => {
    if (!(await spendOnce(tx, `sign-on ${arrival.state}`, arrival.until, now)))
      return { done: 'refused', reason: 'repeated' }
    const address = email === null || !isEmailVerified ? null : organizerAddress(email)
    if (address === null) return { done: 'refused', reason: 'unverified' }
    const known = await findOrganizer(tx.db, address)
    if (known === undefined) return { done: 'refused', reason: 'unknown' }
    if (!(await bindSubject(tx, known, { issuer, subject }, now)))
      return { done: 'refused', reason: 'another-person' }
    return admit(tx, known.id, { how: 'single-sign-on', userAgent, language }, now)
  })
}
