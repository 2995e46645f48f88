/** `/organize/projects/new`, `/organize/projects/{project}`: a project as its funder knows it. */
import type { Request, Response } from 'express'
import type { Project } from '../../../domain/events/event.ts'
import { inLanguage } from '../../../domain/events/event.ts'
import { readProject } from '../../../domain/events/file/project-file.ts'
import { freeProjectSlug, projectNamed } from '../../../domain/events/project-list.ts'
import { writeProject } from '../../../domain/events/write-project.ts'
import { phrase } from '../../../platform/i18n.ts'
import { fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { type FieldMistake, fieldMistakes } from '../announcement/mistake-words.ts'
import { queryValue } from '../pages.ts'
import { everywhere, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { projectFormView, projectOf, type TypedProject, typedIn, typedOf } from './project-form.ts'
import { projectsHome } from './projects.ts'

/** What the form is about: a project that is stored, or none yet */
type Known = { project: Project; updatedAt: string } | undefined

export function newProject(site: Site) {
  return everywhere(site, 'create-event', (viewer, req, res) => {
    const { language } = viewer
    // An announcement that names a project leads here with what it says; nothing is stored by looking.
    const said = ['title', 'programme', 'funder'].map((name) => [
      `${name}.${language}`,
      queryValue(req, name),
    ])
    const typed = { ...Object.fromEntries(said), language, number: queryValue(req, 'number') }
    show(site, res, viewer, undefined, { typed, mistakes: [] })
  })
}

export function editProject(site: Site) {
  return everywhere(site, 'create-event', async (viewer, req, res) => {
    const known = await projectNamed(site.database.read, String(req.params.project))
    if (known === undefined) return showError(site, req, res, 404)
    show(site, res, viewer, known, { typed: typedOf(known.project), mistakes: [] })
  })
}

export function createProject(site: Site) {
  return everywhere(site, 'create-event', (viewer, req, res) => save(site, viewer, req, res, undefined))
}

export function changeProject(site: Site) {
  return everywhere(site, 'create-event', async (viewer, req, res) => {
    const known = await projectNamed(site.database.read, String(req.params.project))
    if (known === undefined) return showError(site, req, res, 404)
    await save(site, viewer, req, res, known)
  })
}

async function save(site: Site, viewer: Viewer, req: Request, res: Response, known: Known): Promise<void> {
  const typed: TypedProject = { language: viewer.language, ...typedIn(fieldsOf(req)) }
  const read = readProject(projectOf(typed, known?.project.slug ?? 'to-be-found', known?.project))
  if ('mistakes' in read)
    return show(site, res, viewer, known, { typed, mistakes: fieldMistakes(read.mistakes) })
  const project = known === undefined ? await named(site, read.document) : read.document
  const basedOn = known === undefined ? null : (typed['based_on'] ?? '')
  const wish = { project, basedOn, by: viewer.organizer.id }
  const written = await writeProject(site.database, wish, site.clock())
  if (written.done !== 'refused') return res.redirect(303, `${projectsHome}?done=saved`)
  if (written.reason === 'unknown') return showError(site, req, res, 404)
  const now = await projectNamed(site.database.read, project.slug)
  show(site, res, viewer, now, { typed, mistakes: [], isOvertaken: true })
}

async function named(site: Site, project: Project): Promise<Project> {
  const { text, language } = inLanguage(project.title, project.language, project.language)
  return { ...project, slug: await freeProjectSlug(site.database.read, text, language) }
}

type State = {
  typed: TypedProject
  mistakes: readonly FieldMistake[]
  /** Somebody else wrote it since the form was opened: what stands now is shown beside what was typed. */
  isOvertaken?: boolean
}

function show(
  site: Site,
  res: Response,
  viewer: Viewer,
  known: Known,
  { typed, mistakes, isOvertaken = false }: State,
): void {
  const { language } = viewer
  const heading = phrase(language, known === undefined ? 'projects.new' : 'projects.edit')
  const address = known === undefined ? `${projectsHome}/new` : `${projectsHome}/${known.project.slug}`
  const isWrong = mistakes.length > 0
  const stored = isOvertaken && known !== undefined ? typedOf(known.project) : null
  showWorkspace(site, res, viewer, address, 'organizer/projects/project', {
    title: isWrong ? phrase(language, 'public.error-prefix', { title: heading }) : heading,
    status: isWrong ? 422 : isOvertaken ? 409 : 200,
    here: 'events',
    heading,
    address,
    basedOn: known?.updatedAt,
    overtaken: isOvertaken ? phrase(language, 'projects.overtaken') : undefined,
    form: projectFormView(typed, mistakes, stored, language),
    back: projectsHome,
  })
}
