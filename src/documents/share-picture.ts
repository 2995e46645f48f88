/** What the picture says that other sites show beside a link to a page: when, what, where. */
import { createHash } from 'node:crypto'
import { datePlate, describeWhen } from '../platform/dates.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { cleanLine } from '../platform/text.ts'
import { placeLine, textOf } from './calendar-entry.ts'
import { type PublishedEvent, titleWithState } from './calendar-feed.ts'

export type SharePicture = {
  brand: string
  /** `#rrggbb` */
  accent: string
  /** What stands alone at the left; null where the page is about no single day */
  plate: { weekday: string; day: string; month: string; year: string } | null
  /** "Cancelled", "Postponed" */
  state: string | null
  kicker: string
  title: string
  /** At the foot, a line each */
  lines: readonly string[]
}

export type PictureBrand = { brandName: string; brandAccent: string | null }

/** As in the stylesheet */
const ownAccent = '#0b5351'
/** More of a text than the picture holds */
const longest = 300
/** To be raised when the drawing changes, so that the pictures get new addresses. */
const drawing = 1

export function eventPicture(event: PublishedEvent, brand: PictureBrand, language: Language): SharePicture {
  const { document, startsAt, endsAt } = event
  const when = describeWhen(startsAt, endsAt, document.timezone, language)
  const city = textOf(document.venue.city, event, language)
  return {
    ...brandOf(brand),
    plate: datePlate(startsAt, document.timezone, language),
    state: stateOf(event, language),
    kicker: cleanLine([phrase(language, `kind.${document.kind}`), city].filter(Boolean).join(' · '), longest),
    title: cleanLine(textOf(document.title, event, language), longest),
    lines: [
      when.sameDay ? `${when.time} (${when.zone})` : `${when.date} · ${when.time}`,
      whereOf(event, language),
    ]
      .map((line) => cleanLine(line, longest))
      .filter(Boolean),
  }
}

/** For the list and every other page that is about no single event. */
export function sitePicture(brand: PictureBrand, baseUrl: string, language: Language): SharePicture {
  return {
    ...brandOf(brand),
    plate: null,
    state: null,
    kicker: new URL(baseUrl).host,
    title: phrase(language, 'public.list.title'),
    lines: [phrase(language, 'sharing.description')],
  }
}

/** Changes with whatever the picture shows: part of its address, which may then be kept for ever. */
export function pictureKey(picture: SharePicture): string {
  return createHash('sha256')
    .update(JSON.stringify([drawing, picture]))
    .digest('hex')
    .slice(0, 12)
}

/** What the picture says, for who does not see it. */
export function eventPictureWords(event: PublishedEvent, language: Language): string {
  const { document, startsAt, endsAt } = event
  const title = titleWithState(textOf(document.title, event, language), event, language)
  const when = describeWhen(startsAt, endsAt, document.timezone, language).full
  return [title, when, placeLine(event, language)].filter(Boolean).join('. ')
}

function brandOf({ brandName, brandAccent }: PictureBrand) {
  return { brand: brandName, accent: brandAccent ?? ownAccent }
}

function stateOf({ document: { status } }: PublishedEvent, language: Language): string | null {
  return status === 'cancelled' || status === 'postponed' ? phrase(language, `public.state.${status}`) : null
}

function whereOf(event: PublishedEvent, language: Language): string {
  const { venue } = event.document
  const place = placeLine(event, language)
  if (place !== '' || !venue.online_url) return place
  return phrase(language, 'public.event.online')
}
