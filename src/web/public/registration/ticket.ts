/** What a ticket says beside the event itself: who comes, where to within it, and how it gets into a calendar. */
import { calendarLinks } from '../../../documents/calendar-links.ts'
import type { EventState } from '../../../domain/events/event-record.ts'
import type { Phase } from '../../../domain/events/phase.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import type { Site } from '../../site.ts'
import type { ShownEvent } from '../event/event-lookup.ts'
import { allOf, firstOf } from './form-view.ts'
import { sessionLines } from './session-choice.ts'

/** `fields` as the form sends them. */
export function ticketParts(site: Site, { state, phase }: ShownEvent, fields: Fields, language: Language) {
  const guests = Number(firstOf(fields.guests) || 0)
  const isOff = phase === 'cancelled' || phase === 'postponed'
  return {
    participant: firstOf(fields.name),
    withGuests: guests > 0 ? phrase(language, 'form.with-guests', { n: guests }) : undefined,
    sessionLines: sessionLines(state.event.document, allOf(fields.sessions), language),
    isOff,
    closed: closedWords(phase, language),
    calendars: phase !== 'over' && !isOff ? calendarsOf(state, site.settings.baseUrl, language) : undefined,
  }
}

/** What became of the event since, which a letter or a printed page does not say. */
function closedWords(phase: Phase, language: Language): string | undefined {
  if (phase === 'over') return phrase(language, 'public.own.over')
  if (phase === 'postponed') return phrase(language, 'form.own-postponed')
  return phase === 'cancelled' ? phrase(language, 'public.own.event-cancelled') : undefined
}

/** For the partial `add-to-calendar`. */
export function calendarsOf({ event }: Pick<EventState, 'event'>, baseUrl: string, language: Language) {
  const { google, outlook, office } = calendarLinks(
    event,
    language,
    `${baseUrl}/${language}/events/${event.slug}`,
  )
  return { google, outlook, office, file: `/events/${event.slug}.ics` }
}
