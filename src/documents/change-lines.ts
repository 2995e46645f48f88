/** What has become another about an event, in words: what was and what is now. */
import { eventFacts } from '../domain/events/event-facts.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import { whatMoved } from '../domain/registrations/telling/what-changed.ts'
import { describeWhen } from '../platform/dates.ts'
import { type Language, type PhraseKey, phrase } from '../platform/i18n.ts'
import { cleanLine } from '../platform/text.ts'
import { placeLine } from './calendar-entry.ts'

/** A sentence for each; `withOnline`: for a reader who may know how to take part from afar. */
export function changeLines(
  before: EventRecord,
  after: EventRecord,
  language: Language,
  withOnline: boolean,
): string[] {
  const moved = whatMoved(eventFacts(before), eventFacts(after))
  const isPostponed = after.document.status === 'postponed'
  const say = (what: PhraseKey, was: string, is: string) =>
    phrase(language, 'changes.line', { what: phrase(language, what), before: was, after: is })
  return [
    ...(moved.time || isPostponed
      ? [say('changes.time', timeOf(before, language), newTimeOf(after, language))]
      : []),
    ...(moved.place ? [say('changes.place', placeOf(before, language), placeOf(after, language))] : []),
    ...(moved.online && withOnline
      ? [say('changes.online', onlineOf(before, language), onlineOf(after, language))]
      : []),
  ]
}

/** Of what was postponed people remember the day that it had. */
function timeOf({ startsAt, endsAt, document }: EventRecord, language: Language): string {
  return describeWhen(startsAt, endsAt, document.timezone, language).full
}

function newTimeOf(event: EventRecord, language: Language): string {
  return event.document.status === 'postponed'
    ? phrase(language, 'changes.unknown-date')
    : timeOf(event, language)
}

function placeOf(event: EventRecord, language: Language): string {
  return cleanLine(placeLine(event, language), 600) || phrase(language, 'changes.no-place')
}

function onlineOf({ document }: EventRecord, language: Language): string {
  return document.venue.online_url ?? phrase(language, 'changes.no-place')
}
