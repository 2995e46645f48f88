/** Short words that organizers keep beside people's names. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { cleanLine } from '../../platform/text.ts'
import { eventFacets } from './list/facet-bits.ts'

export const longestLabel = 40

/** Empty: it is none. */
export function labelOf(typed: string): string {
  return cleanLine(typed, longestLabel)
}

/** Those that somebody has, the most used first. */
export async function labelsOn(
  db: Kysely<Tables>,
  eventId: number,
): Promise<{ label: string; people: number }[]> {
  const facets = await eventFacets(db, eventId)
  return facets
    .filter(({ facet, people }) => facet.startsWith('label:') && people > 0)
    .map(({ facet, people }) => ({ label: facet.slice('label:'.length), people }))
    .sort((a, b) => b.people - a.people)
}

export async function labelsOf(db: Kysely<Tables>, ids: readonly number[]): Promise<Map<number, string[]>> {
  const labels = new Map<number, string[]>()
  if (ids.length === 0) return labels
  const rows = await db
    .selectFrom('person_labels')
    .selectAll()
    .where('registration_id', 'in', ids)
    .orderBy('label')
    .execute()
  for (const { registration_id: id, label } of rows) labels.set(id, [...(labels.get(id) ?? []), label])
  return labels
}
