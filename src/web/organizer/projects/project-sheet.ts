/** A project as the fields of its form, and back. */
import type { Project } from '../../../domain/events/event.ts'
import { type Sheet, writeField } from '../announcement/event-fields.ts'
import { isInLanguages } from '../announcement/form-plan.ts'
import { isThere, readField } from '../announcement/read-form.ts'
import { languagesOf } from '../announcement/sheet.ts'
import { projectFields } from './project-plan.ts'

export function sheetOfProject(project: Project): Sheet {
  const sheet: Sheet = {}
  for (const field of projectFields)
    writeField(sheet, field, field.path, Reflect.get(project, field.path), project.language)
  return { ...sheet, languages: languagesIn(sheet, project.language) }
}

/** As a project file would say it; whether it is right is for `readProject` to say. `kept`: what the form does not ask. */
export function projectOfSheet(sheet: Sheet, kept: Partial<Project>): Record<string, unknown> {
  const project: Record<string, unknown> = { ...kept }
  const languages = languagesOf(sheet)
  for (const field of projectFields.filter(({ path }) => isThere(sheet, path))) {
    const value = readField(sheet, field, field.path, languages)
    if (value === undefined) delete project[field.path]
    else project[field.path] = value
  }
  return project
}

/** What was typed, and under it what is stored in languages that the form did not have yet. */
export function onTopOf(stored: Sheet, typed: Sheet): Sheet {
  const languages = [...new Set([...languagesOf(typed), ...languagesOf(stored)])]
  return { ...stored, ...typed, languages }
}

function languagesIn(sheet: Sheet, own: string): string[] {
  const texts = projectFields.filter(isInLanguages).map(({ path }) => `${path}.`)
  const found = Object.keys(sheet).flatMap((name) => {
    const path = texts.find((each) => name.startsWith(each))
    return path === undefined ? [] : [name.slice(path.length)]
  })
  return [...new Set([own, ...found])]
}
