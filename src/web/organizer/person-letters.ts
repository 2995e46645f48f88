import type { Letter, Person } from '../../domain/registrations/person.ts'
import { describeInstant } from '../../platform/dates.ts'
import { phrase } from '../../platform/i18n.ts'
import type { Site } from '../site.ts'
import { kindWords, stateMarks, stateWords } from './letters/letter-words.ts'
import { reasonWords } from './reason-words.ts'
import type { Work } from './viewer.ts'

/** The letters to a person, newest first, each with what became of it. */
export function personLetters(site: Site, { letters }: Person, work: Work) {
  return letters.map((letter) => ({
    kind: kindWords(letter.kind, work.viewer.language),
    to: letter.to_email,
    state: stateWords(site, letter.state, work.viewer.language),
    mark: stateMarks[letter.state],
    isFailed: letter.state === 'failed',
    when: momentOf(letter, work),
    reason:
      letter.state === 'sent' ? undefined : letter.reason && reasonWords(letter.reason, work.viewer.language),
    next: nextTry(letter, work),
  }))
}

function momentOf({ sent_at, created_at }: Letter, { event, viewer }: Work) {
  const at = sent_at ?? created_at
  return { iso: at, words: describeInstant(at, event.document.timezone, viewer.language) }
}

/** Told once a try has failed; before that it leaves within seconds. */
function nextTry({ state, attempts, due_at }: Letter, { event, viewer }: Work): string | undefined {
  if (state !== 'waiting' || attempts === 0) return undefined
  const when = describeInstant(due_at, event.document.timezone, viewer.language)
  return phrase(viewer.language, 'organizer.letter.next-try', { n: attempts, when })
}
