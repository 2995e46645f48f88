/** `/organize/events/{slug}/letters/{id}`: a letter before it is sent, while it goes out, and after. */
import type { Response } from 'express'
import { type Reach, reachOf } from '../../../domain/letters/reach.ts'
import {
  figuresOfLetter,
  type LetterFigures,
  subjectOf,
  type WrittenLetter,
} from '../../../domain/letters/written-letter.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventTitle } from '../event-frame.ts'
import { queryValue } from '../pages.ts'
import type { Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { letterAddress, lettersHome, onLetter } from './on-letter.ts'
import { previewOf } from './preview.ts'
import { isUnderWay, progressOf } from './progress.ts'
import { languageLines, leftOutWords } from './reach-words.ts'
import { selectionWords } from './selection-wish.ts'

export function showLetter(site: Site) {
  return onLetter(site, 'see-letters', (work, letter, req, res) =>
    showOne(site, res, work, letter, {
      to: queryValue(req, 'to'),
      done: queryValue(req, 'done'),
    }),
  )
}

export type LetterShown = {
  /** Reference of the recipient whose copy is looked at */
  to: string
  /** The end of a `writing.done.…` phrase */
  done?: string
  refusal?: string
  status?: number
}

export async function showOne(
  site: Site,
  res: Response,
  work: Work,
  letter: WrittenLetter,
  shown: LetterShown,
): Promise<void> {
  const { event, viewer, permission } = work
  const { read } = site.database
  const { language } = viewer
  const audience = { eventId: event.id, permission }
  const isDraft = letter.state === 'draft'
  const reach = isDraft ? await reachOf(read, audience, letter.selection) : undefined
  const figures = await figuresOfLetter(read, letter.id)
  const subject = subjectOf(letter, language)
  showWorkspace(site, res, viewer, letterAddress(work, letter.id), 'organizer/letters/letter', {
    ...eventFrame(work, 'letters'),
    styles: ['workspace-writing.css'],
    scripts: ['letters.js'],
    frames: true,
    status: shown.status ?? 200,
    title: `${subject}: ${eventTitle(work)}`,
    subject,
    back: lettersHome(work),
    notice: noticeOf(shown.done ?? '', work, letter, figures),
    refusal: shown.refusal,
    refresh: isUnderWay(letter, figures) ? 'live' : undefined,
    selection: selectionWords(letter.selection, work),
    hasInvitation: letter.hasInvitation,
    draft: reach && draftParts(letter, reach, work),
    progress: isDraft ? undefined : progressOf(site, letter, figures, work, site.clock()),
    preview: await previewOf(site, work, letter, shown.to),
    mayWrite: work.rights.has('write-letters'),
  })
}

function draftParts(letter: WrittenLetter, reach: Reach, work: Work) {
  const reader = work.viewer.language
  const { recipients } = reach
  return {
    count: phrase(reader, 'writing.goes-to', { n: recipients }),
    languages: languageLines(reach, letter, reader),
    leftOut: leftOutWords(reach, work),
    edit: `${letterAddress(work, letter.id)}/edit`,
    version: letter.version,
    digest: reach.digest,
    send: recipients === 0 ? undefined : phrase(reader, 'writing.send', { n: recipients }),
    test: phrase(reader, 'writing.test-to', { address: work.viewer.organizer.email }),
  }
}

const notices = ['tested', 'sent', 'stopped', 'resumed'] as const

/** Told only while it is true: the address may be opened again much later. */
function noticeOf(
  done: string,
  { viewer }: Work,
  letter: WrittenLetter,
  figures: LetterFigures,
): string | undefined {
  const { state } = letter
  const notice = notices.find((each) => each === done)
  if (notice === undefined) return undefined
  const isStopped = state === 'stopping' || state === 'stopped'
  if ((notice === 'sent' || notice === 'resumed') && (isStopped || !isUnderWay(letter, figures)))
    return undefined
  if (notice === 'stopped' && !isStopped) return undefined
  return phrase(viewer.language, `writing.done.${notice}`, { address: viewer.organizer.email })
}
