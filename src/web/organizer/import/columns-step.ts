/** The second step: what each column holds, guessed, and to be mended beside the first rows. */
import type { Request, Response } from 'express'
import {
  type ListChoices,
  type ListImport,
  type ListRow,
  partsOf,
  sheetKind,
} from '../../../domain/registrations/import/list-import.ts'
import { isLanguage, languageName, languages, phrase } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { lettersLanguage } from '../add-person-form.ts'
import { eventFrame, eventTitle } from '../event-frame.ts'
import { queryValue } from '../pages.ts'
import type { Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { type ColumnUse, columnLetters, leftOut, plainUses, useLabel, usesOf } from './column-uses.ts'
import { guessColumns } from './guess-columns.ts'
import { listAddress, stepsOf } from './new-list.ts'

export type ReadColumns = { choices: ListChoices } | { mistakes: Mistake[] }

/** What the form says, over what was chosen before. */
export function readColumns(fields: Fields, list: ListImport, { event }: Work): ReadColumns {
  const sheet = sheetNumber(firstOf(fields.sheet), list)
  const width = list.sheets[sheet]?.columns ?? 0
  const known = new Set<ColumnUse>(usesOf(event.document))
  const columns = Array.from({ length: width }, (_, at) => {
    const use = firstOf(fields[`column-${at}`])
    return known.has(use) ? use : leftOut
  })
  const mistakes = mistakesOf(columns)
  if (mistakes.length > 0) return { mistakes }
  const language = firstOf(fields.language)
  return {
    choices: {
      sheet,
      header: Math.max(0, Math.trunc(Number(firstOf(fields.header)) || 0)),
      columns,
      language: isLanguage(language) ? language : lettersLanguage(event),
      status: firstOf(fields.status) === 'confirmed' ? 'confirmed' : 'list',
      letters: list.choices?.letters ?? false,
      overLimitReason: list.choices?.overLimitReason ?? '',
      leaveOut: list.choices?.leaveOut ?? false,
      groupWords: list.choices?.groupWords ?? {},
    },
  }
}

function mistakesOf(columns: readonly ColumnUse[]): Mistake[] {
  const hasName = ['name', 'first_name', 'family_name'].some((use) => columns.includes(use))
  const twice = columns.findIndex((use, at) => use !== leftOut && columns.indexOf(use) !== at)
  const first = columns.indexOf(columns[twice] ?? '')
  const other = { first: columnLetters(Math.max(0, first)) }
  return [
    ...(hasName ? [] : [{ field: 'column-0', key: 'lists.mistake.no-name' as const }]),
    ...(twice === -1
      ? []
      : [{ field: `column-${twice}`, key: 'lists.mistake.twice' as const, values: other }]),
  ]
}

function sheetNumber(typed: string, { sheets, choices }: ListImport): number {
  const sheet = Number(typed === '' ? (choices?.sheet ?? 0) : typed)
  return sheets[sheet] === undefined ? 0 : sheet
}

type Typed = { fields: Fields; mistakes: readonly Mistake[] }

const rowsShown = 3

export async function showColumns(
  site: Site,
  req: Request,
  res: Response,
  work: Work,
  list: ListImport,
  typed: Typed | null,
): Promise<void> {
  const { viewer } = work
  const { language } = viewer
  const sheet = sheetNumber(typed === null ? queryValue(req, 'sheet') : firstOf(typed.fields.sheet), list)
  const rows = await partsOf<ListRow>(site.database.read, list.id, sheetKind(sheet), 0, 1)
  const width = list.sheets[sheet]?.columns ?? 0
  const mapped = mapping(req, typed, list, { sheet, rows, width }, work)
  const heading = phrase(language, 'lists.columns.title')
  const title = `${heading}: ${eventTitle(work)}`
  const mistakes = shownMistakes(typed?.mistakes ?? [], language)
  showWorkspace(site, res, viewer, listAddress(work, list.id), 'organizer/import/columns', {
    ...eventFrame(work, 'people'),
    ...(typed === null ? {} : { status: 422 }),
    title: typed === null ? title : phrase(language, 'public.error-prefix', { title }),
    heading,
    styles: ['workspace-lists.css'],
    steps: stepsOf('columns', language),
    list: {
      name: list.fileName,
      count: phrase(language, 'lists.rows', { n: list.sheets[sheet]?.rows ?? 0 }),
      address: listAddress(work, list.id),
    },
    form: { mistakes },
    sheet,
    header: mapped.header,
    sheets: list.sheets.length < 2 ? [] : sheetChoices(list, sheet, language),
    headers: headerChoices(rows, mapped.header, language),
    columns: mapped.columns.map((use, at) => {
      const wrong = mistakes.find(({ field }) => field === `column-${at}`)?.text
      return { ...columnView(use, at, rows, mapped.header, work), wrong }
    }),
    isListStatus: mapped.status === 'list',
    languages: languages.map((code) => ({
      value: code,
      label: languageName(code, language),
      selected: code === mapped.language,
    })),
  })
}

type Mapped = { header: number; columns: readonly ColumnUse[]; language: string; status: string }

function mapping(
  req: Request,
  typed: Typed | null,
  { choices }: ListImport,
  { sheet, rows, width }: { sheet: number; rows: readonly ListRow[]; width: number },
  { event }: Work,
): Mapped {
  const language = choices?.language ?? lettersLanguage(event)
  const status = choices?.status ?? 'list'
  if (typed !== null) {
    const { fields } = typed
    const columns = Array.from({ length: width }, (_, at) => firstOf(fields[`column-${at}`]))
    const header = Number(firstOf(fields.header)) || 0
    return { header, columns, language: firstOf(fields.language), status: firstOf(fields.status) }
  }
  const asked = queryValue(req, 'header')
  if (choices !== null && choices.sheet === sheet && asked === '') return { ...choices }
  const header = /^\d{1,7}$/.test(asked) ? Number(asked) : undefined
  return { ...guessColumns(rows, width, event.document, header), language, status }
}

function sheetChoices({ sheets }: ListImport, chosen: number, language: string) {
  return sheets.map(({ name, rows }, at) => ({
    value: at,
    label: `${name} (${phrase(language, 'lists.rows', { n: rows })})`,
    selected: at === chosen,
  }))
}

/** The first rows, each as far as it tells them apart. */
function headerChoices(rows: readonly ListRow[], chosen: number, language: string) {
  const some = rows.slice(0, 12).map(([number, ...cells]) => ({
    value: number,
    label: `${number}: ${shortened(cells.filter(Boolean).join(' · '))}`,
    selected: number === chosen,
  }))
  return [{ value: 0, label: phrase(language, 'lists.columns.no-header'), selected: chosen === 0 }, ...some]
}

function columnView(
  use: ColumnUse,
  at: number,
  rows: readonly ListRow[],
  header: number,
  { event, viewer }: Work,
) {
  const { language } = viewer
  const title = rows.find(([number]) => number === header)?.[at + 1] ?? ''
  const below = rows.filter(([number]) => number > header).slice(0, rowsShown)
  const all = usesOf(event.document)
  return {
    name: `column-${at}`,
    letters: columnLetters(at),
    title: shortened(String(title)),
    samples: below.map((row) => shortened(String(row[at + 1] ?? ''))).filter((cell) => cell !== ''),
    isUsed: use !== leftOut,
    plain: options(
      all.filter((one) => plainUses.some((plain) => plain === one)),
      use,
      event,
      language,
    ),
    questions: options(
      all.filter((one) => !plainUses.some((plain) => plain === one)),
      use,
      event,
      language,
    ),
  }
}

function options(
  uses: readonly ColumnUse[],
  chosen: ColumnUse,
  { document }: Work['event'],
  language: string,
) {
  return uses.map((use) => ({
    value: use,
    label: useLabel(use, document, language),
    selected: use === chosen,
  }))
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59).toWellFormed()}…` : line
}
