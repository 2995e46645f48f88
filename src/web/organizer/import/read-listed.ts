/** A row of a list read into a person, by the same rules as the form for somebody added by hand. */
import { z } from 'zod'
import type { RegistrationStatus } from '../../../database/tables.ts'
import { type EventDocument, inLanguage } from '../../../domain/events/event.ts'
import type { EventRecord } from '../../../domain/events/event-record.ts'
import type { ListChoices, ListProblem, ListRow } from '../../../domain/registrations/import/list-import.ts'
import type { ListedPerson } from '../../../domain/registrations/import/listed-person.ts'
import type { PhraseKey } from '../../../platform/i18n.ts'
import { cleanLine, fold } from '../../../platform/text.ts'
import { needed } from '../../fields.ts'
import { type Mistake, mistakesOf } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import { readChanges } from '../../public/registration/registration-form.ts'
import { optionalAddress, withNothingCompulsory } from '../add-person-form.ts'
import { instantIn } from './cell-times.ts'
import { groupMeant, languageMeant, statusMeant, tickMeant } from './cell-words.ts'
import { answerUse, type ColumnUse, leftOut } from './column-uses.ts'
import { severalIn, unguarded } from './own-cells.ts'

export type ListedRow = { person: ListedPerson | null; problems: readonly ListProblem[] }

export type RowReader = (row: ListRow) => ListedRow

/** Reads rows one after another; null for a row in which nothing stands that is used. */
export function rowReader(
  event: EventRecord,
  choices: ListChoices,
  { header, by }: { header: ListRow | undefined; by: number },
): RowReader {
  const uses = new Map(
    choices.columns.flatMap((use, at): [ColumnUse, number][] => (use === leftOut ? [] : [[use, at]])),
  )
  const reading: Reading = {
    event: withNothingCompulsory(event),
    choices,
    uses,
    by,
    sessions: sessionIds(event.document),
    isOurs: header?.[1] === 'reference' && header.includes('registered_at'),
  }
  return (row) => readRow(row, reading)
}

type Reading = {
  event: EventRecord
  choices: ListChoices
  uses: ReadonlyMap<ColumnUse, number>
  by: number
  sessions: ReadonlyMap<string, string>
  isOurs: boolean
}

/** By id and by title in any language. */
function sessionIds({ agenda }: EventDocument): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const { id, title } of agenda)
    for (const text of [id, ...Object.values(title)]) if (!ids.has(fold(text))) ids.set(fold(text), id)
  return ids
}

const who = z.object({ name: needed(200, 'lists.problem.name-missing'), email: optionalAddress })

function readRow(row: ListRow, reading: Reading): ListedRow {
  const cells = cellsOf(row, reading)
  if ([...reading.uses.keys()].every((use) => cells(use) === '')) return { person: null, problems: [] }
  const found = new Found(row, reading)
  const status = statusOf(cells('status'), reading, found)
  const registeredAt = timeOf('registered_at', cells, reading, found)
  const checkedInAt = timeOf('checked_in_at', cells, reading, found)
  const language = languageOf(cells('language'), reading, found)
  const fields = fieldsOf(cells, reading, found)
  const said = who.safeParse(fields)
  const what = readChanges(reading.event, fields, language)
  const mistakes = [
    ...(said.success ? [] : mistakesOf(said.error)),
    ...('mistakes' in what ? what.mistakes : []),
  ]
  for (const mistake of mistakes) found.mistake(mistake)
  if (!said.success || 'mistakes' in what || found.problems.length > 0) {
    const named = cleanLine(firstOf(fields.name), 200)
    return { person: null, problems: found.problems.map((problem) => ({ ...problem, who: named })) }
  }
  const { name, email } = said.data
  const own = { language, source: 'import' as const, enteredBy: reading.by }
  const input = { name, email, ...what.input, ...own, ...answerOf(status) }
  return { person: { row: row[0], input, status, registeredAt, checkedInAt }, problems: [] }
}

function answerOf(status: RegistrationStatus) {
  return { answer: status === 'declined' ? 'no' : status === 'maybe' ? 'maybe' : 'yes' } as const
}

type Cells = (use: ColumnUse) => string

function cellsOf(row: ListRow, { uses, isOurs }: Reading): Cells {
  return (use) => {
    const at = uses.get(use)
    return at === undefined ? '' : unguarded(String(row[at + 1] ?? ''), isOurs).trim()
  }
}

/** What is wrong with the row, each with its cell. */
class Found {
  readonly problems: ListProblem[] = []
  readonly #row: ListRow
  readonly #reading: Reading

  constructor(row: ListRow, reading: Reading) {
    this.#row = row
    this.#reading = reading
  }

