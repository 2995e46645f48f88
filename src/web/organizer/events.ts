/** `/organize`: the events of an organizer, each with its figures. */
import { hasSamples, removeSamples } from '../../domain/events/remove-samples.ts'
import { type EventWithFigures, eventsFor } from '../../domain/registrations/organizer-events.ts'
import { datePlate } from '../../platform/dates.ts'
import { isPhraseKey, type Language, type PhraseKey, phrase } from '../../platform/i18n.ts'
import { placeWords, readerOf, whenWords } from '../public/words.ts'
import type { Site } from '../site.ts'
import { eventHome } from './event-frame.ts'
import { comingFigure } from './figure-words.ts'
import { pageNumber, pageSteps, queryValue } from './pages.ts'
import { asOrganizer, everywhere } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

export function organizerEvents(site: Site) {
  return asOrganizer(site, async (viewer, req, res) => {
    const { language, organizer } = viewer
    const when = queryValue(req, 'past') === '1' ? 'past' : 'coming'
    const page = pageNumber(req)
    const found = await eventsFor(site.database.read, organizer.id, when, page, site.clock())
    const address = (wanted: number) => addressOf(when, wanted)
    const mayRemoveSamples = viewer.everywhere.has('manage-team') && (await hasSamples(site.database.read))
    showWorkspace(site, res, viewer, address(page), 'organizer/events', {
      title: phrase(language, 'organizer.events.title'),
      here: 'events',
      notice: noticeOf(queryValue(req, 'done'), language),
      when: (['coming', 'past'] as const).map((each) => ({
        label: phrase(language, `organizer.events.${each}`),
        href: addressOf(each, 1),
        current: each === when,
      })),
      rows: found.events.map((one) => row(one, language)),
      samples: mayRemoveSamples ? '/organize/samples' : undefined,
      create: viewer.everywhere.has('create-event') ? '/organize/events/new' : undefined,
      empty: phrase(language, emptyKey(when, viewer.everywhere.has('create-event'))),
      pages: pageSteps(page, found.hasMore, address, language),
    })
  })
}

/** `/organize/samples`, by button: whoever has events of their own needs them no more. */
export function removeSampleEvents(site: Site) {
  return everywhere(site, 'manage-team', async ({ organizer }, _req, res) => {
    await removeSamples(site.database, { by: organizer.id, now: site.clock() })
    res.redirect(303, '/organize?done=samples-removed')
  })
}

function noticeOf(done: string, language: Language): string | undefined {
  const key = `organizer.events.done-${done}`
  return isPhraseKey(key) ? phrase(language, key) : undefined
}

function emptyKey(when: 'coming' | 'past', mayCreate: boolean): PhraseKey {
  if (when === 'past') return 'organizer.events.none-past'
  return mayCreate ? 'announcement.empty' : 'announcement.empty-other'
}

function addressOf(when: 'coming' | 'past', page: number): string {
  const query = new URLSearchParams()
  if (when === 'past') query.set('past', '1')
  if (page > 1) query.set('page', String(page))
  return query.size === 0 ? '/organize' : `/organize?${query}`
}

function row({ event, figures }: EventWithFigures, language: Language) {
  const { document } = event
  const read = readerOf(document, language)
  const { registrations: by } = figures
  return {
    href: eventHome(event),
    title: read(document.title),
    status: document.status === 'published' ? undefined : phrase(language, `event-status.${document.status}`),
    plate: datePlate(event.startsAt, document.timezone, language),
    when: whenWords({ event }, language),
    place: placeWords(document, read),
    isSample: event.isSample,
    coming: comingFigure(figures, language),
    waiting: by.waitlisted,
    pending: by.pending,
    maybe: by.maybe,
    declined: by.declined,
    undelivered: figures.undelivered,
  }
}
