import { addDays, dayOfWeek, isZone, wallClockAt } from '../../platform/zones.ts'

const token = /@\{([+-]\d{1,3})([+-]\d{1,2})?\}/g

/**
 * Puts days counted from today where a sample file has tokens, so that a fresh start always has events to come:
 * `@{+14}` is the day in two weeks, moved on while it is a Saturday, a Sunday or a holiday; `@{-14}` the day two weeks
 * ago, moved back. `@{+14+1}` is the day after `@{+14}`, which then moves on until both are working days; `@{+14-3}`
 * lies three days before `@{+14}`, or on the Friday before. Today is today in the time zone that the file names first.
 */
export function withDays(text: string, now: Date): string {
  const zone = /^ *timezone: *([\w/+-]+)/m.exec(text)?.[1]
  if (zone === undefined || !isZone(zone)) return text // without a zone there is no today; import says what is wrong
  const today = wallClockAt(now, zone).slice(0, 10)
  const tokens = [...text.matchAll(token)]
  return text.replace(token, (_, days: string, from = '+0') => {
    const after = tokens.filter(([, other]) => other === days).map(([, , offset = '+0']) => Number(offset))
    const first = workingDays(
      addDays(today, Number(days)),
      Math.max(0, ...after),
      days.startsWith('-') ? -1 : 1,
    )
    const day = addDays(first, Number(from))
    return from.startsWith('-') ? weekdayUpTo(day) : day
  })
}

/** The first day of as many working days in a row, `more` after it. */
function workingDays(day: string, more: number, step: 1 | -1): string {
  const days = Array.from({ length: more + 1 }, (_, i) => addDays(day, i))
  return days.every(isWorkingDay) ? day : workingDays(addDays(day, step), more, step)
}

/** One may still register during the holidays: moved before them, a deadline could lie in the past. */
function weekdayUpTo(day: string): string {
  return dayOfWeek(day) <= 5 ? day : weekdayUpTo(addDays(day, -1))
}

/** When nobody meets in the samples' countries: month and day, both ends among them. */
const holidays: readonly [string, string][] = [
  ['12-24', '12-31'],
  ['01-01', '01-08'],
  ['03-08', '03-08'],
  ['05-01', '05-09'],
]

function isWorkingDay(day: string): boolean {
  const date = day.slice(5)
  return dayOfWeek(day) <= 5 && !holidays.some(([from, to]) => from <= date && date <= to)
}