  add(use: ColumnUse, key: PhraseKey, values?: ListProblem['values']): void {
    const column = this.#reading.uses.get(use) ?? null
    const value =
      column === null
        ? ''
        : String(this.#row[column + 1] ?? '')
            .slice(0, 120)
            .toWellFormed()
    this.problems.push({ row: this.#row[0], column, value, key, ...(values === undefined ? {} : { values }) })
  }

  mistake({ field, key, values }: Mistake): void {
    const name = /^answers\[(.*)\]$/.exec(field)?.[1]
    const use = name === undefined ? field : answerUse(name)
    this.add(this.#nameColumn(use), neutral[key] ?? key, values)
  }

  /** Where the name comes in parts, the mistake is shown with the last of them. */
  #nameColumn(use: ColumnUse): ColumnUse {
    if (use !== 'name' || this.#reading.uses.has('name')) return use
    return this.#reading.uses.has('family_name') ? 'family_name' : 'first_name'
  }
}

/** The form speaks to the person; a list of problems speaks of somebody else. */
const neutral: Readonly<Partial<Record<PhraseKey, PhraseKey>>> = {
  'public.mistake.email-wrong': 'lists.problem.email',
  'public.mistake.too-long': 'lists.problem.too-long',
  'public.mistake.guests-number': 'lists.problem.guests-number',
  'public.mistake.guests-many': 'lists.problem.guests-many',
  'public.mistake.guest-names-many': 'lists.problem.guest-names-many',
  'public.mistake.session-unknown': 'lists.problem.session',
  'public.mistake.option-unknown': 'lists.problem.option',
  'public.mistake.consent': 'lists.problem.tick',
  'public.mistake.question-tick': 'lists.problem.tick',
}

function statusOf(cell: string, { choices }: Reading, found: Found): RegistrationStatus {
  if (choices.status === 'confirmed' || cell === '') return 'confirmed'
  const status = statusMeant(cell)
  if (status === undefined) found.add('status', 'lists.problem.status')
  return status ?? 'confirmed'
}

function timeOf(
  use: 'registered_at' | 'checked_in_at',
  cells: Cells,
  { event }: Reading,
  found: Found,
): string | null {
  const cell = cells(use)
  if (cell === '') return null
  const instant = instantIn(cell, event.document.timezone)
  if (instant === null) found.add(use, 'lists.problem.time')
  return instant
}

function languageOf(cell: string, { choices }: Reading, found: Found): string {
  if (cell === '') return choices.language
  const language = languageMeant(cell)
  if (language === undefined) found.add('language', 'lists.problem.language')
  return language ?? choices.language
}

function fieldsOf(cells: Cells, reading: Reading, found: Found): Record<string, string | string[]> {
  const { event } = reading
  return {
    ...{ name: nameOf(cells), email: addressIn(cells('email')), phone: cells('phone') },
    ...{ organization: cells('organization'), position: cells('position'), locality: cells('locality') },
    group: groupOf(cells('group'), reading, found),
    guests: cells('guests'),
    guest_names: severalIn(cells('guest_names')).join('\n'),
    sessions: sessionsOf(cells('sessions'), reading, found),
    note: cells('note'),
    consent_photos: tickMeant(cells('consent_photos')),
    consent_news: tickMeant(cells('consent_news')),
    ...Object.fromEntries(event.document.form.map((question) => answerIn(question, cells, event.document))),
  }
}

function nameOf(cells: Cells): string {
  const parts = [cells('first_name'), cells('middle_name'), cells('family_name')]
  return cells('name') || parts.filter((part) => part !== '').join(' ')
}

/** Programs copy addresses with more around them: `Name <a@b>`, `mailto:a@b`, a comma behind. */
function addressIn(cell: string): string {
  const inner = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(cell)?.[1] ?? cell
  return inner.replace(/^mailto:/i, '').replace(/[\s,;.]+$/, '')
}

function groupOf(cell: string, { choices, event }: Reading, found: Found): string {
  if (cell === '') return ''
  const key = fold(cell)
  const said = Object.hasOwn(choices.groupWords, key) ? choices.groupWords[key] : undefined
  const group = said ?? groupMeant(cell)
  if (group === undefined) found.add('group', 'lists.problem.group')
  else if (group !== '' && !event.document.registration.groups.includes(group))
    found.add('group', 'lists.problem.group')
  else return group
  return ''
}

function sessionsOf(cell: string, { sessions }: Reading, found: Found): string[] {
  if (cell === '') return []
  const whole = sessions.get(fold(cell))
  if (whole !== undefined) return [whole]
  const ids = severalIn(cell).map((title) => sessions.get(fold(title)))
  if (ids.some((id) => id === undefined)) found.add('sessions', 'lists.problem.session')
  return ids.some((id) => id === undefined) ? [] : ids.filter((id) => id !== undefined)
}

function answerIn(
  question: EventDocument['form'][number],
  cells: Cells,
  document: EventDocument,
): [string, string | string[]] {
  const cell = cells(answerUse(question.id))
  const name = `answers[${question.id}]`
  if (question.type === 'checkbox') return [name, tickMeant(cell)]
  if (question.type !== 'choices') return [name, cell]
  const options = question.options.map(
    (option) => inLanguage(option, document.language, document.language).text,
  )
  return [name, cell === '' ? [] : options.includes(cell) ? [cell] : severalIn(cell)]
}
