/** Addresses that open an event in somebody's calendar on the web, filled in and waiting to be saved. */
import { describeWhen } from '../platform/dates.ts'
import type { Language } from '../platform/i18n.ts'
import { placeLine, type TimedEvent, textOf } from './calendar-entry.ts'

export type CalendarLinks = { google: string; outlook: string; office: string }

/** `url`: the page of the event, for more. Nothing of the reader's goes into the addresses. */
export function calendarLinks(event: TimedEvent, language: Language, url: string): CalendarLinks {
  const words = wordsOf(event, language, url)
  return {
    google: googleLink(event, words),
    outlook: outlookLink('https://outlook.live.com', event, words),
    office: outlookLink('https://outlook.office.com', event, words),
  }
}

type Words = { title: string; place: string; details: string }

/** Short, since browsers and servers cut addresses: a Cyrillic letter takes six characters there. */
function wordsOf(event: TimedEvent, language: Language, url: string): Words {
  const { document, startsAt, endsAt } = event
  const when = describeWhen(startsAt, endsAt, document.timezone, language).full
  return {
    title: textOf(document.title, event, language),
    place: placeLine(event, language) || (document.venue.online_url ?? ''),
    details: `${when}\n${url}`,
  }
}

/** Instants in UTC, and the zone in which Google shows them. */
function googleLink(
  { document, startsAt, endsAt }: TimedEvent,
  { title: text, place: location, details }: Words,
): string {
  const dates = `${compact(startsAt)}/${compact(endsAt)}`
  const query = { action: 'TEMPLATE', text, dates, ctz: document.timezone, location, details }
  return address('https://calendar.google.com/calendar/render', query)
}

/** Outlook takes instants and shows them in the zone of its owner, so the words name the local time. */
function outlookLink(host: string, event: TimedEvent, { title, place, details }: Words): string {
  return address(`${host}/calendar/0/deeplink/compose`, {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: seconds(event.startsAt),
    enddt: seconds(event.endsAt),
    location: place,
    body: details,
  })
}

/** `20270302T070000Z` */
function compact(at: string): string {
  return seconds(at).replace(/[-:]/g, '')
}

function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, 'Z')
}

/** Spaces as `%20`: Outlook shows the `+` of forms as it stands. */
function address(page: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== '')
  return `${page}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`
}
