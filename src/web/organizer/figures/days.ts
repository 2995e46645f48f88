/** The people who are coming, by the day on which they registered. */
import type { Breakdown } from '../../../domain/registrations/breakdown.ts'
import { localTime } from '../../../platform/local-time.ts'
import { addDays, dayOfWeek } from '../../../platform/zones.ts'

/** `total`: everybody up to the end of the day */
export type Day = { day: string; people: number; total: number }

/** A plot of more days than this is longer than anybody prepares an event, and a mistyped year. */
const mostDays = 1000

/**
 * Every day from the first registration to `until`, those without any included, by the clocks of the event's zone. An
 * hour in which a day begins (in zones of half hours) counts to the day before.
 */
export function daysOf({ byHour }: Breakdown, zone: string, until: string): Day[] {
  const people = new Map<string, number>()
  for (const [hour, count] of byHour) {
    const { day } = localTime(`${hour}:00:00Z`, zone)
    people.set(day, (people.get(day) ?? 0) + count)
  }
  const known = [...people.keys()].sort()
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return []
  return filled(first, last > until ? last : until, people)
}

function filled(first: string, last: string, people: ReadonlyMap<string, number>): Day[] {
  const days: Day[] = []
  let total = 0
  for (let day = first; day <= last && days.length < mostDays; day = addDays(day, 1)) {
    const count = people.get(day) ?? 0
    total += count
    days.push({ day, people: count, total })
  }
  return days
}

/** Weeks, each by its Monday, where days would make a table nobody reads. */
export function weeksOf(days: readonly Day[]): Day[] {
  const weeks = new Map<string, Day>()
  for (const { day, people, total } of days) {
    const monday = addDays(day, 1 - dayOfWeek(day))
    const known = weeks.get(monday)?.people ?? 0
    weeks.set(monday, { day: monday, people: known + people, total })
  }
  return [...weeks.values()]
}
