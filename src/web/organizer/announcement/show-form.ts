/** The page on which an event is written, new or known. */
import type { Response } from 'express'
import { projectChoices } from '../../../domain/events/project-choices.ts'
import { phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { pastedView } from '../paste/pasted-view.ts'
import type { Viewer, Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { type FormState, formView } from './form-view.ts'
import { typedIn } from './sheet.ts'

const assets = { styles: ['workspace-announcement.css'], scripts: ['editor.js'] }

type Notice = { words: string; over?: string | undefined; link?: { href: string; label: string } | undefined }

export async function showNewForm(
  site: Site,
  res: Response,
  viewer: Viewer,
  state: FormState,
): Promise<void> {
  const { language } = viewer
  const title = phrase(language, 'announcement.new')
  const text = typedIn(state.sheet, 'pasted')
  const read = text === '' ? undefined : await pastedView(site.database.read, text, site.clock(), language)
  showWorkspace(site, res, viewer, '/organize/events/new', 'organizer/announcement/new', {
    ...assets,
    ...(read && { pasted: read.pasted, styles: [...assets.styles, 'workspace-paste.css'] }),
    ...(await formOf(site, viewer, { ...state, found: read?.found ?? null }, null)),
    ...standing(title, state, language),
    here: 'events',
    heading: title,
    action: '/organize/events/new',
    isNew: true,
  })
}

export async function showEditForm(
  site: Site,
  res: Response,
  work: Work,
  state: FormState,
  basedOn: number,
  notice?: Notice,
): Promise<void> {
  const { event, viewer } = work
  const heading = phrase(viewer.language, 'announcement.edit')
  const action = `${eventHome(event)}/edit`
  showWorkspace(site, res, viewer, action, 'organizer/announcement/edit', {
    ...assets,
    ...eventFrame(work, 'announcement'),
    ...(await formOf(site, viewer, state, `${eventHome(event)}/files`)),
    ...standing(`${heading}: ${eventTitle(work)}`, state, viewer.language),
    heading,
    action,
    basedOn,
    notice,
    isDraft: event.document.status === 'draft',
    preview: `${eventHome(event)}/preview`,
  })
}

/** `filesAt`: of an event that is stored already */
async function formOf(site: Site, viewer: Viewer, state: FormState, filesAt: string | null) {
  const { language } = viewer
  const projects = await projectChoices(site.database.read, language)
  const around = { isNew: filesAt === null, projects, filesAt, language, now: site.clock() }
  // Whoever writes events writes the projects that they belong to.
  return { form: formView(state, around), mayWriteProjects: viewer.everywhere.has('create-event') }
}

function standing(title: string, { mistakes }: FormState, language: string) {
  if (mistakes.length === 0) return { title, status: 200 }
  return { title: phrase(language, 'public.error-prefix', { title }), status: 422 }
}
