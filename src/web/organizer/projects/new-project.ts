/** `/organize/projects/new`: a project from its first words. */
import type { Request } from 'express'
import { language as languageField } from '../../../domain/events/file/file-fields.ts'
import { createProject } from '../../../domain/events/write-project.ts'
import { cleanLine } from '../../../platform/text.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import type { Sheet } from '../announcement/event-fields.ts'
import { queryValue } from '../pages.ts'
import { everywhere, type Viewer } from '../viewer.ts'
import { showProjectForm } from './project-form.ts'
import { readTyped, sentProject, withMoreLanguages } from './sent-project.ts'

export function newProjectForm(site: Site) {
  return everywhere(site, 'create-event', (viewer, req, res) =>
    showProjectForm(site, res, viewer, { sheet: firstFields(req, viewer), mistakes: [] }),
  )
}

/** What the address says, as an announcement was read, stands in the form; nothing is stored by it. */
function firstFields(req: Request, viewer: Viewer): Sheet {
  const asked = queryValue(req, 'language')
  const language = languageField().safeParse(asked).success ? asked : viewer.language
  const said = (name: string, most: number) => cleanLine(queryValue(req, name), most)
  return {
    language,
    languages: [language],
    number: said('number', 100),
    [`title.${language}`]: said('title', 1000),
    [`programme.${language}`]: said('programme', 500),
    [`funder.${language}`]: said('funder', 500),
    ...{ period: 'other', emblem: 'none' },
  }
}

export function writeNewProject(site: Site) {
  return everywhere(site, 'create-event', async (viewer, req, res) => {
    const sent = await sentProject(req)
    if (sent === null) return showError(site, req, res, 400)
    const { sheet } = sent
    const more = withMoreLanguages(sent)
    if (more !== undefined) return showProjectForm(site, res, viewer, { sheet: more, mistakes: [] })
    const typed = readTyped(sheet, { slug: 'to-be-found' })
    if ('mistakes' in typed) return showProjectForm(site, res, viewer, { sheet, mistakes: typed.mistakes })
    const written = await createProject(site.database, { ...typed, by: viewer.organizer.id }, site.clock())
    if (written.done === 'written') return res.redirect(303, `/organize/projects/${written.slug}?done=saved`)
    if (written.reason !== 'number-taken') return showError(site, req, res, 404)
    const mistakes = [{ name: 'number', key: 'projects.mistake.number-taken' as const }]
    showProjectForm(site, res, viewer, { sheet, mistakes })
  })
}
