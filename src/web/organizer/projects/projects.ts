/** `/organize/projects`: the projects that events may belong to. */
import { projectsFor, type StoredProject } from '../../../domain/events/projects.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { readerOf } from '../../public/words.ts'
import type { Site } from '../../site.ts'
import { everywhere } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'

const path = '/organize/projects'

export function projects(site: Site) {
  return everywhere(site, 'create-event', async (viewer, _req, res) => {
    const { language, organizer } = viewer
    const found = await projectsFor(site.database.read, organizer.id)
    showWorkspace(site, res, viewer, path, 'organizer/projects/projects', {
      title: phrase(language, 'projects.title'),
      here: 'events',
      rows: found.map((one) => row(one, language)),
    })
  })
}

function row({ project, isSample, events }: StoredProject, language: Language) {
  const read = readerOf(project, language)
  return {
    href: `${path}/${project.slug}`,
    title: read(project.title),
    number: project.number,
    programme: read(project.programme),
    funder: read(project.funder),
    isSample,
    events: phrase(language, 'projects.events', { n: events }),
  }
}
