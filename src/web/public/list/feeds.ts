import type { Request, Response } from 'express'
import { atomFeed } from '../../../documents/atom-feed.ts'
import { calendarFeed, calendarFile, longestFeed, type Selection } from '../../../documents/calendar-feed.ts'
import type { EventRecord } from '../../../domain/events/event-record.ts'
import { comingEvents } from '../../../domain/events/finding/catalogue.ts'
import { isLanguage, type Language } from '../../../platform/i18n.ts'
import { preferredLanguage } from '../../languages.ts'
import type { Site } from '../../site.ts'
import { stateKey, withEvent } from '../event/event-lookup.ts'
import { publisher } from '../event/publisher.ts'
import { knownFacets } from './known-facets.ts'
import { type FeedFile, feedPath, isNarrowed, type ListWish, pathOf, wishOf } from './list-address.ts'
import { headingOf, titleOf } from './list-words.ts'

const calendarType = 'text/calendar; charset=utf-8; method=PUBLISH'

/** `/events.ics`: what is coming, to subscribe to; narrowed by kind, city and words as the list is. */
export function sendCalendarFeed(site: Site) {
  return sendFeed(site, '/events.ics', calendarType, ({ events, selection, language }) =>
    calendarFeed(events, publisher(site), language, selection),
  )
}

/** `/events.atom`: the same for feed readers and other sites. */
export function sendAtomFeed(site: Site) {
  return sendFeed(
    site,
    '/events.atom',
    'application/atom+xml; charset=utf-8',
    ({ events, selection, language }) =>
      atomFeed(events, publisher(site), language, site.clock().toISOString(), selection),
  )
}

type Feed = { events: EventRecord[]; selection: Selection | undefined; language: Language }

function sendFeed(site: Site, file: FeedFile, type: string, write: (feed: Feed) => string) {
  return async (req: Request, res: Response): Promise<void> => {
    const language = feedLanguage(req)
    const wish = { ...wishOf(req, language), past: false, page: 1, period: null }
    await site.pages.show(req, res, feedPath(file, wish, language), {
      state: null,
      until: null,
      type,
      isOneOfMany: isNarrowed(wish),
      render: async () => write(await feedOf(site, file, wish, language)),
    })
  }
}

async function feedOf(site: Site, file: FeedFile, wish: ListWish, language: Language): Promise<Feed> {
  const now = site.clock()
  const events = await comingEvents(site.database.read, now, longestFeed, wish)
  if (!isNarrowed(wish)) return { events, selection: undefined, language }
  const heading = headingOf(wish, await knownFacets(site, false, now), language)
  const selection = {
    what: titleOf(heading, wish, language),
    query: feedPath(file, wish, language).slice(file.length),
    listQuery: pathOf(wish),
  }
  return { events, selection, language }
}

/** `/events/{slug}.ics`: one event for anybody's calendar. */
export function sendEventCalendar(site: Site) {
  return withEvent(site, async (shown, req, res) => {
    const { event } = shown.state
    const language = feedLanguage(req)
    res.set('Content-Disposition', `attachment; filename="${event.slug}.ics"`)
    await site.pages.show(req, res, `/events/${event.slug}.ics ${language}`, {
      state: stateKey(shown),
      until: null,
      type: calendarType,
      render: () => calendarFile(event, publisher(site), language),
    })
  })
}

/** A feed has one address; `?lang=` names its language, else the reader's program does. */
function feedLanguage(req: Request): Language {
  const named = String(req.query.lang ?? '')
  return isLanguage(named) ? named : preferredLanguage(req)
}
