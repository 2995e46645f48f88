/** One letter of an event, for whoever may see it or write it; and where its pages are. */
import type { Request, Response } from 'express'
import { findWritten, type WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import { onEvent, type Work } from '../viewer.ts'

type LetterHandler = (work: Work, letter: WrittenLetter, req: Request, res: Response) => void | Promise<void>

/** A letter of this event, for whoever has the right; a draft is for those who write. */
export function onLetter(site: Site, right: 'see-letters' | 'write-letters', handler: LetterHandler) {
  return onEvent(site, right, async (work, req, res) => {
    const letter = await letterOf(site, work, Number(req.params.letter))
    const isHidden = letter?.state === 'draft' && !work.rights.has('write-letters')
    if (letter === undefined || isHidden) return showError(site, req, res, 404)
    await handler(work, letter, req, res)
  })
}

async function letterOf(site: Site, { event, permission }: Work, id: number) {
  if (!Number.isSafeInteger(id) || id < 1) return undefined
  return findWritten(site.database.read, { eventId: event.id, permission }, id)
}

export function writerOf({ event, permission }: Work) {
  return { eventId: event.id, permission }
}

export function lettersHome({ event }: Pick<Work, 'event'>): string {
  return `${eventHome(event)}/letters`
}

export function letterAddress(work: Pick<Work, 'event'>, id: number): string {
  return `${lettersHome(work)}/${id}`
}
