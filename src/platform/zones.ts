/** Wall-clock times and IANA time zones: what a clock on the wall shows, and when that is. */
import { Temporal } from 'temporal-polyfill'

type Problem =
  | { problem: 'no-such-zone' }
  | { problem: 'no-such-time' }
  /** The clock jumped over it (`skipped`) or shows it twice (`ambiguous`); both readings as UTC instants. */
  | { problem: 'skipped' | 'ambiguous'; earlier: string; later: string }

export type Resolved = { instant: string } | Problem

const wallClock = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/

/** Whether `zone` is an IANA name, written as the database writes it; offsets such as `+03:00` are none. */
export function isZone(zone: string): boolean {
  return zoneNamed(zone) === zone
}

/** The name in the spelling of the IANA database (`europe/sofia` gives `Europe/Sofia`), or null. */
export function zoneNamed(zone: string): string | null {
  if (!/^[A-Za-z]/.test(zone)) return null
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId
  } catch {
    return null // Temporal has no question "is there such a zone?", only the RangeError
  }
}

/**
 * The instant (UTC, ISO 8601 with milliseconds) at which clocks in `zone` show `local` (`2027-03-02T09:00`).
 * A time that clocks never show, or show twice, is told and never moved (RFC 9557 leaves the choice to us).
 */
export function resolveWallClock(local: string, zone: string): Resolved {
  if (!isZone(zone)) return { problem: 'no-such-zone' }
  const wall = readWallClock(local)
  if (wall === null) return { problem: 'no-such-time' }
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const last = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  if (first.epochMilliseconds === last.epochMilliseconds) return { instant: iso(first) }
  const shown = first.toPlainDateTime().equals(wall)
  return { problem: shown ? 'ambiguous' : 'skipped', earlier: iso(first), later: iso(last) }
}

/** The wall-clock minute, `2027-03-02T09:00`, that clocks in `zone` show at an instant. */
export function wallClockAt(instant: Date | string, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(new Date(instant).getTime())
  return at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
}

/** The calendar day `count` days after `day` (`2027-03-02`); days have no zone. */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString()
}

/** From the one calendar day to the other; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
}

/** 1 for Monday to 7 for Sunday. */
export function dayOfWeek(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** Whether the calendar has this day: 2027-02-29 it has not. */
export function isDay(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && readWallClock(`${day}T12:00`) !== null
}

function readWallClock(local: string): Temporal.PlainDateTime | null {
  if (!wallClock.test(local)) return null
  try {
    return Temporal.PlainDateTime.from(local, { overflow: 'reject' })
  } catch {
    return null // 31 February, 24:00
  }
}

function iso(at: Temporal.ZonedDateTime): string {
  return new Date(at.epochMilliseconds).toISOString()
}
