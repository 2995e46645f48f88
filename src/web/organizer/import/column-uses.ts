/** What a column of a list can hold. */
import { type EventDocument, inLanguage } from '../../../domain/events/event.ts'
import { type Language, type PhraseKey, phrase } from '../../../platform/i18n.ts'

/** In the order in which they are offered; a use for each question of the event follows. */
export const plainUses = [
  'name',
  'first_name',
  'middle_name',
  'family_name',
  'email',
  'phone',
  'organization',
  'position',
  'group',
  'locality',
  'guests',
  'guest_names',
  'sessions',
  'language',
  'status',
  'registered_at',
  'checked_in_at',
  'note',
  'consent_photos',
  'consent_news',
] as const
export type PlainUse = (typeof plainUses)[number]

/** A plain use, `answers.ID`, or empty for what is left out. */
export type ColumnUse = string

export const leftOut: ColumnUse = ''

export function answerUse(question: string): ColumnUse {
  return `answers.${question}`
}

export function usesOf({ form }: EventDocument): ColumnUse[] {
  return [...plainUses, ...form.map(({ id }) => answerUse(id))]
}

const ownLabels: Readonly<Partial<Record<PlainUse, PhraseKey>>> = {
  first_name: 'lists.column.first-name',
  middle_name: 'lists.column.middle-name',
  family_name: 'lists.column.family-name',
  language: 'organizer.person.language',
}

export function useLabel(use: ColumnUse, document: EventDocument, language: Language): string {
  const plain = plainUses.find((one) => one === use)
  if (plain !== undefined) return phrase(language, ownLabels[plain] ?? labelKey(plain))
  const question = document.form.find(({ id }) => answerUse(id) === use)
  return question === undefined ? '' : inLanguage(question.label, language, document.language).text
}

function labelKey(use: PlainUse): PhraseKey {
  if (use === 'first_name' || use === 'middle_name' || use === 'family_name') return 'column.name'
  return `column.${use}`
}

/** `A`, `B`, … `AA`: what spreadsheets call a column. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}
