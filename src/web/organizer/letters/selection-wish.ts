/** To whom a letter goes, as a form or an address asks for it, and in words. */
import type { Request } from 'express'
import type { EventDocument } from '../../../domain/events/event.ts'
import type { Selection } from '../../../domain/letters/selection.ts'
import { isLanguage, languageName, languages, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { statuses } from '../figure-words.ts'
import { filterFields } from '../people-filters.ts'
import { exportQuery, type PeopleWish, peopleWish } from '../people-wish.ts'
import type { Work } from '../viewer.ts'

/** A query or a form: the same names in both, and the same as in the list of people. */
export type Asked = Readonly<Record<string, string | readonly string[] | undefined>>

/** More than a page of the list can tick, less than a statement may hold. */
const mostPicked = 2000

/** Words that mean nothing here ask for nothing. */
export function selectionOf(asked: Asked, document: EventDocument): Selection {
  // The list of people reads its filter from a query, and nothing else of the request.
  const { filter } = peopleWish({ query: asked } as unknown as Request, document)
  const { status: _one, ...rest } = filter
  const wanted = statuses.filter((status) => valuesOf(asked, 'status').includes(status))
  const [language = ''] = valuesOf(asked, 'language')
  const [arrived = ''] = valuesOf(asked, 'arrived')
  const ids = pickedIds(valuesOf(asked, 'ids'))
  return {
    ...rest,
    ...(wanted.length === 0 ? {} : { statuses: wanted }),
    ...(isLanguage(language) ? { language } : {}),
    ...(arrived === 'yes' || arrived === 'no' ? { arrived: arrived === 'yes' } : {}),
    ...(ids.length === 0 ? {} : { ids }),
  }
}

function valuesOf(asked: Asked, name: string): readonly string[] {
  const value = asked[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** Each by itself from a list, or all in one field of a form, which holds so many fields and no more. */
function pickedIds(values: readonly string[]): number[] {
  const ids = values
    .flatMap((value) => value.split(','))
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0)
  return [...new Set(ids)].slice(0, mostPicked)
}

/** The fields that choose them, as the form shows them. */
export function selectionFields(selection: Selection, work: Work) {
  const { statuses: wanted = [], language, arrived, ids = [], ...filter } = selection
  const wish = wishOf(selection)
  const reader = work.viewer.language
  const { choices } = filterFields(wish, work)
  const answers = [
    { value: 'yes', label: phrase(reader, 'writing.arrived.yes') },
    { value: 'no', label: phrase(reader, 'writing.arrived.no') },
  ]
  const selects = [
    ...choices.filter(({ name }) => !hasOwnField.has(name)),
    {
      ...select('language', 'organizer.person.language', reader),
      options: languages.map((code) => ({
        value: code,
        label: languageName(code, reader),
        selected: code === language,
      })),
    },
    {
      ...select('arrived', 'organizer.person.arrived', reader),
      options: answers.map((each) => ({
        ...each,
        selected: arrived !== undefined && (each.value === 'yes') === arrived,
      })),
    },
  ]
  return {
    words: filter.words ?? '',
    statuses: statuses.map((value) => ({
      value,
      id: `status-${value}`,
      label: phrase(reader, `status.${value}`),
      checked: wanted.includes(value),
    })),
    selects,
    isUndelivered: filter.undelivered === true,
    ids: ids.join(','),
    picked: ids.length === 0 ? undefined : phrase(reader, 'writing.picked', { n: ids.length }),
    hidden: unseen(wish, ['q', 'undelivered', ...selects.map(({ name }) => String(name))]),
  }
}

/** Those that are asked for here in another way */
const hasOwnField: ReadonlySet<string> = new Set(['status', 'language', 'arrived', 'undelivered'])

function select(name: string, label: PhraseKey, reader: string) {
  return { name, id: `filter-${name}`, label: phrase(reader, label) }
}

function wishOf(selection: Selection): PeopleWish {
  const { statuses: _all, language: _reads, arrived: _came, ids: _picked, ...filter } = selection
  return { filter, sort: 'name', isReversed: false, page: 1 }
}

/** What the list of people filters by and has no field here goes along as it came. */
function unseen(wish: PeopleWish, shown: readonly string[]) {
  return [...new URLSearchParams(exportQuery(wish))]
    .filter(([name]) => !shown.includes(name))
    .map(([name, value]) => ({ name, value }))
}

/** "Status: Confirmed", a line for each part; one line for everybody. */
export function selectionWords(selection: Selection, work: Work): string[] {
  const reader = work.viewer.language
  const say = (label: string, value: string) => phrase(reader, 'writing.part', { label, value })
  const { statuses: shown, selects, words, picked, hidden } = selectionFields(selection, work)
  const status = shown.filter(({ checked }) => checked).map(({ label }) => label)
  const lines = [
    ...(picked === undefined ? [] : [picked]),
    ...(words === '' ? [] : [say(phrase(reader, 'writing.words'), words)]),
    ...(status.length === 0 ? [] : [say(phrase(reader, 'column.status'), status.join(', '))]),
    ...selects.flatMap(({ label, options }) => {
      const chosen = options.find(({ selected }) => selected)
      return chosen === undefined ? [] : [say(label, chosen.label)]
    }),
    ...(selection.undelivered === true ? [phrase(reader, 'writing.undelivered')] : []),
    ...hidden.map(({ name, value }) => say(name, value)),
  ]
  return lines.length === 0 ? [phrase(reader, 'writing.everybody')] : lines
}
