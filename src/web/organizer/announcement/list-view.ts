/** Lists of the form: each row folded under what it is called, the agenda as the timetable that it makes. */
import { describeDay } from '../../../platform/dates.ts'
import { isPhraseKey, phrase } from '../../../platform/i18n.ts'
import { isDay } from '../../../platform/zones.ts'
import type { Sheet } from './event-fields.ts'
import { type FormMatter, fieldView } from './field-view.ts'
import type { List, ListName } from './form-plan.ts'
import { languagesOf, rowsOf, typedIn } from './sheet.ts'

type Row = ReturnType<typeof rowView>

/** `opened`: the row that was just added; `isAlone`: nothing else stands in its section */
export function listView(list: List, opened: string | undefined, matter: FormMatter, isAlone: boolean) {
  const { language } = matter
  const rows = rowsOf(matter.sheet, list.list).map((row) => rowView(list, row, opened, matter))
  return {
    isList: true,
    isAlone,
    name: list.list,
    id: `list-${list.list}`,
    label: phrase(language, list.label),
    add: phrase(language, list.add),
    isTimetable: list.list === 'agenda',
    days: list.list === 'agenda' ? daysOf(rows, matter) : [{ hours: rows.map((row) => ({ rows: [row] })) }],
  }
}

function rowView(list: List, row: number, opened: string | undefined, matter: FormMatter) {
  const { sheet, language } = matter
  const base = `${list.list}.${row}`
  const name = rowName(list.list, row, matter)
  const fields = list.fields.filter(
    ({ path }) => list.list !== 'agenda' || path !== 'day' || asksDay(base, sheet),
  )
  const isWrong = [...matter.wrong.keys()].some((wrong) => wrong.startsWith(`${base}.`))
  const act = (action: string) => phrase(language, 'announcement.row', { action, name })
  const isAgenda = list.list === 'agenda'
  return {
    base,
    id: base.replace('.', '-'),
    rowId: typedIn(sheet, `${base}.id`),
    name,
    day: typedIn(sheet, `${base}.day`) || typedIn(sheet, 'starts.day'),
    starts: typedIn(sheet, `${base}.starts`),
    hours: isAgenda
      ? [typedIn(sheet, `${base}.starts`), typedIn(sheet, `${base}.ends`)].filter(Boolean).join('–')
      : undefined,
    under: underOf(list.list, base, matter),
    isOpen: isWrong || base === opened,
    isNew: base === opened,
    isWrong,
    remove: act(phrase(language, 'announcement.remove')),
    up: act(phrase(language, isAgenda ? 'announcement.agenda-earlier' : 'announcement.earlier')),
    down: act(phrase(language, isAgenda ? 'announcement.agenda-later' : 'announcement.later')),
    upWord: phrase(language, isAgenda ? 'announcement.agenda-earlier' : 'announcement.earlier'),
    downWord: phrase(language, isAgenda ? 'announcement.agenda-later' : 'announcement.later'),
    fields: fields.map((field) =>
      fieldView(field, `${base}.${field.path}`, `${list.list}.${field.path}`, matter),
    ),
  }
}

/** Not where the event is held on one day, and the point of the agenda says no other. */
function asksDay(base: string, sheet: Sheet): boolean {
  const [first, last, own] = ['starts.day', 'ends.day', `${base}.day`].map((name) => typedIn(sheet, name))
  const isOneDay = last === '' || last === first
  return !isOneDay || (own !== '' && own !== first)
}

const titled: Readonly<Record<ListName, string>> = {
  organizations: 'name',
  agenda: 'title',
  speakers: 'name',
  documents: 'title',
  form: 'label',
}

export function rowName(
  list: ListName,
  row: number,
  { sheet, language }: Pick<FormMatter, 'sheet' | 'language'>,
): string {
  const codes = [language, ...languagesOf(sheet)]
  const texts = codes.map((code) => typedIn(sheet, `${list}.${row}.${titled[list]}.${code}`))
  return texts.find((text) => text !== '') ?? phrase(language, 'announcement.nameless')
}

function underOf(list: ListName, base: string, { sheet, language }: FormMatter): string {
  const own = languagesOf(sheet)[0] ?? ''
  const read = (name: string) => typedIn(sheet, `${name}.${language}`) || typedIn(sheet, `${name}.${own}`)
  if (list === 'agenda') return read(`${base}.room`)
  if (list === 'speakers') return read(`${base}.affiliation`)
  if (list === 'documents') return typedIn(sheet, `${base}.file`)
  if (list === 'organizations') return wordFor('organization-role', typedIn(sheet, `${base}.role`), language)
  return wordFor('announcement.question-type', typedIn(sheet, `${base}.type`), language)
}

function wordFor(
  family: 'organization-role' | 'announcement.question-type',
  value: string,
  language: string,
): string {
  const key = `${family}.${value}`
  return isPhraseKey(key) ? phrase(language, key, { n: 1 }) : ''
}

/** Days, in them hours; what begins together stands side by side. */
function daysOf(rows: readonly Row[], { language }: FormMatter) {
  const days = Map.groupBy(rows, ({ day }) => day)
  return [...days].map(([day, ofDay]) => ({
    heading: days.size > 1 && isDay(day) ? describeDay(day, language).full : undefined,
    hours: [...Map.groupBy(ofDay, ({ starts }) => starts)].map(([, together]) => ({
      rows: together,
      isParallel: together.length > 1,
    })),
  }))
}
