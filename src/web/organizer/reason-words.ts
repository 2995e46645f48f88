import { isPhraseKey, type Language, phrase } from '../../platform/i18n.ts'

/** Why a letter did not arrive. A reason that an older version wrote may have no words any more. */
export function reasonWords(reason: string, language: Language): string | undefined {
  const key = `letter-reason.${reason}`
  return isPhraseKey(key) ? phrase(language, key) : undefined
}
