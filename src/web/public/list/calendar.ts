import type { Request, Response } from 'express'
import { eventsOfMonth, monthsBeside } from '../../../domain/events/finding/events-of-month.ts'
import type { Language } from '../../../platform/i18n.ts'
import { localTime } from '../../../platform/local-time.ts'
import { showError } from '../../error-page.ts'
import { renderPage } from '../../page.ts'
import type { Site } from '../../site.ts'
import { calendarPage } from './calendar-view.ts'
import { knownFacets } from './known-facets.ts'
import { calendarPath, type ListWish, monthIn, one, wishOf } from './list-address.ts'

/** `/{lang}/calendar?month=2027-03`: a month as it hangs on a wall, narrowed as the list is. */
export function showCalendar(site: Site, language: Language) {
  return async (req: Request, res: Response): Promise<void> => {
    const asked = one(req.query.month)
    const month = monthIn(asked)
    if (asked !== '' && month === undefined) return showError(site, req, res, 404)
    const wish = { ...wishOf(req, language), past: false, page: 1, period: null }
    await site.pages.show(req, res, `/${language}${calendarPath(wish, month ?? null)}`, {
      state: null,
      until: null,
      isOneOfMany: true,
      render: () => renderCalendar(site, wish, month, language),
    })
  }
}

async function renderCalendar(
  site: Site,
  wish: ListWish,
  asked: string | undefined,
  language: Language,
): Promise<string> {
  const { read } = site.database
  const today = await todayHere(site)
  const month = asked ?? today.slice(0, 7)
  const isPast = month < today.slice(0, 7)
  const [found, beside, known] = await Promise.all([
    eventsOfMonth(read, wish, month),
    monthsBeside(read, wish, month),
    knownFacets(site, isPast, site.clock()),
  ])
  return renderPage(
    site,
    language,
    'public/calendar',
    calendarPage({ found, beside, known, wish, month, asked, today, language }),
  )
}

/** A site has no zone of its own: where its events are, it is this day. */
async function todayHere(site: Site): Promise<string> {
  const now = site.clock()
  const { places } = await knownFacets(site, false, now)
  const zone = places[0]?.timezone ?? 'UTC'
  return localTime(now.toISOString(), zone).day
}
