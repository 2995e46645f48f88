import type { Request, Response } from 'express'
import { atomFeed } from '../../documents/atom-feed.ts'
import { calendarFeed, calendarFile, longestFeed } from '../../documents/calendar-feed.ts'
import { comingEvents } from '../../domain/events/catalogue.ts'
import { isLanguage, type Language } from '../../platform/i18n.ts'
import { preferredLanguage } from '../languages.ts'
import type { Site } from '../site.ts'
import { stateKey, withEvent } from './event-lookup.ts'
import { publisher } from './publisher.ts'

const calendarType = 'text/calendar; charset=utf-8; method=PUBLISH'

/** `/events.ics`: what is coming, to subscribe to. */
export function sendCalendarFeed(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const language = feedLanguage(req)
    await site.pages.show(req, res, `/events.ics ${language}`, {
      state: null,
      until: null,
      type: calendarType,
      render: async () => calendarFeed(await coming(site), publisher(site), language),
    })
  }
}

/** `/events.atom`: the same for feed readers and other sites. */
export function sendAtomFeed(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const language = feedLanguage(req)
    await site.pages.show(req, res, `/events.atom ${language}`, {
      state: null,
      until: null,
      type: 'application/atom+xml; charset=utf-8',
      render: async () => atomFeed(await coming(site), publisher(site), language, site.clock().toISOString()),
    })
  }
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

function coming(site: Site) {
  return comingEvents(site.database.read, site.clock(), longestFeed)
}

/** A feed has one address; `?lang=` names its language, else the reader's program does. */
function feedLanguage(req: Request): Language {
  const named = String(req.query.lang ?? '')
  return isLanguage(named) ? named : preferredLanguage(req)
}
