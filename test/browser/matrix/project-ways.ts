/** Of the workspace: the projects that events may name. */
import { at, type Family, sending, type Way } from './going.ts'

const projects = '/organize/projects'
const multipart = { encoding: 'multipart/form-data' }

/** Somebody else has saved it since the form was opened in which this was written. */
const writtenByTwo: Way = sending(
  `${projects}/villages`,
  {
    ...{ do: 'save', based_on: 'older', language: 'bg', languages: 'bg', number: 'PR-8' },
    ...{ 'title.bg': 'Друго заглавие', emblem: 'none', period: 'other' },
  },
  multipart,
)

export const projectPages: Family = {
  'workspace: projects': at(projects),
  'workspace: a new project': at(
    `${projects}/new?${new URLSearchParams({ language: 'bg', number: 'PR-9', title: 'Диалог' })}`,
  ),
  'workspace: a new project, with mistakes': sending(
    `${projects}/new`,
    {
      do: 'save',
      language: 'bg',
      languages: 'bg',
      'title.bg': '',
      number: 'x'.repeat(200),
      ends: '31.02.2027',
    },
    multipart,
  ),
  'workspace: a project': at(`${projects}/villages`),
  'workspace: a project, written by two': writtenByTwo,
}
