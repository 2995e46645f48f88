import { type Facets, facets } from '../../../domain/events/finding/facets.ts'
import type { Site } from '../../site.ts'

type Known = { at: number; facets: Promise<Facets> }

/** One for all languages of a site. */
const bySite = new WeakMap<Site, Map<boolean, Known>>()

/** What the list can be narrowed to. Counting it looks at every event, so it is done less often than the list itself. */
export function knownFacets(site: Site, past: boolean, now: Date): Promise<Facets> {
  const kept = bySite.get(site) ?? new Map<boolean, Known>()
  bySite.set(site, kept)
  const found = kept.get(past)
  if (found !== undefined && performance.now() - found.at < 10 * (site.maxAge ?? 1000)) return found.facets
  const made = { at: performance.now(), facets: facets(site.database.read, past, now) }
  kept.set(past, made)
  made.facets.catch(() => kept.delete(past))
  return made.facets
}
