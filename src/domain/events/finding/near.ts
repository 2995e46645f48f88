/** Which cities with events lie near one of them, by the events' own coordinates; nobody's position is asked. */
import type { Place, Point } from './facets.ts'

export type NearPlace = { place: Place; km: number }

const farthestKm = 60
const mostPlaces = 5

/** Nearest first. */
export function placesNear(places: readonly Place[], place: Place): NearPlace[] {
  const from = place.point
  if (from === null) return []
  return places
    .flatMap((other) => (other === place || other.point === null ? [] : [away(from, other, other.point)]))
    .filter(({ km }) => km <= farthestKm)
    .sort((a, b) => a.km - b.km)
    .slice(0, mostPlaces)
}

function away(from: Point, place: Place, point: Point): NearPlace {
  return { place, km: Math.max(1, Math.round(distanceKm(from, point))) }
}

const earthRadiusKm = 6371

/** Along the surface of a ball as large as the Earth (haversine): right to half a percent. */
export function distanceKm(a: Point, b: Point): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const half = (from: number, to: number) => Math.sin(rad(to - from) / 2) ** 2
  const along = Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(half(a.latitude, b.latitude) + along))
}
