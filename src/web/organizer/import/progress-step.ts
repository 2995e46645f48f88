import type { Response } from 'express'
import type { ListImport } from '../../../domain/registrations/import/list-import.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventTitle } from '../event-frame.ts'
import type { Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import type { Progress } from './list-jobs.ts'
import { listAddress, stepsOf } from './new-list.ts'

/** How far the work is. The page asks again by itself, with a script more often. */
export function showProgress(
  site: Site,
  res: Response,
  work: Work,
  list: ListImport,
  progress: Progress | undefined,
): void {
  const { language } = work.viewer
  const state = list.state === 'checking' || list.state === 'undoing' ? list.state : 'storing'
  const heading = phrase(language, `lists.progress.${state}`)
  const address = listAddress(work, list.id)
  // The header works where scripts do not, and needs no element that is forbidden in the body.
  res.set('Refresh', `2; url=${address}`)
  showWorkspace(site, res, work.viewer, address, 'organizer/import/progress', {
    ...eventFrame(work, 'people'),
    title: `${heading}: ${eventTitle(work)}`,
    heading,
    styles: ['workspace-lists.css'],
    scripts: ['lists.js'],
    steps: stepsOf(state === 'checking' ? 'check' : 'done', language),
    list: { name: list.fileName, address },
    share: progress === undefined ? undefined : shareOf(progress),
    words:
      progress === undefined ? undefined : phrase(language, 'lists.progress.share', { n: shareOf(progress) }),
  })
}

function shareOf({ done, of }: Progress): number {
  return of === 0 ? 0 : Math.min(100, Math.round((done / of) * 100))
}
