/**
 * Instants (UTC ISO text) and the zone of an event, in words. The patterns are phrases (`date.…`), so that a language
 * brings its own order, "г." and "ч."; names of months and weekdays come from Intl. All spaces are plain ones.
 */
import { calendarNames } from './calendar-names.ts'
import { isPhraseKey, type Language, localeOf, phrase } from './i18n.ts'
import { type LocalTime, localTime, offsetText } from './local-time.ts'
import { addDays } from './zones.ts'

/** An event's time as words ready to show. `startsLocalIso` has the offset, for `<time datetime>`. */
export type When = {
  weekday: string
  date: string
  /** Both, in the order of the language */
  day: string
  time: string
  zone: string
  full: string
  startsLocalIso: string
  endsLocalIso: string
  sameDay: boolean
}

/** The square at the left of a list: "чт / 10 / декември / 2026". */
export type DatePlate = { weekday: string; day: string; month: string; year: string; iso: string }

/** "четвъртък, 10 декември 2026 г., 09:30–13:00 ч. (София, UTC+2)" and its parts; `date` spans several days. */
export function describeWhen(startsAt: string, endsAt: string, zone: string, language: Language): When {
  const starts = localTime(startsAt, zone)
  const left = localTime(endsAt, zone)
  const ends = endOf(starts, left)
  const sameDay = starts.day === ends.day
  const words = {
    weekday: weekdays(starts, ends, language),
    date: dates(starts, ends, language),
    time: phrase(language, sameDay ? 'date.times' : 'date.times-of-days', {
      from: starts.clock,
      to: ends.clock,
    }),
    zone: zoneOfSpan(zone, starts.offset, left.offset, language),
  }
  const full = phrase(language, 'date.when', words)
  const day = phrase(language, 'date.day-full', words)
  return { ...words, day, full, startsLocalIso: starts.iso, endsLocalIso: left.iso, sameDay }
}

/** "10 декември 2026 г., 09:30 ч. (София, UTC+2)" */
export function describeInstant(at: string, zone: string, language: Language): string {
  const local = localTime(at, zone)
  return phrase(language, 'date.instant', {
    date: dateOf(local, language),
    time: phrase(language, 'date.time', { time: local.clock }),
    zone: zoneAhead(zone, local.offset, language),
  })
}

/** "10 декември 2026 г.": the day of an instant in its zone. */
export function describeDate(at: string, zone: string, language: Language): string {
  return dateOf(localTime(at, zone), language)
}

/** A calendar day `2027-03-02` as "вторник" and "2 март 2027 г."; `full` joins both. */
export function describeDay(
  day: string,
  language: Language,
): { weekday: string; date: string; full: string } {
  const local = localTime(`${day}T00:00:00Z`, 'UTC')
  const weekday = calendarNames(language).weekdays[local.weekday] ?? ''
  const date = dateOf(local, language)
  return { weekday, date, full: phrase(language, 'date.day-full', { weekday, date }) }
}

/** Wall-clock hours `09:00` and `10:30` as "09:00–10:30 ч."; without an end "09:00 ч." */
export function describeHours(starts: string, ends: string | undefined, language: Language): string {
  if (ends === undefined) return phrase(language, 'date.time', { time: starts })
  return phrase(language, 'date.times', { from: starts, to: ends })
}

export function datePlate(at: string, zone: string, language: Language): DatePlate {
  const local = localTime(at, zone)
  const { shortWeekdays, months } = calendarNames(language)
  return {
    weekday: shortWeekdays[local.weekday] ?? '',
    day: String(local.date),
    month: months[local.month - 1] ?? '',
    year: String(local.year),
    iso: local.day,
  }
}

/** "Октомври 2026 г.": the month in the nominative; what comes first has a capital. */
export function monthHeading(at: string, zone: string, language: Language): string {
  const local = localTime(at, zone)
  const alone = calendarNames(language).monthsAlone[local.month - 1] ?? ''
  const say = (month: string) => phrase(language, 'date.month', { month, year: String(local.year) })
  const words = say(alone)
  // Intl writes some months that stand alone with a capital; behind the year it has none.
  return words.startsWith(alone)
    ? capitalized(words, language)
    : say(alone.toLocaleLowerCase(localeOf(language)))
}

/** "София, UTC+2": the zone by its city and what it is ahead of UTC at that instant. */
export function zoneName(zone: string, at: string, language: Language): string {
  return zoneAhead(zone, localTime(at, zone).offset, language)
}

function zoneAhead(zone: string, offset: number, language: Language): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC'
  return phrase(language, 'date.zone', { city: zoneCity(zone, language), offset: offsetText(offset) })
}

/** Where clocks change during the event both offsets are told. */
function zoneOfSpan(zone: string, from: number, to: number, language: Language): string {
  if (from === to) return zoneAhead(zone, from, language)
  const offsets = { from: offsetText(from), to: offsetText(to) }
  return phrase(language, 'date.zone-changes', { city: zoneCity(zone, language), ...offsets })
}

function zoneCity(zone: string, language: Language): string {
  const key = `zone.${zone}`
  return isPhraseKey(key) ? phrase(language, key) : zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** Midnight at the end of the first day is "24:00" of that day, not another day. */
function endOf(starts: LocalTime, ends: LocalTime): LocalTime {
  if (ends.clock !== '00:00' || ends.day !== addDays(starts.day, 1)) return ends
  return { ...starts, clock: '24:00' }
}

function dateOf(local: LocalTime, language: Language): string {
  return phrase(language, 'date.day', dayWords(local, language))
}

function dates(starts: LocalTime, ends: LocalTime, language: Language): string {
  if (starts.day === ends.day) return dateOf(starts, language)
  if (starts.year !== ends.year)
    return phrase(language, 'date.days', { from: dateOf(starts, language), to: dateOf(ends, language) })
  const { day: from, month: fromMonth, year } = dayWords(starts, language)
  const { day: to, month } = dayWords(ends, language)
  if (starts.month === ends.month) return phrase(language, 'date.days-of-month', { from, to, month, year })
  return phrase(language, 'date.days-of-year', { from, fromMonth, to, month, year })
}

function dayWords(local: LocalTime, language: Language): { day: string; month: string; year: string } {
  const month = calendarNames(language).months[local.month - 1] ?? ''
  return { day: String(local.date), month, year: String(local.year) }
}

function weekdays(starts: LocalTime, ends: LocalTime, language: Language): string {
  const { weekdays: all } = calendarNames(language)
  const [from, to] = [all[starts.weekday] ?? '', all[ends.weekday] ?? '']
  return starts.day === ends.day ? from : phrase(language, 'date.days', { from, to })
}

function capitalized(word: string, language: Language): string {
  return word.slice(0, 1).toLocaleUpperCase(localeOf(language)) + word.slice(1)
}
