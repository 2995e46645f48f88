/** `/organize/projects`: the projects that events belong to, with what their funders want to be said. */
import { inLanguage } from '../../../domain/events/event.ts'
import { type ListedProject, projectList } from '../../../domain/events/project-list.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import type { Site } from '../../site.ts'
import { queryValue } from '../pages.ts'
import { everywhere } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'

export const projectsHome = '/organize/projects'

export function projects(site: Site) {
  return everywhere(site, 'create-event', async (viewer, req, res) => {
    const { language } = viewer
    const all = await projectList(site.database.read)
    showWorkspace(site, res, viewer, projectsHome, 'organizer/projects/projects', {
      title: phrase(language, 'projects.title'),
      here: 'events',
      notice: queryValue(req, 'done') === 'saved' ? phrase(language, 'projects.saved') : undefined,
      projects: all.map((one) => row(one, language)),
    })
  })
}

function row({ project, events, isSample }: ListedProject, language: Language) {
  const { title, language: own, number, programme, funder } = project
  const text = (of: typeof title | undefined) => of && inLanguage(of, language, own)
  return {
    href: `${projectsHome}/${project.slug}`,
    title: inLanguage(title, language, own),
    number,
    programme: text(programme),
    funder: text(funder),
    isSample,
    events: phrase(language, 'projects.events', { n: events }),
  }
}
