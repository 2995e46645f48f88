import type { OutboxRow } from '../../../domain/letters/outbox-page.ts'
import { subjectOf, type WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import { instantWords } from '../instant-words.ts'
import { reasonWords } from '../reason-words.ts'
import type { Work } from '../viewer.ts'
import { kindWords, stateMarks, stateWords } from './letter-words.ts'

/** Each letter with what became of it, in plain words. */
export function outboxRows(
  site: Site,
  rows: readonly OutboxRow[],
  written: readonly { letter: WrittenLetter }[],
  work: Work,
) {
  const { viewer, event, rights } = work
  const { language } = viewer
  return rows.map((row) => {
    const letter = written.find((each) => each.letter.id === row.letterId)?.letter
    return {
      id: row.id,
      name: row.toName || row.toEmail,
      email: row.toName === '' ? undefined : row.toEmail,
      href: row.reference === null ? undefined : `${eventHome(event)}/people/${row.reference}`,
      kind: kindWords(row.kind, language),
      subject: letter && subjectOf(letter, language),
      // A letter that was overtaken and one that was stopped are told apart by the reason beside it.
      state:
        row.state === 'dropped'
          ? phrase(language, 'writing.not-sent')
          : stateWords(site, row.state, language),
      mark: stateMarks[row.state],
      isFailed: row.state === 'failed',
      reason: row.state === 'sent' || row.reason === null ? undefined : reasonWords(row.reason, language),
      next: nextTry(row, work),
      when: instantWords(row.sentAt ?? row.createdAt, event.document.timezone, language),
      resend: row.state === 'failed' && rights.has('write-letters'),
    }
  })
}

/** Told once a try has failed; before that it leaves as soon as its turn comes. */
function nextTry({ state, attempts, dueAt }: OutboxRow, { event, viewer }: Work): string | undefined {
  if (state !== 'waiting' || attempts === 0) return undefined
  const when = describeInstant(dueAt, event.document.timezone, viewer.language)
  return phrase(viewer.language, 'organizer.letter.next-try', { n: attempts, when })
}
