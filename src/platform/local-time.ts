/** What the clocks and calendars of a zone show at an instant. */

export type LocalTime = {
  year: number
  /** 1 to 12 */
  month: number
  date: number
  /** 0 is Sunday */
  weekday: number
  /** `2026-12-10` */
  day: string
  /** `09:30` */
  clock: string
  /** Minutes ahead of UTC */
  offset: number
  /** `2026-12-10T09:30:00+02:00` */
  iso: string
}

/** `at`: UTC ISO text; `zone`: IANA name. Throws a RangeError for an unknown zone or an unreadable instant. */
export function localTime(at: string, zone: string): LocalTime {
  const instant = Date.parse(at)
  const fields = Object.fromEntries(formatterOf(zone).formatToParts(instant).map(numberOfPart))
  const { year = 0, month = 0, day: date = 0, hour = 0, minute = 0, second = 0 } = fields
  const shown = Date.UTC(year, month - 1, date, hour, minute, second)
  // Clocks are counted in whole minutes ahead of UTC; whatever lies below the second in `at` is not theirs.
  const offset = Math.round((shown - instant) / 60_000)
  const [day, time] = new Date(shown).toISOString().split(/[T.]/)
  return {
    year,
    month,
    date,
    weekday: new Date(shown).getUTCDay(),
    day: day ?? '',
    clock: time?.slice(0, 5) ?? '',
    offset,
    iso: `${day}T${time}${isoOffset(offset)}`,
  }
}

/** 120 → `UTC+2`, 330 → `UTC+5:30`, -210 → `UTC−3:30` (a minus sign, not a hyphen). */
export function offsetText(offset: number): string {
  const { sign, hours, minutes } = split(offset)
  return `UTC${sign === '-' ? '\u2212' : '+'}${hours}${minutes === 0 ? '' : `:${pad(minutes)}`}`
}

function isoOffset(offset: number): string {
  const { sign, hours, minutes } = split(offset)
  return `${sign}${pad(hours)}:${pad(minutes)}`
}

function split(offset: number): { sign: '+' | '-'; hours: number; minutes: number } {
  const size = Math.abs(offset)
  return { sign: offset < 0 ? '-' : '+', hours: Math.trunc(size / 60), minutes: size % 60 }
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}

function numberOfPart(part: Intl.DateTimeFormatPart): [string, number] {
  return [part.type, Number(part.value)]
}

/** A formatter takes a tenth of a millisecond to make; there are as many as zones in use. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  const found = formatters.get(zone)
  if (found) return found
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}
