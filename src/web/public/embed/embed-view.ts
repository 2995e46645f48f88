/** What a frame on another site shows, as its templates want it. */
import type { Listed } from '../../../domain/events/finding/catalogue.ts'
import { phaseOf } from '../../../domain/events/phase.ts'
import { datePlate } from '../../../platform/dates.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { eventFacts } from '../event/event-facts.ts'
import type { ShownEvent } from '../event/event-lookup.ts'
import { phaseNotice, placeWords, readerOf, stateWord, whenWords } from '../words.ts'

/** `path` names the list on our own site that these are the first events of. */
export function embeddedList(events: readonly Listed[], path: string, now: Date, language: Language) {
  return {
    title: phrase(language, 'public.list.title'),
    path,
    heading: phrase(language, 'public.list.title'),
    rows: events.map((listed) => row(listed, now, language)),
    empty: phrase(language, path === '' ? 'public.list.empty' : 'public.list.empty-filtered'),
    all: `/${language}${path}`,
  }
}

function row(listed: Listed, now: Date, language: Language) {
  const { event, places } = listed
  const { document } = event
  const read = readerOf(document, language)
  return {
    href: `/${language}/events/${event.slug}`,
    title: read(document.title),
    kind: phrase(language, `kind.${document.kind}`),
    plate: datePlate(event.startsAt, document.timezone, language),
    when: whenWords(listed, language),
    place: placeWords(document, read),
    state: stateWord(listed, phaseOf(event, places, now), now, language),
  }
}

export function embeddedEvent(shown: ShownEvent, language: Language) {
  const { state, phase } = shown
  const { document, slug, startsAt, isSample } = state.event
  const read = readerOf(document, language)
  const own = `/${language}/events/${slug}`
  const isTaking = phase === 'open' || phase === 'waiting-list'
  return {
    title: read(document.title)?.text ?? '',
    path: `/events/${slug}`,
    isSample,
    kind: phrase(language, `kind.${document.kind}`),
    city: read(document.venue.city),
    heading: read(document.title),
    summary: read(document.summary),
    plate: datePlate(startsAt, document.timezone, language),
    state: stateWord(state, phase, shown.now, language),
    notice: phaseNotice(state, phase, language),
    facts: eventFacts(state, phase, language),
    eventHref: own,
    registers: isTaking,
    waits: phase === 'waiting-list',
  }
}
