/** `/organize/projects/{slug}`: a project, changed. */
import type { Request, Response } from 'express'
import { projectFor, type StoredProject } from '../../../domain/events/projects.ts'
import { changeProject } from '../../../domain/events/write-project.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import type { Sheet } from '../announcement/event-fields.ts'
import { typedIn } from '../announcement/sheet.ts'
import { queryValue } from '../pages.ts'
import { everywhere, type Viewer } from '../viewer.ts'
import { showProjectForm } from './project-form.ts'
import { onTopOf, sheetOfProject } from './project-sheet.ts'
import { readTyped, sentProject, withMoreLanguages } from './sent-project.ts'

type Handler = (viewer: Viewer, stored: StoredProject, req: Request, res: Response) => void | Promise<void>

function onProject(site: Site, handler: Handler) {
  return everywhere(site, 'create-event', async (viewer, req, res) => {
    const stored = await projectFor(site.database.read, viewer.organizer.id, String(req.params.project))
    if (stored === undefined) return showError(site, req, res, 404)
    await handler(viewer, stored, req, res)
  })
}

export function editProjectForm(site: Site) {
  return onProject(site, (viewer, stored, req, res) => {
    const sheet = sheetOfProject(stored.project)
    const isSaved = queryValue(req, 'done') === 'saved'
    showProjectForm(site, res, viewer, { sheet, mistakes: [], stored, isSaved })
  })
}

export function saveProject(site: Site) {
  return onProject(site, async (viewer, stored, req, res) => {
    const sent = await sentProject(req)
    if (sent === null) return showError(site, req, res, 400)
    const { sheet } = sent
    const basedOn = typedIn(sheet, 'based_on')
    if (basedOn !== stored.state) return showClash(site, res, viewer, sheet, stored)
    const more = withMoreLanguages(sent)
    if (more !== undefined) return showProjectForm(site, res, viewer, { sheet: more, mistakes: [], stored })
    const typed = readTyped(sheet, stored.project)
    if ('mistakes' in typed)
      return showProjectForm(site, res, viewer, { sheet, mistakes: typed.mistakes, stored })
    const change = { ...typed, basedOn, by: viewer.organizer.id }
    const written = await changeProject(site.database, change, site.clock())
    if (written.done === 'written') return res.redirect(303, `/organize/projects/${written.slug}?done=saved`)
    if (written.reason === 'changed') return showClash(site, res, viewer, sheet, written.stored)
    if (written.reason === 'unknown') return showError(site, req, res, 404)
    const mistakes = [{ name: 'number', key: 'projects.mistake.number-taken' as const }]
    showProjectForm(site, res, viewer, { sheet, mistakes, stored })
  })
}

/** Nothing of theirs is overwritten unseen, nothing of one's own lost: saving again stores what stands there. */
function showClash(site: Site, res: Response, viewer: Viewer, typed: Sheet, stored: StoredProject): void {
  const sheet = onTopOf(sheetOfProject(stored.project), typed)
  showProjectForm(site, res, viewer, { sheet, mistakes: [], stored, isClash: true })
}
