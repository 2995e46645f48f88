/** What stands on top of every page about one event: its title, when and where, and the ways to the other pages. */
import type { EventRecord } from '../../domain/events/event-record.ts'
import type { Right } from '../../domain/organizers/permissions.ts'
import { type PhraseKey, phrase } from '../../platform/i18n.ts'
import { placeWords, readerOf, whenWords } from '../public/words.ts'
import type { Work } from './viewer.ts'

export type EventPage =
  | 'announcement'
  | 'status'
  | 'people'
  | 'add'
  | 'letters'
  | 'questions'
  | 'figures'
  | 'team'
  | 'log'

/** In the order of an event's life. */
const tabs: readonly { page: EventPage; path: string; label: PhraseKey; right: Right }[] = [
  { page: 'announcement', path: '/edit', label: 'organizer.tab.announcement', right: 'edit-event' },
  { page: 'status', path: '/status', label: 'changes.tab', right: 'edit-event' },
  { page: 'people', path: '', label: 'organizer.tab.people', right: 'see-list' },
  { page: 'letters', path: '/letters', label: 'writing.tab', right: 'see-letters' },
  { page: 'questions', path: '/questions', label: 'organizer.tab.questions', right: 'see-questions' },
  { page: 'figures', path: '/figures', label: 'figures.tab', right: 'see-figures' },
  { page: 'team', path: '/team', label: 'organizer.tab.team', right: 'invite-colleagues' },
  { page: 'log', path: '/log', label: 'organizer.tab.log', right: 'see-log' },
]

export function eventFrame(
  { event, viewer, rights }: Pick<Work, 'event' | 'viewer' | 'rights'>,
  here: EventPage,
) {
  const { language } = viewer
  const { document, slug } = event
  const read = readerOf(document, language)
  const home = eventHome(event)
  return {
    here: 'events',
    event: {
      href: home,
      title: read(document.title),
      kind: phrase(language, `kind.${document.kind}`),
      when: whenWords({ event }, language),
      place: placeWords(document, read),
      status:
        document.status === 'published' ? undefined : phrase(language, `event-status.${document.status}`),
      isSample: event.isSample,
      announcement: document.status === 'draft' ? undefined : `/${language}/events/${slug}`,
      tabs: tabs
        .filter(({ right }) => rights.has(right))
        .map(({ page, path, label }) => ({
          label: phrase(language, label),
          href: home + path,
          // Adding somebody is a page of the list.
          current: page === (here === 'add' ? 'people' : here),
        })),
    },
  }
}

export function eventHome({ slug }: Pick<EventRecord, 'slug'>): string {
  return `/organize/events/${slug}`
}

/** The title of the event as plain text, for the title of a page. */
export function eventTitle({ event, viewer }: Pick<Work, 'event' | 'viewer'>): string {
  return readerOf(event.document, viewer.language)(event.document.title)?.text ?? ''
}
