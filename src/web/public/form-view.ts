/** The confirmation form as its template wants it: every field with its words, what was typed, and what is wrong. */
import type { AgendaItem, EventDocument, FormQuestion } from '../../domain/events/event.ts'
import type { EventState, Places } from '../../domain/events/event-record.ts'
import { describeDay, describeHours } from '../../platform/dates.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import type { Fields } from '../body.ts'
import { fieldId, type Mistake, shownMistakes } from '../mistakes.ts'
import { answerName, optionValue } from './answer-field.ts'
import { sessionPlaces, sessionPlacesLeft } from './timetable.ts'
import { readerOf } from './words.ts'

export type Typed = { fields: Fields; mistakes: readonly Mistake[] }

export const nothingTyped: Typed = { fields: {}, mistakes: [] }

export function formView({ event, places }: EventState, { fields, mistakes }: Typed, language: Language) {
  const { document } = event
  const { guests, groups } = document.registration
  const shown = shownMistakes(mistakes, language)
  const wrong = Object.fromEntries(shown.map(({ field, text }) => [field, text]))
  return {
    mistakes: shown,
    wrong,
    typed: typedOf(fields),
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
    sessions: sessionSlots(document, places, fields, language),
    questions: document.form.map((question) => questionView(question, document, fields, wrong, language)),
    consents: { photos: isTicked(fields.consent_photos), news: isTicked(fields.consent_news) },
  }
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

function allOf(value: Fields[string]): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

function isTicked(value: Fields[string]): boolean {
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

/** Sessions that begin together share a line; full ones are there, named so, and cannot be chosen. */
function sessionSlots(document: EventDocument, places: Places, fields: Fields, language: Language) {
  const offered = document.agenda.filter(({ signup }) => signup)
  const chosen = new Set(allOf(fields.sessions))
  const first = offered[0]?.id
  const days = new Set(offered.map(({ day }) => day)).size
  const slots = Map.groupBy(offered, ({ day, starts }) => `${day}T${starts}`)
  return [...slots]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, items]) => ({
      hours: slotHours(items, days > 1, language),
      sessions: items.map((item) =>
        sessionChoice(item, document, places, chosen.has(item.id), language, first),
      ),
    }))
}

function slotHours(items: readonly AgendaItem[], namesDay: boolean, language: Language): string {
  const [item] = items
  if (item === undefined) return ''
  const ends = items.every((other) => other.ends === item.ends) ? item.ends : undefined
  const hours = describeHours(item.starts, ends, language)
  return namesDay ? `${describeDay(item.day, language).full}, ${hours}` : hours
}

function sessionChoice(
  item: AgendaItem,
  document: EventDocument,
  places: Places,
  checked: boolean,
  language: Language,
  first: string | undefined,
) {
  const read = readerOf(document, language)
  const isFull = sessionPlacesLeft(item.id, places) === 0
  return {
    value: item.id,
    id: item.id === first ? 'sessions' : `session-${item.id}`,
    title: read(item.title),
    room: read(item.room),
    places: isFull ? phrase(language, 'public.form.session-full') : sessionPlaces(item.id, places, language),
    // One who holds a place there already may keep it.
    disabled: isFull && !checked,
    checked,
  }
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
