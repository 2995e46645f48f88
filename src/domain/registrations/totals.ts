import type { Kysely } from 'kysely'
import type { RegistrationStatus, Tables } from '../../database/tables.ts'

export type Totals = {
  registrations: readonly { status: RegistrationStatus; count: number }[]
  letters: readonly { state: 'waiting' | 'failed'; count: number }[]
}

/** Figures over everything, for whoever watches the machine. */
export async function totals(db: Kysely<Tables>): Promise<Totals> {
  const registrations = await db
    .selectFrom('registrations')
    .select((is) => ['status', is.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute()
  return { registrations, letters: [await lettersIn(db, 'waiting'), await lettersIn(db, 'failed')] }
}

async function lettersIn<State extends 'waiting' | 'failed'>(db: Kysely<Tables>, state: State) {
  const { count } = await db
    .selectFrom('outbox')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('state', '=', state)
    .executeTakeFirstOrThrow()
  return { state, count }
}
