import type { LetterState } from '../../../database/tables.ts'
import { isPhraseKey, type Language, phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'

/** What kind of letter it is. One that a newer program writes has no words here. */
export function kindWords(kind: string, language: Language): string {
  const [own, other] = [`organizer.letter.${kind}`, `writing.kind.${kind}`]
  if (isPhraseKey(own)) return phrase(language, own)
  return isPhraseKey(other) ? phrase(language, other) : kind
}

/** The shape that goes with a state, so that colour never speaks alone. */
export const stateMarks: Readonly<Record<LetterState, string>> = {
  sent: 'full',
  waiting: 'half',
  failed: 'cross',
  dropped: 'dash',
}

/** Without a mail server letters are kept on this machine, and none leaves it. */
export function keeps({ settings }: Site): boolean {
  return settings.keptMail !== null
}

export function stateWords(site: Site, state: LetterState, language: Language): string {
  return phrase(language, state === 'sent' && keeps(site) ? 'letter-state.kept' : `letter-state.${state}`)
}
