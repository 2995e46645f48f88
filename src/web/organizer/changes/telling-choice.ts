/** What an organizer chooses about telling people, as the form sends it. */
import type { Text } from '../../../domain/events/event.ts'
import type { PhraseKey } from '../../../platform/i18n.ts'
import { cleanLines } from '../../../platform/text.ts'
import type { Fields } from '../../body.ts'
import type { Mistake } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import { noteLanguages } from './note-languages.ts'
import type { Asked } from './show-change.ts'

export type TypedChoice = {
  fields: Fields
  isQuiet: boolean
  note: Text
  mistakes: readonly Mistake[]
  refused?: 'conflict' | 'unknown' | 'people-registered' | 'mistakes' | string
}

export const nothingChosen: TypedChoice = { fields: {}, isQuiet: false, note: {}, mistakes: [] }

const longestNote = 1000

export function readChoice(fields: Fields, asked: Asked): TypedChoice {
  const isQuiet = firstOf(fields.tell) === 'no'
  const note = noteIn(fields, asked)
  return { fields, isQuiet, note, mistakes: mistakesIn(fields, asked, isQuiet, note) }
}

function noteIn(fields: Fields, asked: Asked): Text {
  const typed = noteLanguages(asked).map((language) => [
    language,
    cleanLines(firstOf(fields[`note-${language}`]), longestNote + 1),
  ])
  return Object.fromEntries(typed.filter(([, text]) => text !== ''))
}

function mistakesIn(fields: Fields, asked: Asked, isQuiet: boolean, note: Text): Mistake[] {
  const tooLong = Object.entries(note).filter(([, text]) => text.length > longestNote)
  const [first = ''] = noteLanguages(asked)
  const needsReason = isCancelled(asked) && !isQuiet && asked.consequences.letters.length > 0
  const missing = (field: string, key: PhraseKey): Mistake[] => [{ field, key }]
  return [
    ...tooLong.map(([language]) => ({
      field: `note-${language}`,
      key: 'public.mistake.too-long' as const,
      values: { n: longestNote },
    })),
    ...(needsReason && Object.keys(note).length === 0
      ? missing(`note-${first}`, 'changes.reason.missing')
      : []),
    ...(isQuiet && firstOf(fields.sure) !== 'yes' ? missing('sure', 'changes.tell.sure-missing') : []),
  ]
}

export function isCancelled({ after }: Pick<Asked, 'after'>): boolean {
  return after.document.status === 'cancelled'
}
