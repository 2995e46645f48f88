/** The form as a page shows it: sections with their fields, what is wrong, what is missing in a language. */
import { type Language, languageName, phrase } from '../../../platform/i18n.ts'
import { languageOptions } from './choices.ts'
import type { Sheet } from './event-fields.ts'
import { type FormMatter, fieldView } from './field-view.ts'
import { type Field, isList, type List, type Section, type SectionId, sections } from './form-plan.ts'
import { listView } from './list-view.ts'
import { missingTexts } from './missing-texts.ts'
import { type FieldMistake, summaryOf, wrongFields } from './mistake-words.ts'
import { isUnsaidWhenEmpty } from './read-form.ts'
import { languagesOf, rowsOf, typedIn } from './sheet.ts'

export type FormState = {
  sheet: Sheet
  mistakes: readonly FieldMistake[]
  /** The words that a field was read from, by its path; empty where nothing was found; null: there was no text */
  found?: ReadonlyMap<string, string> | null
  /** The list row that was just added */
  opened?: string | undefined
}

export type FormSurroundings = {
  isNew: boolean
  projects: readonly { slug: string; title: string }[]
  /** Where the files that are stored already are found; null: none are */
  filesAt: string | null
  language: Language
  now: Date
}

export function formView(state: FormState, { isNew, ...around }: FormSurroundings) {
  const { sheet, mistakes } = state
  const { language } = around
  const wrong = wrongFields(mistakes, sheet, language)
  const matter: FormMatter = { ...around, sheet, wrong, found: state.found ?? null }
  const shown = sections
    .map((section) => asked(section, isNew, sheet))
    .filter(({ parts }) => parts.length > 0)
  const codes = languagesOf(sheet)
  return {
    mistakes: summaryOf(mistakes, sheet, language),
    sections: shown.map((section) => sectionView(section, state.opened, matter)),
    own: codes[0] ?? '',
    languages: codes.map((code) => ({ code, name: languageName(code, language) })),
    isSideBySide: codes.length > 1,
    addable: languageOptions('', language).filter(({ value }) => !codes.includes(value)),
    missing: isNew ? [] : missingTexts(sheet, language),
  }
}

/** Of a new event the least, and whatever is there already. */
function asked(section: Section, isNew: boolean, sheet: Sheet): Section {
  if (!isNew)
    return { ...section, parts: section.parts.filter((part) => isList(part) || isOffered(part, sheet)) }
  return {
    ...section,
    parts: section.parts.filter((part) => isFilled(part, sheet) || (!isList(part) && part.isFirst)),
  }
}

/** The address of the page is asked while it may still change. */
function isOffered({ path }: Field, sheet: Sheet): boolean {
  return path !== 'slug' || sheet['slug'] !== undefined
}

function isFilled(part: Field | List, sheet: Sheet): boolean {
  if (isList(part)) return rowsOf(sheet, part.list).length > 0
  if (part.path === 'slug') return false
  return Object.keys(sheet).some(
    (name) => (name === part.path || name.startsWith(`${part.path}.`)) && typedIn(sheet, name) !== '',
  )
}

const notes: Partial<Record<SectionId, 'announcement.whom' | 'announcement.questions'>> = {
  whom: 'announcement.whom',
  questions: 'announcement.questions',
}

function sectionView({ id, title, parts }: Section, opened: string | undefined, matter: FormMatter) {
  const note = notes[id]
  const views = parts.map((part) =>
    isList(part)
      ? listView(part, opened, matter, parts.length === 1)
      : fieldView(part, part.path, part.path, matter),
  )
  return {
    id,
    title: phrase(matter.language, title),
    note: note && phrase(matter.language, note),
    parts: views,
    asked: parts.filter(isUnsaidWhenEmpty).map((part) => (isList(part) ? part.list : part.path)),
    isWrong: parts.some((part) => isWrong(part, matter)),
  }
}

function isWrong(part: Field | List, { wrong }: FormMatter): boolean {
  const path = isList(part) ? part.list : part.path
  return [...wrong.keys()].some((name) => name === path || name.startsWith(`${path}.`))
}
