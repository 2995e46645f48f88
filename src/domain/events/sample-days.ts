import { addDays, dayOfWeek, isZone, wallClockAt } from '../../platform/zones.ts'

const token = /@\{([+-]\d{1,3})(?:\+(\d{1,2}))?\}/g

/**
 * Puts days counted from today where a sample file has tokens, so that a fresh start always has events to come:
 * `@{+14}` is the day in two weeks, moved on to Monday when it is a Saturday or Sunday; `@{-14}` the day two weeks
 * ago, moved back to Friday; `@{+14+1}` the day after `@{+14}`, whatever day that is. Today is today in the time
 * zone that the file names first.
 */
export function withDays(text: string, now: Date): string {
  const zone = /^ *timezone: *([\w/+-]+)/m.exec(text)?.[1]
  if (zone === undefined || !isZone(zone)) return text // without a zone there is no today; import says what is wrong
  const today = wallClockAt(now, zone).slice(0, 10)
  return text.replace(token, (_, days: string, after = '0') =>
    addDays(workingDay(today, Number(days)), Number(after)),
  )
}

function workingDay(today: string, days: number): string {
  const step = days < 0 ? -1 : 1
  let day = addDays(today, days)
  while (dayOfWeek(day) > 5) day = addDays(day, step)
  return day
}
