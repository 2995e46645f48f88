/** The page on which a project is written, new or known. */
import type { Response } from 'express'
import type { StoredProject } from '../../../domain/events/projects.ts'
import { languageName, phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { languageOptions } from '../announcement/choices.ts'
import type { Sheet } from '../announcement/event-fields.ts'
import { type FormMatter, fieldView } from '../announcement/field-view.ts'
import type { FieldMistake } from '../announcement/mistake-words.ts'
import { languagesOf } from '../announcement/sheet.ts'
import type { Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { summaryOf, wrongInputs } from './project-mistakes.ts'
import { projectSections } from './project-plan.ts'
import { storedNotes } from './stored-notes.ts'

export type ProjectForm = {
  sheet: Sheet
  mistakes: readonly FieldMistake[]
  /** What it is written on; absent from a new one */
  stored?: StoredProject
  /** Somebody else has saved `stored` while this was written. */
  isClash?: boolean
  isSaved?: boolean
}

export function showProjectForm(site: Site, res: Response, viewer: Viewer, state: ProjectForm): void {
  const { language } = viewer
  const { stored, mistakes, isClash = false } = state
  const action = `/organize/projects/${stored?.project.slug ?? 'new'}`
  const heading = phrase(language, stored === undefined ? 'projects.new' : 'projects.edit')
  const isWrong = mistakes.length > 0
  showWorkspace(site, res, viewer, action, 'organizer/projects/form', {
    styles: ['workspace-announcement.css'],
    status: isClash ? 409 : isWrong ? 422 : 200,
    title: isWrong || isClash ? phrase(language, 'public.error-prefix', { title: heading }) : heading,
    here: 'events',
    ...{ heading, action, isClash, isNew: true, isKnown: stored !== undefined },
    isSaved: state.isSaved === true,
    form: formView(state, viewer, site.clock()),
    ...(stored && standing(stored)),
  })
}

/** Of a project that is stored: what else it has, and whom a change reaches. */
function standing({ project, events, state }: StoredProject) {
  const { organizations, indicators, budget, keep_until } = project
  const hasMore =
    organizations.length + indicators.length > 0 || budget !== undefined || keep_until !== undefined
  return { basedOn: state, events, hasMore }
}

function formView({ sheet, mistakes, stored, isClash }: ProjectForm, { language }: Viewer, now: Date) {
  const wrong = wrongInputs(mistakes, sheet, language)
  const codes = languagesOf(sheet)
  const matter: FormMatter = {
    ...{ sheet, wrong, language, now, found: null, filesAt: null },
    projects: [],
  }
  const notes = isClash && stored ? storedNotes(stored.project, matter) : undefined
  return {
    mistakes: summaryOf(wrong, sheet, language),
    sections: projectSections.map(({ id, title, fields }) => ({
      id,
      title: phrase(language, title),
      parts: fields.map((field) => ({
        ...fieldView(field, field.path, field.path, matter),
        note: notes?.get(field.path),
      })),
    })),
    own: codes[0] ?? '',
    languages: codes.map((code) => ({ code, name: languageName(code, language) })),
    isSideBySide: codes.length > 1,
    addable: languageOptions('', language).filter(({ value }) => !codes.includes(value)),
  }
}
