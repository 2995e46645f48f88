/** What is stored now, beside each field in which something else was typed. */
import type { Project } from '../../../domain/events/event.ts'
import { languageName, phrase } from '../../../platform/i18n.ts'
import { type FormMatter, fieldView } from '../announcement/field-view.ts'
import { type Field, isInLanguages } from '../announcement/form-plan.ts'
import { languagesOf, typedIn } from '../announcement/sheet.ts'
import { projectFields } from './project-plan.ts'
import { sheetOfProject } from './project-sheet.ts'

export function storedNotes(project: Project, matter: FormMatter): ReadonlyMap<string, string> {
  const stored = { ...matter, sheet: sheetOfProject(project) }
  return new Map(
    projectFields.flatMap((field): [string, string][] => {
      const words = differing(field, matter, stored)
      return words.length === 0 ? [] : [[field.path, words.join(' ')]]
    }),
  )
}

function differing(field: Field, typed: FormMatter, stored: FormMatter): string[] {
  const names = isInLanguages(field)
    ? languagesOf(typed.sheet).map((code) => `${field.path}.${code}`)
    : [field.path]
  return names
    .filter((name) => plain(typed, name) !== plain(stored, name))
    .map((name) => storedWords(name, valueWords(field, name, stored), typed))
}

function storedWords(name: string, words: string, { sheet, language }: FormMatter): string {
  const code = languagesOf(sheet).length > 1 ? name.split('.')[1] : undefined
  if (code === undefined) return phrase(language, 'projects.stored', { words })
  return phrase(language, 'projects.stored-in', { language: languageName(code, language), words })
}

/** Forms send lines broken as mail does. */
function plain({ sheet }: FormMatter, name: string): string {
  return typedIn(sheet, name).replace(/\r\n?/g, '\n')
}

function valueWords(field: Field, name: string, stored: FormMatter): string {
  const value = typedIn(stored.sheet, name)
  if (value === '') return phrase(stored.language, 'announcement.conflict.nothing')
  if (field.is !== 'choice') return value
  const view = fieldView(field, name, name, stored)
  const options = 'options' in view ? view.options : []
  return options.find(({ selected }) => selected)?.label ?? value
}
