import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'

export type Colleague = {
  id: number
  email: string
  name: string
  factors: number
  /** When they were last seen in a session that is still open */
  lastUsedAt: string | null
  /** Providers of single sign-on that know them */
  issuers: readonly string[]
}

/** Everybody who may sign in, and how well that is guarded; for administrators. */
export async function colleagues(db: Kysely<Tables>, now: Date): Promise<Colleague[]> {
  const people = await db
    .selectFrom('organizers')
    .select(['id', 'email', 'name'])
    .select((from) => [
      from
        .selectFrom('second_factors')
        .select((is) => is.fn.countAll<number>().as('n'))
        .whereRef('organizer_id', '=', 'organizers.id')
        .as('factors'),
      from
        .selectFrom('organizer_sessions')
        .select((is) => is.fn.max('last_used_at').as('at'))
        .whereRef('organizer_id', '=', 'organizers.id')
        .where('expires_at', '>', now.toISOString())
        .as('last_used_at'),
    ])
    .orderBy('name')
    .orderBy('email')
    .execute()
  const bindings = await db.selectFrom('sign_on_bindings').select(['organizer_id', 'issuer']).execute()
  return people.map(({ id, email, name, factors, last_used_at }) => ({
    id,
    email,
    name,
    factors: Number(factors),
    lastUsedAt: last_used_at,
    issuers: bindings.filter((binding) => binding.organizer_id === id).map(({ issuer }) => issuer),
  }))
}
