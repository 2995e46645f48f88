/** The confirmation form as its template wants it: every field with its words, what was typed, and what is wrong. */
import type { EventDocument, FormQuestion } from '../../../domain/events/event.ts'
import type { EventState } from '../../../domain/events/event-record.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import { fieldId, type Mistake, shownMistakes } from '../../mistakes.ts'
import { readerOf } from '../words.ts'
import { suggestedAddress } from './address-slips.ts'
import { answerName, optionValue } from './answer-field.ts'
import { sessionSlots } from './session-choice.ts'

export type Typed = { fields: Fields; mistakes: readonly Mistake[] }

export const nothingTyped: Typed = { fields: {}, mistakes: [] }

export function formView({ event, places }: EventState, { fields, mistakes }: Typed, language: Language) {
  const { document } = event
  const { guests, groups } = document.registration
  const meant = meantAddress(fields, language)
  const ordered = inFormOrder(mistakes, document)
  const shown = shownMistakes(beside(meant, ordered), language)
  const slots = sessionSlots({ document, places, chosen: new Set(allOf(fields.sessions)), language })
  const wrong = Object.fromEntries(shown.map(({ field, text }) => [field, text]))
  return {
    mistakes: shown,
    wrong,
    typed: typedOf(fields),
    meant,
    isMoreOpen: moreFields.some((name) => firstOf(fields[name]) !== '' || wrong[name] !== undefined),
    answers: answerChoices(fields, language),
    groups: groups.map((group) => ({
      value: group,
      label: phrase(language, `group.${group}`),
      selected: fields.group === group,
    })),
    guests:
      guests === 0
        ? undefined
        : { most: guests, help: phrase(language, 'public.form.guests-help', { n: guests }) },
    sessions: slots,
    // One choice in all: the question is asked of one session.
    isOneSession: slots.length === 1,
    questions: document.form.map((question) => questionView(question, document, fields, wrong, language)),
    consents: { photos: isTicked(fields.consent_photos), news: isTicked(fields.consent_news) },
  }
}

/** The summary leads through the form from top to bottom; fields that only organizers have stand above it. */
function inFormOrder(mistakes: readonly Mistake[], { form }: EventDocument): Mistake[] {
  const order = [
    ...['name', 'email', 'answer', 'guests', 'guest_names', 'sessions'],
    ...form.map(answerName),
    ...['organization', 'group', 'note', 'phone', 'position', 'locality', 'consent_photos', 'consent_news'],
  ]
  return mistakes.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
}

/** What is folded away until somebody wants to tell it, or has told it. */
const moreFields = ['phone', 'position', 'locality']

/** The address that was probably meant, to be ticked; one that is right stays as it is. */
export function meantAddress(fields: Fields, language: Language) {
  const meant = suggestedAddress(firstOf(fields.email))
  return meant && { address: meant, words: phrase(language, 'form.suggest-use', { address: meant }) }
}

/** Where the address that was meant stands below the field, what was wrong with the other need not be spelt out. */
export function beside(meant: object | undefined | '', mistakes: readonly Mistake[]): Mistake[] {
  return mistakes.map((mistake) =>
    meant && mistake.field === 'email' ? { ...mistake, key: 'form.mistake.address-check' } : mistake,
  )
}

/** The fields with the address that was ticked as the right one, where it is the one that we suggested. */
export function withMeantAddress(fields: Fields): Fields {
  const { use_email: ticked, ...sent } = fields
  return ticked !== undefined && ticked === suggestedAddress(firstOf(fields.email))
    ? { ...sent, email: ticked }
    : fields
}

/** Only the fields that the form has, each as one text. */
function typedOf(fields: Fields): Record<string, string> {
  const names = [
    'name',
    'email',
    'phone',
    'organization',
    'position',
    'locality',
    'guests',
    'guest_names',
    'note',
  ]
  return Object.fromEntries(names.map((name) => [name, firstOf(fields[name])]))
}

export function firstOf(value: Fields[string]): string {
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).toWellFormed()
}

export function allOf(value: Fields[string]): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

export function isTicked(value: Fields[string]): boolean {
  return !['', 'off', 'no', 'false', '0'].includes(firstOf(value))
}

function answerChoices(fields: Fields, language: Language) {
  const chosen = firstOf(fields.answer) || 'yes'
  return (['yes', 'maybe', 'no'] as const).map((value) => ({
    value,
    id: value === 'yes' ? 'answer' : `answer-${value}`,
    label: phrase(language, `public.form.answer-${value}`),
    checked: value === chosen,
  }))
}

function questionView(
  question: FormQuestion,
  document: EventDocument,
  fields: Fields,
  wrong: Record<string, string>,
  language: Language,
) {
  const name = answerName(question)
  const read = readerOf(document, language)
  const typed = allOf(fields[name])
  const id = fieldId(name)
  return {
    name,
    id,
    type: question.type,
    label: read(question.label),
    optional: !question.required,
    value: firstOf(fields[name]),
    checked: isTicked(fields[name]),
    mistake: wrong[name],
    options: question.options.map((option, index) => ({
      id: index === 0 ? id : `${id}-${index}`,
      value: optionValue(option, document),
      label: read(option),
      chosen: Object.values(option).some((text) => typed.includes(text)),
    })),
  }
}
