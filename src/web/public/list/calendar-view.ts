/** The month as its template wants it: weeks of days, Monday first, each with what takes place then. */
import type { EventDocument } from '../../../domain/events/event.ts'
import {
  type DatedEvent,
  daysOf,
  type EventsOfMonth,
  type monthsBeside,
  mostOfDay,
} from '../../../domain/events/finding/events-of-month.ts'
import type { Facets } from '../../../domain/events/finding/facets.ts'
import type { Wish } from '../../../domain/events/finding/wish.ts'
import { calendarNames } from '../../../platform/calendar-names.ts'
import { describeDay, describeHours } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { localTime } from '../../../platform/local-time.ts'
import { dayOfWeek } from '../../../platform/zones.ts'
import { cityOf, otherLanguage, readerOf } from '../words.ts'
import { filtersOf } from './filters.ts'
import { calendarPath, monthIn, pathOf } from './list-address.ts'
import { headingOf, periodWords, titleOf } from './list-words.ts'
import { feedsOf } from './listing-view.ts'

type MonthShown = {
  found: EventsOfMonth
  beside: Awaited<ReturnType<typeof monthsBeside>>
  known: Facets
  wish: Wish
  month: string
  /** The month that the address names; none: whichever it is now */
  asked: string | undefined
  today: string
  language: Language
}

export function calendarPage(shown: MonthShown) {
  const { found, known, wish, month, asked, language } = shown
  const heading = headingOf({ ...wish, period: month }, known, language)
  const leads = (to: Wish) => `/${language}${calendarPath(to, asked ?? null)}`
  return {
    title: titleOf(heading, wish, language),
    path: calendarPath(wish, asked ?? null),
    heading,
    wish,
    period: asked === undefined ? undefined : { name: 'month', value: asked },
    filters: filtersOf(known, wish, leads, language, true),
    searched: searchedWords(shown),
    withoutWords: leads({ ...wish, words: '' }),
    month: periodWords(month, language),
    weekdays: weekdays(language),
    weeks: weeks(shown),
    isEmpty: found.events.length === 0,
    beside: nearestMonths(shown),
    turn: turns(shown),
    list: `/${language}${pathOf({ ...wish, period: month })}`,
    feeds: feedsOf(wish, language),
  }
}

function searchedWords({ wish, found, language }: MonthShown): string | undefined {
  if (wish.words === '' || found.events.length === 0) return undefined
  return phrase(language, 'public.list.searched', { q: wish.words })
}

function weekdays(language: Language) {
  const { weekdays: long, shortWeekdays: short } = calendarNames(language)
  return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ short: short[day] ?? '', long: long[day] ?? '' }))
}

type Cell = ReturnType<typeof cellOf> | null

/** Whole weeks: days of the months beside are empty cells. */
function weeks(shown: MonthShown): Cell[][] {
  const days = daysOf(shown.month)
  const before = dayOfWeek(days[0] ?? '') - 1
  const cells: Cell[] = [...Array<null>(before).fill(null), ...days.map((day) => cellOf(day, shown))]
  const count = Math.ceil(cells.length / 7)
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => cells[week * 7 + weekday] ?? null),
  )
}

function cellOf(day: string, { found, wish, month, today, language }: MonthShown) {
  const those = found.events.filter(({ first, last }) => first <= day && day <= last).slice(0, mostOfDay)
  const more = (found.counts.get(day) ?? 0) - those.length
  return {
    day,
    number: Number(day.slice(8)),
    full: describeDay(day, language).full,
    isToday: day === today,
    events: those.map((event) => entryOf(event, day, language)),
    more:
      more <= 0
        ? undefined
        : {
            words: phrase(language, 'finding.calendar.more', { n: more }),
            href: `/${language}${pathOf({ ...wish, period: month })}`,
          },
  }
}

function entryOf({ event, first, last }: DatedEvent, day: string, language: Language) {
  const { document } = event
  const read = readerOf(document, language)
  const title = read(document.title)
  const days = 1 + Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000)
  const dayNumber = 1 + Math.round((Date.parse(day) - Date.parse(first)) / 86_400_000)
  return {
    href: `/${language}/events/${event.slug}`,
    title,
    writtenIn: otherLanguage(title, language),
    time:
      day === first
        ? describeHours(localTime(event.startsAt, document.timezone).clock, undefined, language)
        : undefined,
    days: days === 1 ? undefined : phrase(language, 'finding.calendar.day-of', { day: dayNumber, days }),
    city: cityOf(document, read),
    isSample: event.isSample,
    off: offWord(document, language),
  }
}

function offWord({ status }: EventDocument, language: Language): string | undefined {
  if (status === 'cancelled') return phrase(language, 'public.state.cancelled')
  return status === 'postponed' ? phrase(language, 'public.state.postponed') : undefined
}

const mostMonthsBack = 6

/** Where this month has nothing: the next one that has something, and the last one unless that is long ago. */
function nearestMonths({ beside, wish, month: shown, language }: MonthShown) {
  const { before, after } = beside
  const isNear = before !== null && (after === null || before >= stepped(shown, -mostMonthsBack))
  return [after, isNear ? before : null]
    .filter((month) => month !== null)
    .map((month) => ({
      label: periodWords(month, language),
      href: `/${language}${calendarPath(wish, month)}`,
    }))
}

/** Leafing ends where there are no more events, so that nobody leafs for ever. */
function turns({ beside, wish, month, today, language }: MonthShown) {
  const now = today.slice(0, 7)
  const link = (to: string) =>
    monthIn(to) && { label: periodWords(to, language), href: `/${language}${calendarPath(wish, to)}` }
  return {
    previous: beside.before !== null || month > now ? link(stepped(month, -1)) : undefined,
    next: beside.after !== null || month < now ? link(stepped(month, 1)) : undefined,
    now: month === now ? undefined : { href: `/${language}${calendarPath(wish, null)}` },
  }
}

function stepped(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
