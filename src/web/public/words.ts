/** What pages say of an event, as words ready to show. */
import { type EventDocument, inLanguage, type Text } from '../../domain/events/event.ts'
import type { EventState } from '../../domain/events/event-record.ts'
import { type Phase, placesLeft } from '../../domain/events/phase.ts'
import { describeDate, describeInstant, describeWhen } from '../../platform/dates.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import type { TextInLanguage } from '../../platform/view-helpers.ts'

/** Reads the texts of one event for a reader of one language. */
export type Reader = (text: Text | undefined) => TextInLanguage | undefined

export function readerOf(document: { language: string }, language: Language): Reader {
  return (text) => text && inLanguage(text, language, document.language)
}

/** What counts now, beside an event in the list; `mark` is the shape that goes with the word. */
export type StateWord = { word: string; mark: 'open' | 'waiting' | 'shut' | 'off' | 'past' }

export function stateWord({ event, places }: EventState, phase: Phase, language: Language): StateWord {
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
  if (phase !== 'open') return { word: say('public.state.closed'), mark: 'shut' }
  const left = placesLeft(places)
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

/** "Stara Zagora, hall 2" for one line of a list; empty where the event is online alone. */
export function placeWords({ venue }: EventDocument, read: Reader): TextInLanguage[] {
  return [read(venue.city), read(venue.name)].filter((text): text is TextInLanguage => text !== undefined)
}

export function whenWords({ event }: Pick<EventState, 'event'>, language: Language) {
  return describeWhen(event.startsAt, event.endsAt, event.document.timezone, language)
}
