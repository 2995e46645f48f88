/** Every event that has a public page, for whoever reads them all: a few columns, in the order of their numbers. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../../database/tables.ts'

export type Announced = {
  id: number
  slug: string
  /** UTC ISO */
  updatedAt: string
}

/** Numbers after `after`, up to and with `upTo`. */
export type NumberRange = { after: number; upTo: number }

export const everyNumber: NumberRange = { after: 0, upTo: Number.MAX_SAFE_INTEGER }

const shown = ['published', 'postponed', 'cancelled'] as const

/** How many there are. */
export async function countAnnounced(db: Kysely<Tables>): Promise<number> {
  const { n } = await db
    .selectFrom('events')
    .where('status', 'in', shown)
    .select((is) => is.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Read by keyset, so that no number of events is ever held at once. */
export async function* announcedEvents(
  db: Kysely<Tables>,
  { after, upTo }: NumberRange,
  size = 250,
): AsyncGenerator<readonly Announced[]> {
  let last = after
  while (true) {
    const rows = await db
      .selectFrom('events')
      .select(['id', 'slug', 'status', 'updated_at'])
      .where('id', '>', last)
      .where('id', '<=', upTo)
      .orderBy('id')
      .limit(size)
      .execute()
    yield rows
      .filter(({ status }) => shown.some((one) => one === status))
      .map(({ id, slug, updated_at: updatedAt }) => ({ id, slug, updatedAt }))
    const end = rows.at(-1)
    if (end === undefined || rows.length < size) return
    last = end.id
  }
}
