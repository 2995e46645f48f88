/** Day of the event and last day to register, out of all days that are written; the year where none is. */
import { addDays, dayOfWeek, isDay } from '../../../platform/zones.ts'
import { type Weighed, weighDays } from './day-roles.ts'
import { type WrittenDay, writtenDays } from './days.ts'
import { type Doubt, type Fact, fact, type Span } from './fact.ts'
import type { Source } from './source.ts'

export type ChosenDays = { event: WrittenDay | undefined; deadline: WrittenDay | undefined; facts: Fact[] }

const leastEvent = 0
const leastDeadline = 1

/** `today`: the day on which the text is read, `2026-11-28`. */
export function chooseDays(source: Source, today: string): ChosenDays {
  const days = writtenDays(source)
  const weighed = weighDays(source, days)
  const event = best(weighed, ({ event: weight }) => weight, leastEvent)
  const limits = weighed.filter(({ day }) => day !== event?.day)
  const deadline = best(limits, ({ deadline: weight }) => weight, leastDeadline)
  const years = days.flatMap(({ year }) => year ?? [])
  const dated = event && dateOf(event.day, years, today)
  const facts: Fact[] = []
  if (event && dated) {
    const rivals = rivalsOf(event, weighed, years, today)
    facts.push(fact('date', dated.day, event.day, [...dated.doubts, ...rivals]))
    const last = lastDay(event.day, dated.day)
    if (last !== undefined) facts.push(fact('last-day', last, event.day))
  }
  const until = deadline && deadlineOf(deadline.day, dated?.day, years, today)
  if (deadline && until) facts.push(fact('deadline', until.day, deadline.day, until.doubts))
  return { event: event?.day, deadline: until && deadline?.day, facts }
}

/** Of equals the first. */
function best(
  all: readonly Weighed[],
  weightOf: (one: Weighed) => number,
  least: number,
): Weighed | undefined {
  const found = all.reduce<Weighed | undefined>(
    (chosen, one) => (chosen === undefined || weightOf(one) > weightOf(chosen) ? one : chosen),
    undefined,
  )
  return found !== undefined && weightOf(found) >= least ? found : undefined
}

/** Other days that the words around would let be the event's as well. */
function rivalsOf(event: Weighed, all: readonly Weighed[], years: readonly number[], today: string): Doubt[] {
  const chosen = dateOf(event.day, years, today).day
  const rivals = all.filter((one) => one.event > 0 && event.event - one.event <= 3 && one.deadline === 0)
  const seen = new Set([chosen])
  return rivals.flatMap(({ day }): Doubt[] => {
    const value = dateOf(day, years, today).day
    if (seen.has(value) || isWithin(event.day, day)) return []
    seen.add(value)
    const at: Span = { from: day.from, to: day.to }
    return [{ about: 'other-day', value, at }]
  })
}

function isWithin({ month, day, until }: WrittenDay, other: WrittenDay): boolean {
  const order = (one: { day: number; month: number }) => one.month * 31 + one.day
  return until !== undefined && order(other) >= order({ month, day }) && order(other) <= order(until)
}

/**
 * A year that is not written is the one in which the day falls on the weekday that is; else that of the other days of
 * the text, when all have the same and the day then has not passed; else the next in which the day comes.
 */
function dateOf(
  written: WrittenDay,
  years: readonly number[],
  today: string,
): { day: string; doubts: Doubt[] } {
  const { year, weekday } = written
  if (year !== undefined) {
    const day = onYear(written, year)
    const differs: Doubt[] =
      weekday !== undefined && dayOfWeek(day) !== weekday ? [{ about: 'weekday-differs' }] : []
    return { day, doubts: [...differs, ...passed(written, day, today)] }
  }
  const thisYear = Number(today.slice(0, 4))
  const byWeekday = [thisYear, thisYear + 1, thisYear - 1].find(
    (each) =>
      weekday !== undefined && isDay(onYear(written, each)) && dayOfWeek(onYear(written, each)) === weekday,
  )
  if (byWeekday !== undefined) {
    const day = onYear(written, byWeekday)
    return { day, doubts: [{ about: 'year-by-weekday' }, ...passed(written, day, today)] }
  }
  const [other] = years
  if (other !== undefined && years.every((each) => each === other) && onYear(written, other) >= today)
    return { day: onYear(written, other), doubts: [{ about: 'year-by-other-date' }] }
  const next = onYear(written, thisYear) >= today ? thisYear : thisYear + 1
  return { day: onYear(written, next), doubts: [{ about: 'year-assumed' }] }
}

function passed(written: WrittenDay, day: string, today: string): Doubt[] {
  return (lastDay(written, day) ?? day) < today ? [{ about: 'passed' }] : []
}

/** The last day to register without a year is in the year before the event's day, never behind it. */
function deadlineOf(
  written: WrittenDay,
  event: string | undefined,
  years: readonly number[],
  today: string,
): { day: string; doubts: Doubt[] } | undefined {
  if (written.year !== undefined || event === undefined) {
    const found = dateOf(written, years, today)
    return event !== undefined && found.day > event ? undefined : found
  }
  const year = Number(event.slice(0, 4))
  const same = onYear(written, year)
  const day = same <= event ? same : onYear(written, year - 1)
  if (day < addDays(event, -200)) return undefined
  return { day, doubts: [{ about: 'year-by-other-date' }, ...passed(written, day, today)] }
}

function lastDay({ until }: WrittenDay, first: string): string | undefined {
  if (until === undefined) return undefined
  return onYear(until, Number(first.slice(0, 4)))
}

function onYear({ day, month }: { day: number; month: number }, year: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
