/** What the form says after it was saved. */
import type { Request } from 'express'
import { figuresOfList } from '../../../domain/registrations/figures.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { queryValue } from '../pages.ts'
import type { Work } from '../viewer.ts'

export async function editNotice(site: Site, { event, viewer }: Work, req: Request) {
  const { language } = viewer
  const done = queryValue(req, 'done')
  const link = {
    href: `/${language}/events/${event.slug}`,
    label: phrase(language, 'announcement.published-see'),
  }
  if (done === 'published') return { words: phrase(language, 'announcement.published'), link }
  if (done !== 'saved') return undefined
  if (event.document.status === 'draft') return { words: phrase(language, 'announcement.saved-draft') }
  const figures = await figuresOfList(site.database.read, event.id)
  const over = figures?.capacity ? figures.coming + figures.held - figures.capacity : 0
  return {
    words: phrase(language, 'announcement.saved'),
    // Whoever lowers the number of places below those who come takes nobody's place away, and ought to know it.
    over: over > 0 ? phrase(language, 'organizer.figure.over', { n: over }) : undefined,
    link,
  }
}
