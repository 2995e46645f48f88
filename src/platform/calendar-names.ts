/** Names of months and weekdays, as Intl has them; what stands on a date plate is a phrase, two letters or three. */
import { type Language, localeOf, phrase } from './i18n.ts'

export type CalendarNames = {
  /** As they stand after a day's number: "октября" */
  months: string[]
  /** As they stand alone: "октябрь" */
  monthsAlone: string[]
  /** Sunday first */
  weekdays: string[]
  shortWeekdays: string[]
}

const namesByLanguage = new Map<Language, CalendarNames>()

/** Made once a language: a formatter takes longer to make than a page to show. */
export function calendarNames(language: Language): CalendarNames {
  const found = namesByLanguage.get(language)
  if (found) return found
  const made = readNames(language)
  namesByLanguage.set(language, made)
  return made
}

function readNames(language: Language): CalendarNames {
  const locale = localeOf(language)
  const monthDays = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 10)))
  // 4 January 2026 is a Sunday.
  const weekDays = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 4 + day)))
  return {
    months: monthDays.map(part(locale, 'month', { day: 'numeric', month: 'long' })),
    monthsAlone: monthDays.map(part(locale, 'month', { month: 'long' })),
    weekdays: weekDays.map(part(locale, 'weekday', { weekday: 'long' })),
    shortWeekdays: phrase(language, 'date.weekdays').split(' '),
  }
}

function part(locale: string, type: 'month' | 'weekday', options: Intl.DateTimeFormatOptions) {
  const formatter = new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' })
  return (date: Date): string =>
    formatter.formatToParts(date).find((candidate) => candidate.type === type)?.value ?? ''
}
