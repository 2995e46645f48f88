/** What pages say of an event, as words ready to show. */
import { type EventDocument, inLanguage, type Text } from '../../domain/events/event.ts'
import type { EventRecord, EventState } from '../../domain/events/event-record.ts'
import { momentOf } from '../../domain/events/moment.ts'
import { hasFewLeft, type Phase, placesLeft } from '../../domain/events/phase.ts'
import {
  type DatePlate,
  datePlate,
  describeDate,
  describeInstant,
  describeWhen,
} from '../../platform/dates.ts'
import { type Language, languageName, phrase } from '../../platform/i18n.ts'
import { markdownToHtml } from '../../platform/markdown.ts'
import type { TextInLanguage } from '../../platform/view-helpers.ts'

/** Reads the texts of one event for a reader of one language. */
export type Reader = (text: Text | undefined) => TextInLanguage | undefined

export function readerOf(document: { language: string }, language: Language): Reader {
  return (text) => text && inLanguage(text, language, document.language)
}

/** A Markdown text as HTML that is safe to show. */
export function aboutOf(read: Reader, description: Text | undefined) {
  const text = read(description)
  return text && { html: markdownToHtml(text.text), language: text.language }
}

/** What counts now, beside an event in the list; `mark` is the shape that goes with the word. */
export type StateWord = { word: string; mark: 'open' | 'few' | 'now' | 'waiting' | 'shut' | 'off' | 'past' }

export function stateWord(
  { event, places }: EventState,
  phase: Phase,
  now: Date,
  language: Language,
): StateWord {
  const { document, opensAt } = event
  const say = (key: Parameters<typeof phrase>[1], values?: Record<string, string | number>) =>
    phrase(language, key, values)
  if (phase === 'cancelled') return { word: say('public.state.cancelled'), mark: 'off' }
  if (phase === 'postponed') return { word: say('public.state.postponed'), mark: 'off' }
  if (phase === 'over') return { word: attendance(document, language), mark: 'past' }
  if (phase === 'waiting-list') return { word: say('public.state.waiting-list'), mark: 'waiting' }
  if (phase === 'full') return { word: say('public.state.full'), mark: 'shut' }
  if (phase === 'early' && opensAt !== null) {
    return {
      word: say('public.state.early', { date: describeDate(opensAt, document.timezone, language) }),
      mark: 'shut',
    }
  }
  if (phase !== 'open') {
    const moment = momentOf(event, now)
    if (moment === null) return { word: say('public.state.closed'), mark: 'shut' }
    return { word: say(moment.hasBegun ? 'time.running' : 'time.today'), mark: 'now' }
  }
  const left = placesLeft(places)
  if (left !== null && hasFewLeft(places)) return { word: say('time.few', { n: left }), mark: 'few' }
  return {
    word: left === null ? say('public.state.open') : say('public.state.places', { n: left }),
    mark: 'open',
  }
}

function attendance({ results }: EventDocument, language: Language): string {
  if (results?.attended === undefined) return phrase(language, 'public.state.over')
  return phrase(language, 'public.state.attended', { n: results.attended })
}

/** Why there is no form, or that there is only the waiting list; nothing while places are free. */
export function phaseNotice({ event }: EventState, phase: Phase, language: Language): string | undefined {
  const { document, opensAt, closesAt } = event
  const at = (instant: string) => describeInstant(instant, document.timezone, language)
  if (phase === 'open' || phase === 'draft') return undefined
  if (phase === 'early') return phrase(language, 'public.phase.early', { when: at(opensAt ?? '') })
  if (phase === 'closed') return phrase(language, 'public.phase.closed', { when: at(closesAt) })
  return phrase(language, `public.phase.${phase}`)
}

/** "на руски" where a text is in another language than the page; nothing where it is the same. */
export function otherLanguage(shown: TextInLanguage | undefined, language: Language): string | undefined {
  if (shown === undefined || shown.language === language) return undefined
  const { language: code } = shown
  return phrase(language, 'finding.in-language', { code, language: languageName(code, language) })
}

const abbreviation = /(?<![\p{L}\p{N}])(с|гр|г|пос|дер|д|аг|ул|бул|бульв|пр|пл)\. +(?=\S)/giu

/** "с. Кошов" is not torn over two lines. */
export function cityOf({ venue }: EventDocument, read: Reader): TextInLanguage | undefined {
  const city = read(venue.city)
  return city && { ...city, text: city.text.replace(abbreviation, '$1.\u00a0') }
}

/** "Stara Zagora, hall 2" for one line of a list; empty where the event is online alone. */
export function placeWords(document: EventDocument, read: Reader): TextInLanguage[] {
  return [cityOf(document, read), read(document.venue.name)].filter(
    (text): text is TextInLanguage => text !== undefined,
  )
}

/** The days of an event within one month stand on its plate together: "19–21". */
export function plateOf({ startsAt, endsAt, document }: EventRecord, language: Language) {
  const plate = datePlate(startsAt, document.timezone, language)
  // An end at midnight belongs to the day before.
  const before = new Date(Date.parse(endsAt) - 1).toISOString()
  const last = datePlate(before, document.timezone, language)
  const isSpan = last.iso !== plate.iso && last.iso.slice(0, 7) === plate.iso.slice(0, 7)
  if (!isSpan) return { ...plate, isSpan }
  const span = (of: keyof DatePlate) => `${plate[of]}–${last[of]}`
  return { ...plate, weekday: span('weekday'), day: span('day'), isSpan }
}

/** Beside a heading: with its year, where that is not the one that `now` is in. */
export function datedPlate(event: EventRecord, now: Date, language: Language) {
  const plate = plateOf(event, language)
  return { ...plate, otherYear: plate.year === String(now.getUTCFullYear()) ? undefined : plate.year }
}

export function whenWords({ event }: Pick<EventState, 'event'>, language: Language) {
  return describeWhen(event.startsAt, event.endsAt, event.document.timezone, language)
}
