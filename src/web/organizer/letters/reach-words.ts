import type { Reach } from '../../../domain/letters/reach.ts'
import { leaveOuts } from '../../../domain/letters/selection.ts'
import type { WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { type Language, languageName, phrase } from '../../../platform/i18n.ts'
import { eventHome } from '../event-frame.ts'
import type { Work } from '../viewer.ts'

/** A line for each reason for which somebody gets no letter; who has no address is to be looked at and called. */
export function leftOutWords({ leftOut }: Reach, { event, viewer }: Work) {
  return leaveOuts
    .filter((why) => leftOut[why] > 0)
    .map((why) => ({
      words: phrase(viewer.language, `writing.left-out.${why}`, { n: leftOut[why] }),
      href: why === 'no-address' ? `${eventHome(event)}?email=no` : undefined,
    }))
}

/** "120 people get it in Bulgarian", and who reads something else and what they get. */
export function languageLines(
  { languages }: Reach,
  { texts, fallback }: Pick<WrittenLetter, 'texts' | 'fallback'>,
  reader: Language,
): string[] {
  const most = [...languages].sort(([, a], [, b]) => b - a)
  return most.map(([code, n]) => {
    const names = { n, language: languageName(code, reader), fallback: languageName(fallback, reader) }
    return phrase(reader, Object.hasOwn(texts, code) ? 'writing.in-own' : 'writing.in-fallback', names)
  })
}
