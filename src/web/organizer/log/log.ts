/** `/organize/log`, `/organize/events/{slug}/log`: who changed what, newest first. */
import type { Request, Response } from 'express'
import { eventsById } from '../../../domain/events/event-choices.ts'
import { type LogPage, type LogReader, logPage } from '../../../domain/organizers/log.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { everywhere, onEvent, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { logFilter } from './log-filter.ts'
import { logAddress, wishOf } from './log-wish.ts'
import { entryWords } from './log-words.ts'

/** For who answers for everything: what was done with every event, and with the team. */
export function wholeLog(site: Site) {
  return everywhere(site, 'manage-team', async (viewer, req, res) => {
    const title = phrase(viewer.language, 'audit.title')
    const reader: LogReader = { organizerId: viewer.organizer.id, eventId: 'all' }
    await showLog(site, req, res, { viewer, reader, home: '/organize/log', frame: { here: 'log', title } })
  })
}

export function eventLog(site: Site) {
  return onEvent(site, 'see-log', async (work, req, res) => {
    const { viewer, event } = work
    const title = `${phrase(viewer.language, 'audit.title')}: ${eventTitle(work)}`
    const reader: LogReader = { organizerId: viewer.organizer.id, eventId: event.id }
    const home = `${eventHome(event)}/log`
    await showLog(site, req, res, { viewer, reader, home, frame: { ...eventFrame(work, 'log'), title } })
  })
}

type Shown = {
  viewer: Viewer
  reader: LogReader
  home: string
  frame: { title: string; here: string; event?: ReturnType<typeof eventFrame>['event'] }
}

async function showLog(site: Site, req: Request, res: Response, shown: Shown): Promise<void> {
  const { viewer, reader, home, frame } = shown
  const { read } = site.database
  const wish = wishOf(req)
  const page = await logPage(read, reader, wish)
  const events = await eventsById(
    read,
    page.entries.map(({ eventId }) => eventId),
  )
  showWorkspace(site, res, viewer, logAddress(home, wish), 'organizer/log', {
    ...frame,
    styles: ['workspace-team.css'],
    isWhole: reader.eventId === 'all',
    filter: await logFilter(read, reader, wish, home, viewer.language),
    entries: page.entries.map((entry) =>
      entryWords(entry, events.get(entry.eventId ?? 0), viewer.zone, viewer.language),
    ),
    newest: wish.before === undefined ? undefined : logAddress(home, { ...wish, before: undefined }),
    older: olderAddress(page, home, wish),
  })
}

function olderAddress({ entries, hasMore }: LogPage, home: string, wish: ReturnType<typeof wishOf>) {
  return hasMore ? logAddress(home, { ...wish, before: entries.at(-1)?.id }) : undefined
}
