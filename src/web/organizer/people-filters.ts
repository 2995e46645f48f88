import type { FormQuestion } from '../../domain/events/event.ts'
import { isNarrowing } from '../../domain/registrations/list/facets.ts'
import { languageName, languages, phrase } from '../../platform/i18n.ts'
import { optionValue } from '../public/registration/answer-field.ts'
import { readerOf } from '../public/words.ts'
import { eventHome } from './event-frame.ts'
import { statuses } from './figure-words.ts'
import { filterQuery, type PeopleWish, sources } from './people-wish.ts'
import type { Work } from './viewer.ts'

type Option = { value: string; label: string }
type Labels = readonly { label: string }[]

/** The search field and the choices beside it; a choice that the event does not have is left out. */
export function filterFields(wish: PeopleWish, work: Work, labels: Labels = []) {
  const { filter, sort, isReversed } = wish
  const { event, viewer, rights } = work
  const { language } = viewer
  const chosen = filterQuery(filter)
  const choice = (name: string, label: string, options: readonly Option[]) => ({
    name,
    id: `filter-${name}`,
    label,
    options: options.map((option) => ({ ...option, selected: option.value === chosen.get(name) })),
  })
  const status = choice(
    'status',
    phrase(language, 'column.status'),
    statuses.map((value) => ({ value, label: phrase(language, `status.${value}`) })),
  )
  const more = rights.has('see-people') ? moreChoices(labels, work, choice) : []
  const folded = more.slice(2)
  return {
    action: eventHome(event),
    words: filter.words ?? '',
    sort: sort === 'name' ? undefined : sort,
    order: isReversed ? 'down' : undefined,
    choices: [status, ...more],
    shown: [status, ...more.slice(0, 2)],
    more: folded,
    isMoreChosen: folded.some(({ options }) => options.some(({ selected }) => selected)),
  }
}

type Choice<Made> = (name: string, label: string, options: readonly Option[]) => Made

/** Those that are used most come first: two of them are always seen. */
function moreChoices<Made extends { options: readonly unknown[] }>(
  labels: Labels,
  work: Work,
  choice: Choice<Made>,
): Made[] {
  const { document } = work.event
  const { language } = work.viewer
  const read = readerOf(document, language)
  const groups = document.registration.groups.map((value) => ({
    value,
    label: phrase(language, `group.${value}`),
  }))
  const sessions = document.agenda
    .filter(({ signup }) => signup)
    .map(({ id, title }) => ({ value: id, label: read(title)?.text ?? id }))
  const all = [
    choice('group', phrase(language, 'column.group'), groups),
    choice('session', phrase(language, 'sheet.session'), sessions),
    choice(
      'label',
      phrase(language, 'organizer.filter.label'),
      labels.map(({ label }) => ({ value: label, label })),
    ),
    choice(
      'source',
      phrase(language, 'column.source'),
      sources.map((value) => ({ value, label: phrase(language, `source.${value}`) })),
    ),
    choice(
      'language',
      phrase(language, 'column.language'),
      languages.map((value) => ({ value, label: languageName(value, language) })),
    ),
    choice(
      'answer',
      phrase(language, 'organizer.filter.answer'),
      document.form.flatMap((question) => answers(question, work)),
    ),
    ...yesChoices(work, choice),
  ]
  return all.filter(({ options }) => options.length > 0)
}

function answers(question: FormQuestion, { event, viewer }: Work): Option[] {
  if (!isNarrowing(question.type)) return []
  const { id, type, options } = question
  const read = readerOf(event.document, viewer.language)
  const label = read(question.label)?.text ?? id
  const yes = { value: `${id}=yes`, label: `${label}: ${phrase(viewer.language, 'list.yes')}` }
  if (type === 'checkbox') return [yes]
  return options.map((option) => ({
    value: `${id}=${optionValue(option, event.document)}`,
    label: `${label}: ${read(option)?.text ?? ''}`,
  }))
}

function yesChoices<Made>({ viewer }: Work, choice: Choice<Made>): Made[] {
  const { language } = viewer
  return [
    choice('arrived', phrase(language, 'organizer.filter.arrived'), [
      { value: 'yes', label: phrase(language, 'organizer.filter.arrived-yes') },
      { value: 'no', label: phrase(language, 'organizer.filter.arrived-no') },
    ]),
    choice('undelivered', phrase(language, 'organizer.filter.letters'), [
      { value: '1', label: phrase(language, 'organizer.filter.undelivered') },
    ]),
    choice('email', phrase(language, 'column.email'), [
      { value: 'no', label: phrase(language, 'organizer.filter.no-email') },
    ]),
    choice('noted', phrase(language, 'column.note'), [
      { value: '1', label: phrase(language, 'organizer.filter.noted') },
    ]),
  ]
}
