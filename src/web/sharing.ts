/** What the head of a public page tells search engines, and the sites where somebody shares a link to it. */
import { eventPicture, eventPictureWords, pictureKey, sitePicture } from '../documents/share-picture.ts'
import { pictureSize } from '../documents/share-picture-drawing.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import { type Language, languages, localeOf, phrase } from '../platform/i18n.ts'
import type { Site } from './site.ts'

export type PagePicture = {
  /** With the origin */
  address: string
  /** For who does not see it */
  words: string
}

export type SharedPage = {
  title: string
  /** What follows the language in the address */
  path: string
  description?: unknown
  /** What the page is about: its picture goes with links to it, else that of the whole site */
  sharedEvent?: EventRecord
}

export function sharing({ settings }: Pick<Site, 'settings'>, language: Language, page: SharedPage) {
  const path = lastingPath(page.path)
  const picture =
    page.sharedEvent === undefined
      ? pictureOfSite(settings, language)
      : pictureOfEvent(settings, page.sharedEvent, language)
  const at = (prefix: string) => `${settings.baseUrl}${prefix}${path}`
  return {
    canonical: at(`/${language}`),
    alternates: languages.map((one) => ({ language: one, href: at(`/${one}`) })),
    // Asks the browser for its language, so it fits whoever is offered none of ours.
    anyLanguage: path.startsWith('/') ? at('') : at('/'),
    locale: openGraphLocale(language),
    otherLocales: languages.filter((one) => one !== language).map(openGraphLocale),
    description:
      page.description ?? (page.sharedEvent ? picture.words : phrase(language, 'sharing.description')),
    picture: { ...pictureSize, ...picture },
  }
}

/**
 * What makes another page of a list, in the order of our own links; the words of a search and marks of where a link
 * stood make none.
 */
const lasting = ['kind', 'city', 'past', 'year', 'month', 'page']

function lastingPath(path: string): string {
  const [pathname = '', query = ''] = path.split('?', 2)
  // A form that is filled in beforehand, with whatever a link says, is the form.
  if (pathname === '/subscribe') return pathname
  const given = new URLSearchParams(query)
  // Pages of a search are not pages of the list.
  const names = given.has('q') ? lasting.filter((name) => name !== 'page') : lasting
  const kept = new URLSearchParams(
    names.flatMap((name) => given.getAll(name).map((value): [string, string] => [name, value])),
  )
  return kept.size === 0 ? pathname : `${pathname}?${kept}`
}

function openGraphLocale(language: Language): string {
  return localeOf(language).replace('-', '_')
}

/** Of an event's pages, with the address that changes when the picture does. */
export function pictureOfEvent(
  settings: Site['settings'],
  event: EventRecord,
  language: Language,
): PagePicture {
  const key = pictureKey(eventPicture(event, settings, language))
  return {
    address: `${settings.baseUrl}/events/${event.slug}/picture.${language}.${key}.png`,
    words: eventPictureWords(event, language),
  }
}

function pictureOfSite(settings: Site['settings'], language: Language): PagePicture {
  const picture = sitePicture(settings, settings.baseUrl, language)
  return {
    address: `${settings.baseUrl}/picture.${language}.${pictureKey(picture)}.png`,
    words: `${picture.brand}: ${picture.title}`,
  }
}
