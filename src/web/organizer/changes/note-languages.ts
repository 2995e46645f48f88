import { isLanguage, type Language, languages } from '../../../platform/i18n.ts'
import type { Asked } from './show-change.ts'

/** In which the organizer may add a sentence: those of the letters, and the event's own; its own first. */
export function noteLanguages({ after, consequences }: Pick<Asked, 'after' | 'consequences'>): Language[] {
  const own = after.document.language
  const read = consequences.languages.map(({ language }) => language)
  const wanted = languages.filter((language) => language !== own && read.includes(language))
  const first: Language[] = isLanguage(own) ? [own] : []
  return first.length + wanted.length === 0 ? ['en'] : [...first, ...wanted]
}
