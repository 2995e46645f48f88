/** What the form says after it was saved. */
import type { Request } from 'express'
import { phrase } from '../../../platform/i18n.ts'
import { queryValue } from '../pages.ts'
import type { Work } from '../viewer.ts'

export function editNotice({ event, viewer }: Work, req: Request) {
  const { language } = viewer
  const done = queryValue(req, 'done')
  const link = {
    href: `/${language}/events/${event.slug}`,
    label: phrase(language, 'announcement.published-see'),
  }
  if (done === 'published') return { words: phrase(language, 'announcement.published'), link }
  if (done !== 'saved') return undefined
  if (event.document.status === 'draft') return { words: phrase(language, 'announcement.saved-draft') }
  return { words: phrase(language, 'announcement.saved'), link }
}
