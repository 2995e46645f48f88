/** One try of one letter: written anew, handed to the mailer, classed. */
import type { Database } from '../database/database.ts'
import { unwantedReason } from '../domain/outbox/written.ts'
import type { ClaimedLetter, RenderLetter } from '../domain/registrations/due-letters.ts'
import type { Log } from '../platform/log.ts'
import type { Mailer } from '../platform/mailer.ts'
import { projectShelf } from './project-shelf.ts'
import type { LetterOutcome } from './settle-letter.ts'

export type AttemptParts = { database: Database; mailer: Mailer; render: RenderLetter; log: Log }

/** No letter is allowed more; a server that trickles must not hold a connection for ever. */
const letterMilliseconds = 300_000

/** Never throws. When `broken` is aborted, what is under way ends as `stopped`. */
export function attemptWith({ database, mailer, render, log }: AttemptParts, broken: AbortSignal) {
  const projectOf = projectShelf(database)
  return async (letter: ClaimedLetter): Promise<LetterOutcome> => {
    try {
      const unwanted = unwantedOf(letter)
      if (unwanted !== undefined) return { outcome: 'unwanted', reason: unwanted, replyCode: null }
      const message = render(letter, await projectOf(letter.event))
      const limit = AbortSignal.any([broken, AbortSignal.timeout(letterMilliseconds)])
      const outcome = await mailer.send(message, limit)
      return broken.aborted && outcome.outcome === 'retry' ? stopped : outcome
    } catch (error) {
      log.error(
        { letter: letter.id, kind: letter.kind, error: stackOf(error) },
        'a letter could not be written',
      )
      return unwritten
    }
  }
}

/** Stopped since it was put into the outbox, or its reader has gone. */
function unwantedOf({ kind, written, registration }: ClaimedLetter) {
  return kind === 'letter' && written !== null ? unwantedReason(written, registration) : undefined
}

const stopped: LetterOutcome = { outcome: 'stopped', reason: 'connection-cut', replyCode: null }
const unwritten: LetterOutcome = { outcome: 'unwritten', reason: 'cannot-render', replyCode: null }

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
