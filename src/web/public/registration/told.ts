/** What a person has told, in words: under "What you sent", on one's own page, and where a form came too late. */
import { type EventDocument, type FormQuestion, inLanguage } from '../../../domain/events/event.ts'
import { isPhraseKey, type Language, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import type { TextInLanguage } from '../../../platform/view-helpers.ts'
import type { Fields } from '../../body.ts'
import { readerOf } from '../words.ts'
import { answerName } from './answer-field.ts'
import { allOf, firstOf, isTicked } from './form-view.ts'
import { sessionLines } from './session-choice.ts'

export type Told = { label: TextInLanguage; value: string }

/** The fields that hold something, in the order of the form; `fields` as the form sends them. */
export function toldWords(fields: Fields, document: EventDocument, language: Language): Told[] {
  const common = commonWords(fields, document, language).map(([key, value]) => ({
    label: { text: phrase(language, key), language },
    value,
  }))
  const answers = document.form.map((question) => answerWords(question, fields, document, language))
  return [...common, ...answers].filter(({ value }) => value !== '')
}

function commonWords(fields: Fields, document: EventDocument, language: Language): [PhraseKey, string][] {
  const agreed: [string, PhraseKey][] = [
    ['consent_photos', 'form.own-agreed-photos'],
    ['consent_news', 'form.own-agreed-news'],
  ]
  const consents = agreed.filter(([name]) => isTicked(fields[name])).map(([, key]) => phrase(language, key))
  return [
    ['public.form.name', firstOf(fields.name)],
    ['public.form.email', firstOf(fields.email)],
    ['public.own.answer', wordOf('public.form.answer', '-', fields.answer, language)],
    ['public.own.guests', guestWords(fields)],
    ['public.own.sessions', sessionLines(document, allOf(fields.sessions), language).join('\n')],
    ['public.form.organization', firstOf(fields.organization)],
    ['public.form.group', wordOf('group', '.', fields.group, language)],
    ['public.form.phone', firstOf(fields.phone)],
    ['public.form.position', firstOf(fields.position)],
    ['public.form.locality', firstOf(fields.locality)],
    ['public.form.note', firstOf(fields.note)],
    ['public.own.consents', consents.join('\n')],
  ]
}

/** The phrase of one of the words that a field may hold; empty for any other. */
function wordOf(area: string, sign: string, value: Fields[string], language: Language): string {
  const key = `${area}${sign}${firstOf(value)}`
  return isPhraseKey(key) ? phrase(language, key) : ''
}

function guestWords(fields: Fields): string {
  const number = firstOf(fields.guests)
  const names = firstOf(fields.guest_names)
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return [number === '0' ? '' : number, names.join(', ')].filter((part) => part !== '').join(': ')
}

function answerWords(
  question: FormQuestion,
  fields: Fields,
  document: EventDocument,
  language: Language,
): Told {
  const label = readerOf(document, language)(question.label) ?? { text: question.id, language }
  const sent = fields[answerName(question)]
  if (question.type === 'checkbox') return { label, value: isTicked(sent) ? '✓' : '' }
  // An option is kept in the event's language, whichever it was read in.
  const inReadersWords = (text: string) => {
    const option = question.options.find((one) => Object.values(one).includes(text))
    return option === undefined ? text.toWellFormed() : inLanguage(option, language, document.language).text
  }
  return { label, value: allOf(sent).map(inReadersWords).join('\n') }
}
