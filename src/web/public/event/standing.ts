/** How an event stands at this minute, and what a visitor can do about it. */
import type { AgendaItem } from '../../../domain/events/event.ts'
import { type Moment, momentOf } from '../../../domain/events/moment.ts'
import type { Phase } from '../../../domain/events/phase.ts'
import { describeDay, describeHours } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { phaseNotice, readerOf, type StateWord, whenWords } from '../words.ts'
import type { ShownEvent } from './event-lookup.ts'

/** Beside the button, or in its place: why there is none, and what to do instead. */
export function noticesOf(shown: ShownEvent, language: Language): string[] {
  const { state, phase, now } = shown
  // Both have a notice of their own at the top of the page.
  if (phase === 'cancelled' || phase === 'postponed' || phase === 'open') return []
  if (phase === 'over') return overNotices(shown, language)
  const isOn = momentOf(state.event, now) !== null
  const first =
    isOn && phase === 'closed' ? phrase(language, 'time.closed-today') : phaseNotice(state, phase, language)
  return [first, ...moreOf(shown, language)].filter((words) => words !== undefined)
}

function moreOf({ state, phase }: ShownEvent, language: Language): (string | undefined)[] {
  const { waiting } = state.places
  const { contact } = state.event.document
  const canAsk = contact.email !== undefined || contact.phone !== undefined
  const more: Partial<Record<Phase, string | false>> = {
    early: phrase(language, 'time.early-more'),
    closed: canAsk && phrase(language, 'time.ask-late'),
    full: phrase(language, 'time.full-more'),
    'waiting-list': waiting > 0 && phrase(language, 'time.waiting-count', { n: waiting }),
  }
  return [more[phase] || undefined]
}

function overNotices({ state }: ShownEvent, language: Language): string[] {
  const { results, documents } = state.event.document
  const isEmpty = results === undefined && documents.length === 0
  return isEmpty ? [phrase(language, 'time.over-empty')] : []
}

/** It does not take place, or not then: said before all else, large, with what to do. */
export function alarmOf({ state, phase }: ShownEvent, language: Language) {
  if (phase !== 'cancelled' && phase !== 'postponed') return undefined
  const { date } = whenWords(state, language)
  const what = phrase(language, `time.${phase}-what`, { date })
  return {
    title: phrase(language, `time.${phase}-title`),
    sentences: phase === 'cancelled' ? [what] : [what, phrase(language, 'time.postponed-stands')],
  }
}

/** On its own days: the day, what runs, what comes next. */
export function todayOf({ state, now }: ShownEvent, language: Language) {
  const moment = momentOf(state.event, now)
  if (moment === null) return undefined
  const { number, days } = moment
  const { agenda } = state.event.document
  const line = (is: 'now' | 'next', ids: readonly string[]) => {
    const items = agenda.filter(({ id }) => ids.includes(id))
    return {
      state: markOf(is, language),
      items: items.map((item) => lineWords(item, moment, state, language)),
    }
  }
  const lines = [line('now', moment.running), line('next', moment.next)]
  return {
    heading: days === 1 ? phrase(language, 'time.today') : phrase(language, 'time.day-of', { number, days }),
    lines: lines.filter(({ items }) => items.length > 0),
  }
}

function lineWords(item: AgendaItem, { day }: Moment, state: ShownEvent['state'], language: Language) {
  const read = readerOf(state.event.document, language)
  return {
    href: `#session-${item.id}`,
    title: read(item.title),
    room: read(item.room),
    hours: describeHours(item.starts, item.ends, language),
    day: item.day === day ? undefined : describeDay(item.day, language).full,
  }
}

/** A word and its shape for a line of the programme. */
export function markOf(is: 'now' | 'next', language: Language): StateWord {
  return { word: phrase(language, `time.${is}`), mark: is === 'now' ? 'now' : 'shut' }
}
