import { type LetterFigures, subjectOf, type WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { phrase } from '../../../platform/i18n.ts'
import { instantWords } from '../instant-words.ts'
import type { Work } from '../viewer.ts'
import { letterAddress } from './on-letter.ts'
import { isUnderWay } from './progress.ts'

type Listed = { letter: WrittenLetter; figures: LetterFigures }

/** The letters written to many, newest first; who may not write sees no drafts. */
export function letterRows(written: readonly Listed[], work: Work) {
  const { viewer, event, rights } = work
  const { language } = viewer
  return written
    .filter(({ letter }) => letter.state !== 'draft' || rights.has('write-letters'))
    .map(({ letter, figures }) => ({
      href: letterAddress(work, letter.id),
      subject: subjectOf(letter, language),
      by: letter.by,
      isDraft: letter.state === 'draft',
      ...standing({ letter, figures }, work),
      ...figures,
      recipients: letter.recipients,
      when: instantWords(letter.sentAt ?? letter.updatedAt, event.document.timezone, language),
    }))
}

function standing({ letter, figures }: Listed, { viewer }: Work) {
  const say = (key: 'draft' | 'going' | 'stopped' | 'done') =>
    phrase(viewer.language, `writing.standing.${key}`)
  if (letter.state === 'draft') return { mark: 'ring', standing: say('draft') }
  if (letter.state === 'stopping' || letter.state === 'stopped')
    return { mark: 'dash', standing: say('stopped') }
  return isUnderWay(letter, figures)
    ? { mark: 'half', standing: say('going') }
    : { mark: 'full', standing: say('done') }
}
