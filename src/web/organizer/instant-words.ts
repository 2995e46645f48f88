import { describeDate, describeHours } from '../../platform/dates.ts'
import type { Language } from '../../platform/i18n.ts'
import { localTime } from '../../platform/local-time.ts'

/** An instant by the clocks of the event, for tables: date and time apart; the zone is named above them. */
export function instantWords(at: string, zone: string, language: Language) {
  const { clock, iso } = localTime(at, zone)
  return { date: describeDate(at, zone, language), time: describeHours(clock, undefined, language), iso }
}
