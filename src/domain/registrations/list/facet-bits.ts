/** The event's facets: which bit of a row says each, and how many people have it. */
import type { Kysely } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import type { Entry } from './entry.ts'

export type Bits = { of(eventId: number, facet: string): number }

export type Facet = { facet: string; bit: number; people: number }

/** The facet that everybody has: its count is the length of the list. */
export const everybody = 'everybody'

/** Counts those out who were in the list and those in who are now; a facet never seen before gets the next bit. */
export async function countPeople(
  tx: Tx,
  before: readonly { event_id: number; facets: string }[],
  after: readonly Entry[],
): Promise<Bits> {
  const changes = new Map<number, Map<string, number>>()
  const count = (eventId: number, facets: readonly string[], by: number) => {
    const own = changes.get(eventId) ?? new Map<string, number>()
    changes.set(eventId, own)
    for (const facet of [everybody, ...facets]) own.set(facet, (own.get(facet) ?? 0) + by)
  }
  for (const { event_id, facets } of before) count(event_id, facets.split('\n').filter(Boolean), -1)
  for (const { row, facets } of after) count(row.event_id, facets, 1)
  const bits = new Map<string, number>()
  for (const [eventId, own] of changes) await store(tx, eventId, own, bits)
  return { of: (eventId, facet) => bits.get(`${eventId} ${facet}`) ?? Number.POSITIVE_INFINITY }
}

async function store(
  tx: Tx,
  eventId: number,
  changes: ReadonlyMap<string, number>,
  bits: Map<string, number>,
): Promise<void> {
  const known = await eventFacets(tx.db, eventId)
  let next = Math.max(-1, ...known.map(({ bit }) => bit)) + 1
  for (const [facet, by] of changes) {
    const old = known.find((one) => one.facet === facet)
    const bit = old?.bit ?? next++
    bits.set(`${eventId} ${facet}`, bit)
    if (old !== undefined && by === 0) continue
    await tx.db
      .insertInto('people_facets')
      .values({ event_id: eventId, facet, bit, people: by })
      .onConflict((conflict) =>
        conflict
          .columns(['event_id', 'facet'])
          .doUpdateSet((kept) => ({ people: kept(kept.ref('people_facets.people'), '+', by) })),
      )
      .execute()
  }
}

export function eventFacets(db: Kysely<Tables>, eventId: number): Promise<Facet[]> {
  return db
    .selectFrom('people_facets')
    .select(['facet', 'bit', 'people'])
    .where('event_id', '=', eventId)
    .execute()
}
