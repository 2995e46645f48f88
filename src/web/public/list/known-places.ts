import { facets, type Place } from '../../../domain/events/finding/facets.ts'
import type { Site } from '../../site.ts'

const mostPlaces = 20
const kept = new WeakMap<Site, { at: number; places: Promise<Place[]> }>()

/** Where something will be or was, the most frequented first; looking at every event, it is read again only now and then. */
export function knownPlaces(site: Site): Promise<Place[]> {
  const found = kept.get(site)
  if (found !== undefined && performance.now() - found.at < 10 * (site.maxAge ?? 1000)) return found.places
  const made = { at: performance.now(), places: readPlaces(site) }
  kept.set(site, made)
  made.places.catch(() => kept.delete(site))
  return made.places
}

async function readPlaces({ database, clock }: Site): Promise<Place[]> {
  const coming = await facets(database.read, false, clock())
  const past = await facets(database.read, true, clock())
  const more = past.places.filter(({ names }) => !coming.places.some((place) => sharesName(place, names)))
  return [...coming.places, ...more].filter(isNamed).slice(0, mostPlaces)
}

function sharesName(place: Place, names: ReadonlySet<string>): boolean {
  return [...place.names].some((name) => names.has(name))
}

function isNamed({ names }: Place): boolean {
  return names.size > 0
}
