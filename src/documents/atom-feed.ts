/** `/events.atom`: upcoming events for feed readers and for other sites that show them (RFC 4287). */
import { describeWhen } from '../platform/dates.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { element, type XmlElement, xmlDocument } from '../platform/xml.ts'
import { placeLine, textOf } from './calendar-entry.ts'
import {
  eventPage,
  feedTitle,
  type PublishedEvent,
  type PublisherSettings,
  type Selection,
  titleWithState,
} from './calendar-feed.ts'

const namespace = 'http://www.w3.org/2005/Atom'

/**
 * A valid feed of the events given, in one language. `at`, UTC ISO, is when the feed changed if it has no events;
 * an entry keeps its id through all changes of title, time and language.
 */
export function atomFeed(
  events: readonly PublishedEvent[],
  settings: PublisherSettings,
  language: Language,
  at: string,
  selection?: Selection,
): string {
  const self = `${settings.baseUrl}/events.atom${selection?.query ?? ''}`
  const list = `${settings.baseUrl}/${language}${selection?.listQuery ?? ''}`
  const updated =
    events
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1) ?? at
  return xmlDocument(
    element(
      'feed',
      { xmlns: namespace, 'xml:lang': language },
      element('id', {}, self),
      element('title', {}, feedTitle(settings, language, selection)),
      element('updated', {}, updated),
      element('author', {}, element('name', {}, settings.brandName)),
      element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
      element('link', { rel: 'alternate', type: 'text/html', href: list }),
      ...events.map((event) => entry(event, settings, language)),
    ),
  )
}

function entry(event: PublishedEvent, settings: PublisherSettings, language: Language): XmlElement {
  const { document } = event
  const title = textOf(document.title, event, language)
  return element(
    'entry',
    {},
    element('id', {}, `${settings.baseUrl}/events/${event.slug}`),
    element('title', {}, titleWithState(title, event, language)),
    element('updated', {}, event.updatedAt),
    element('link', {
      rel: 'alternate',
      type: 'text/html',
      hreflang: language,
      href: eventPage(event, settings, language),
    }),
    element('category', { term: document.kind, label: phrase(language, `kind.${document.kind}`) }),
    element('summary', {}, summary(event, language)),
  )
}

/** When and where first: that is what a reader of a feed wants to know. */
function summary(event: PublishedEvent, language: Language): string {
  const { document, startsAt, endsAt } = event
  const when = describeWhen(startsAt, endsAt, document.timezone, language).full
  return [when, placeLine(event, language), textOf(document.summary, event, language)]
    .filter(Boolean)
    .join('\n')
}
