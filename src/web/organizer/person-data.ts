import type { FormQuestion } from '../../domain/events/event.ts'
import type { Person } from '../../domain/registrations/person.ts'
import { describeInstant } from '../../platform/dates.ts'
import { languageName, type PhraseKey, phrase } from '../../platform/i18n.ts'
import type { TextInLanguage } from '../../platform/view-helpers.ts'
import { readerOf } from '../public/words.ts'
import type { Work } from './viewer.ts'

/** `list`: several values; `lines`: text with its breaks; `link`: what a press on it opens. */
type Entry = {
  label: TextInLanguage | string
  value?: TextInLanguage | string
  lines?: string
  list?: readonly (TextInLanguage | string)[]
  link?: string
}

/** Everything held about a person, in groups; what is empty is left out. */
export function heldData(person: Person, labels: readonly string[], work: Work) {
  const groups: { title: PhraseKey; entries: Entry[] }[] = [
    { title: 'organizer.person.reached', entries: reached(person, work) },
    { title: 'organizer.person.said', entries: said(person, work) },
    { title: 'organizer.person.questions', entries: answered(person, work) },
    { title: 'organizer.person.record', entries: record(person, labels, work) },
  ]
  const { language } = work.viewer
  return groups
    .map(({ title, entries }) => ({ title: phrase(language, title), entries: entries.filter(isFilled) }))
    .filter(({ entries }) => entries.length > 0)
}

function reached({ attendee }: Person, { viewer }: Work): Entry[] {
  const { email, phone } = attendee
  return [
    {
      label: phrase(viewer.language, 'column.phone'),
      value: phone,
      link: `tel:${phone.replace(/[^+\d]/g, '')}`,
    },
    {
      label: phrase(viewer.language, 'column.email'),
      value: email ?? '',
      link: `mailto:${encodeURIComponent(email ?? '')}`,
    },
  ]
}

function said({ attendee, consentPhotosAt, consentNewsAt }: Person, work: Work): Entry[] {
  const { language } = work.viewer
  const { organization, position, group, locality, guests, guest_names, note } = attendee
  return [
    { label: phrase(language, 'column.organization'), value: organization },
    { label: phrase(language, 'column.position'), value: position },
    {
      label: phrase(language, 'column.group'),
      value: group === '' ? '' : phrase(language, `group.${group}`),
    },
    { label: phrase(language, 'column.locality'), value: locality },
    { label: phrase(language, 'column.guests'), value: guests === 0 ? '' : String(guests) },
    { label: phrase(language, 'column.guest_names'), list: guest_names },
    { label: phrase(language, 'column.sessions'), list: sessionTitles(attendee.sessions, work) },
    { label: phrase(language, 'column.note'), lines: note },
    { label: phrase(language, 'column.consent_photos'), value: since(consentPhotosAt, work) },
    { label: phrase(language, 'column.consent_news'), value: since(consentNewsAt, work) },
  ]
}

/** Sessions that have since left the programme keep their id. */
function sessionTitles(ids: readonly string[], { event, viewer }: Work): (TextInLanguage | string)[] {
  const read = readerOf(event.document, viewer.language)
  return ids.map((id) => read(event.document.agenda.find((item) => item.id === id)?.title) ?? id)
}

function answered({ attendee }: Person, work: Work): Entry[] {
  const read = readerOf(work.event.document, work.viewer.language)
  return work.event.document.form.map((question) => ({
    label: read(question.label) ?? question.id,
    ...answerTo(question, attendee.answers, work),
  }))
}

function answerTo(
  { id }: FormQuestion,
  answers: Person['attendee']['answers'],
  { viewer }: Work,
): Omit<Entry, 'label'> {
  // Own properties only: a question may be called `constructor`.
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
  if (typeof answer === 'string') return { lines: answer }
  if (typeof answer === 'boolean') return { value: answer ? phrase(viewer.language, 'list.yes') : '' }
  return { list: answer ?? [] }
}

function record(person: Person, labels: readonly string[], work: Work): Entry[] {
  const { language } = work.viewer
  const { attendee, enteredBy, overLimitReason, holdUntil, updatedAt } = person
  return [
    { label: phrase(language, 'organizer.column.labels'), list: labels },
    { label: phrase(language, 'column.source'), value: phrase(language, `source.${attendee.source}`) },
    { label: phrase(language, 'organizer.person.entered-by'), value: enteredBy ?? '' },
    { label: phrase(language, 'organizer.person.over-limit'), lines: overLimitReason ?? '' },
    { label: phrase(language, 'organizer.person.registered'), value: since(attendee.registered_at, work) },
    {
      label: phrase(language, 'organizer.person.updated'),
      value: updatedAt === attendee.registered_at ? '' : since(updatedAt, work),
    },
    { label: phrase(language, 'organizer.person.held-until'), value: since(holdUntil, work) },
    { label: phrase(language, 'organizer.person.arrived'), value: since(attendee.checked_in_at, work) },
    {
      label: phrase(language, 'organizer.person.language'),
      value: languageName(attendee.language, language),
    },
  ]
}

function since(at: string | null, { event, viewer }: Work): string {
  return at === null ? '' : describeInstant(at, event.document.timezone, viewer.language)
}

function isFilled({ value = '', lines = '', list = [] }: Entry): boolean {
  return value !== '' || lines !== '' || list.length > 0
}
