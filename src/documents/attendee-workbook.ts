/** The attendee list as a workbook for people: labels and words in the organizer's language, real dates. */
import { type EventDocument, type FormQuestion, inLanguage } from '../domain/events/event.ts'
import {
  type Attendee,
  type AttendeeColumn,
  attendeeColumns,
  consentColumns,
} from '../domain/registrations/attendee.ts'
import { type Language, languageName, phrase } from '../platform/i18n.ts'
import { localTime } from '../platform/local-time.ts'
import { excelTime, type XlsxColumn, xlsx } from '../platform/xlsx.ts'
import { answerText, cellOf, joined } from './attendee-cells.ts'
import type { AttendeeList } from './attendee-list.ts'

type Column = XlsxColumn<Attendee>
type Cell = Column['cell']

/** The workbook in chunks. Times are shown by the clocks of the event's zone; `madeAt` stands in its properties. */
export function attendeeXlsx(list: AttendeeList, language: Language, madeAt: Date): AsyncGenerator<Buffer> {
  const { event } = list
  const { text: title } = inLanguage(event.title, language, event.language)
  const sheet = {
    name: phrase(language, 'list.tab'),
    title: phrase(language, 'list.title', { title }),
    columns: workbookColumns(event, language),
    madeAt,
  }
  return xlsx(sheet, list.pages)
}

function workbookColumns(event: EventDocument, language: Language): Column[] {
  const words = wordsFor(event, language)
  return [
    ...attendeeColumns.map((name) => listColumn(name, words[name] ?? cellOf[name], language)),
    ...event.form.map((question) => questionColumn(question, event, language)),
    ...consentColumns.map((name) => consentColumn(name, language)),
  ]
}

function listColumn(name: AttendeeColumn, cell: Cell, language: Language): Column {
  const [width, kind] = shapes[name]
  return { label: phrase(language, `column.${name}`), width, kind, cell }
}

function questionColumn(question: FormQuestion, event: EventDocument, language: Language): Column {
  const yes = phrase(language, 'list.yes')
  return {
    label: inLanguage(question.label, language, event.language).text,
    width: 28,
    kind: question.type === 'paragraph' ? 'long-text' : 'text',
    cell: (attendee) => answerText(attendee, question.id, yes),
  }
}

function consentColumn(name: (typeof consentColumns)[number], language: Language): Column {
  const yes = phrase(language, 'list.yes')
  const label = phrase(language, `column.${name}`)
  return { label, width: 14, kind: 'text', cell: (attendee) => (attendee[name] ? yes : null) }
}

/** Width in characters, and how the cells are read. */
const shapes: Readonly<Record<AttendeeColumn, [number, Column['kind']]>> = {
  reference: [14, 'text'],
  status: [22, 'text'],
  name: [32, 'text'],
  email: [30, 'text'],
  phone: [20, 'text'],
  organization: [36, 'text'],
  position: [28, 'text'],
  group: [26, 'text'],
  locality: [20, 'text'],
  guests: [9, 'number'],
  guest_names: [28, 'text'],
  sessions: [32, 'text'],
  language: [14, 'text'],
  source: [18, 'text'],
  registered_at: [18, 'time'],
  checked_in_at: [18, 'time'],
  note: [48, 'long-text'],
}

/** The cells that a workbook words otherwise than the other formats. */
function wordsFor(event: EventDocument, language: Language): Partial<Record<AttendeeColumn, Cell>> {
  const session = sessionTitles(event, language)
  const time = clockOf(event.timezone)
  return {
    status: ({ status }) => phrase(language, `status.${status}`),
    group: ({ group }) => (group === '' ? null : phrase(language, `group.${group}`)),
    guests: ({ guests }) => guests,
    sessions: ({ sessions }) => (sessions.length === 0 ? null : joined(sessions.map(session))),
    language: (attendee) => languageName(attendee.language, language),
    source: ({ source }) => phrase(language, `source.${source}`),
    registered_at: (attendee) => time(attendee.registered_at),
    checked_in_at: ({ checked_in_at: at }) => (at === null ? null : time(at)),
  }
}

/** Titles by the id of the agenda item; an item that has since left the agenda keeps its id. */
function sessionTitles(event: EventDocument, language: Language): (id: string) => string {
  const titles = new Map(
    event.agenda.map(({ id, title }) => [id, inLanguage(title, language, event.language).text]),
  )
  return (id) => titles.get(id) ?? id
}

const quarterOfAnHour = 900_000

/** Cell values by the clocks of a zone. They change on a quarter of an hour only, so a list asks for few of them. */
function clockOf(zone: string): (at: string) => number {
  const offsets = new Map<number, number>()
  return (at) => {
    const instant = Date.parse(at)
    const quarter = Math.floor(instant / quarterOfAnHour)
    const offset = offsets.get(quarter) ?? localTime(at, zone).offset
    offsets.set(quarter, offset)
    return excelTime(instant, offset)
  }
}
