/** An event on its own days: what runs at this minute, what comes next, and when that changes. */
import { addDays, resolveWallClock, wallClockAt } from '../../platform/zones.ts'
import type { AgendaItem } from './event.ts'
import type { EventRecord } from './event-record.ts'

export type Moment = {
  /** In the event's zone: `2027-03-02`, of its days the `number`th */
  day: string
  number: number
  days: number
  hasBegun: boolean
  /** Ids of agenda items */
  running: readonly string[]
  next: readonly string[]
  past: readonly string[]
}

/** UTC ISO, the end excluded */
type Slot = { id: string; from: string; to: string }
type Plan = { slots: readonly Slot[]; firstMidnight: string; firstDay: string; days: number }

/** Null before the first midnight of its first day, after its end, and unless it takes place. */
export function momentOf(event: EventRecord, now: Date): Moment | null {
  const at = now.toISOString()
  if (event.document.status !== 'published' || at >= event.endsAt || isFarOff(event, now)) return null
  const { slots, firstMidnight, firstDay, days } = planOf(event)
  if (at < firstMidnight) return null
  const day = wallClockAt(now, event.document.timezone).slice(0, 10)
  const coming = slots.filter(({ from }) => from > at)
  const soonest = coming.map(({ from }) => from).sort()[0]
  return {
    day,
    number: Math.min(days, daysBetween(firstDay, day) + 1),
    days,
    hasBegun: at >= event.startsAt,
    running: idsOf(slots.filter(({ from, to }) => from <= at && at < to)),
    next: idsOf(coming.filter(({ from }) => from === soonest)),
    past: idsOf(slots.filter(({ to }) => to <= at)),
  }
}

/** A list asks this of fifty events, of which hardly one is on: no day is longer than 25 hours. */
function isFarOff({ startsAt }: EventRecord, now: Date): boolean {
  return Date.parse(startsAt) - now.getTime() > 25 * 3_600_000
}

/** The next instant after `now` at which `momentOf` says something else. */
export function nextMoment(event: EventRecord, now: Date): string | null {
  const at = now.toISOString()
  if (event.document.status !== 'published' || at >= event.endsAt) return null
  const { slots, firstMidnight } = planOf(event)
  if (at < firstMidnight) return firstMidnight
  const { timezone } = event.document
  const midnight = instantOf(addDays(wallClockAt(now, timezone).slice(0, 10), 1), '00:00', timezone)
  const changes = [
    ...slots.flatMap(({ from, to }) => [from, to]),
    midnight ?? at,
    event.startsAt,
    event.endsAt,
  ]
  return changes.filter((change) => change > at).sort()[0] ?? null
}

/** Wall-clock times become instants once a version of an event: it costs more than all the rest. */
const plans = new WeakMap<EventRecord, Plan>()

function planOf(event: EventRecord): Plan {
  const known = plans.get(event)
  if (known !== undefined) return known
  const { starts, timezone } = event.document
  const firstDay = starts.slice(0, 10)
  // An end at midnight is the end of the day before.
  const lastDay = wallClockAt(new Date(Date.parse(event.endsAt) - 1), timezone).slice(0, 10)
  const plan = {
    slots: slotsOf(event),
    firstMidnight: instantOf(firstDay, '00:00', timezone) ?? event.startsAt,
    firstDay,
    days: daysBetween(firstDay, lastDay) + 1,
  }
  plans.set(event, plan)
  return plan
}

function slotsOf({ document, endsAt }: EventRecord): Slot[] {
  const { agenda, timezone } = document
  return agenda.flatMap((item) => {
    const from = instantOf(item.day, item.starts, timezone)
    if (from === null) return []
    return [{ id: item.id, from, to: endOf(item, agenda, timezone) ?? endsAt }]
  })
}

/** What says no end lasts until the next thing on its day begins, else as long as the day. */
function endOf(item: AgendaItem, agenda: readonly AgendaItem[], zone: string): string | null {
  if (item.ends !== undefined) return instantOf(item.day, item.ends, zone)
  const later = agenda.filter(({ day, starts }) => day === item.day && starts > item.starts)
  const next = later.map(({ starts }) => starts).sort()[0]
  return next === undefined ? instantOf(addDays(item.day, 1), '00:00', zone) : instantOf(item.day, next, zone)
}

/** Null for a time that no clock shows; of a time shown twice, or jumped over, the later reading. */
function instantOf(day: string, clock: string, zone: string): string | null {
  const found = resolveWallClock(`${day}T${clock}`, zone)
  if ('instant' in found) return found.instant
  return 'later' in found ? found.later : null
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000)
}

function idsOf(slots: readonly Slot[]): string[] {
  return slots.map(({ id }) => id)
}
