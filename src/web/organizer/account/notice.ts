import type { Request } from 'express'
import { isPhraseKey, type Language, phrase } from '../../../platform/i18n.ts'
import { queryValue } from '../pages.ts'

/** What was done on the page before, in a sentence. */
export function doneNotice(req: Request, language: Language): string | undefined {
  const key = `security.done.${queryValue(req, 'done')}`
  return isPhraseKey(key) ? phrase(language, key) : undefined
}
