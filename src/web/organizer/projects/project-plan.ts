/** The form in which a project is written. What it does not ask, such as budget and indicators, comes with files. */
import { periods } from '../../../domain/events/event.ts'
import type { PhraseKey } from '../../../platform/i18n.ts'
import type { Field } from '../announcement/form-plan.ts'

export type ProjectSection = { id: string; title: PhraseKey; fields: readonly Field[] }

const about: ProjectSection = {
  id: 'about',
  title: 'projects.section.about',
  fields: [
    { path: 'title', is: 'text', label: 'projects.field.title', isNeeded: true },
    {
      ...{ path: 'number', is: 'line', label: 'projects.field.number' },
      ...{ help: 'projects.help.number', isShort: true },
    },
    {
      ...{ path: 'language', is: 'choice', label: 'projects.field.language' },
      ...{ help: 'projects.help.language', isShort: true },
    },
    { path: 'starts', is: 'day', label: 'projects.field.starts', isShort: true },
    { path: 'ends', is: 'day', label: 'projects.field.ends', isShort: true },
  ],
}

const funding: ProjectSection = {
  id: 'funding',
  title: 'projects.section.funding',
  fields: [
    { path: 'programme', is: 'text', label: 'projects.field.programme' },
    { path: 'funder', is: 'text', label: 'projects.field.funder', help: 'projects.help.funder' },
    { path: 'fund', is: 'text', label: 'projects.field.fund', help: 'projects.help.fund' },
    {
      ...{ path: 'period', is: 'choice', label: 'projects.field.period' },
      ...{ words: periods, help: 'projects.help.period', isShort: true },
    },
  ],
}

const shown: ProjectSection = {
  id: 'shown',
  title: 'projects.section.shown',
  fields: [
    {
      ...{ path: 'statement', is: 'prose', label: 'projects.field.statement' },
      ...{ help: 'projects.help.statement', rows: 3 },
    },
    {
      ...{ path: 'disclaimer', is: 'prose', label: 'projects.field.disclaimer' },
      ...{ help: 'projects.help.disclaimer', rows: 3 },
    },
    {
      ...{ path: 'emblem', is: 'choice', label: 'projects.field.emblem' },
      ...{ words: ['none', 'eu'], help: 'projects.help.emblem', isShort: true },
    },
  ],
}

export const projectSections: readonly ProjectSection[] = [about, funding, shown]
export const projectFields: readonly Field[] = projectSections.flatMap(({ fields }) => fields)
