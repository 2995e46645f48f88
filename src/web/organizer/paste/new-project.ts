/** The way to write a project that a text names and nobody has written yet. */
import type { FactField } from '../../../domain/events/announcement/fact.ts'
import type { Announcement } from '../../../domain/events/announcement/read-announcement.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'

const fields = {
  number: 'project-number',
  title: 'project-title',
  programme: 'programme',
  funder: 'funder',
} as const

/** The form opens with what the text says. */
export function newProject({ facts, language }: Announcement, reader: Language) {
  const said = (wanted: FactField) => facts.find(({ field }) => field === wanted)?.value
  const query = new URLSearchParams({ language })
  for (const [name, field] of Object.entries(fields)) {
    const value = said(field)
    if (value !== undefined) query.set(name, value)
  }
  const isNumbered = said('project-number') !== undefined
  return {
    words: phrase(reader, isNumbered ? 'projects.pasted-numbered' : 'projects.pasted-unnumbered'),
    href: `/organize/projects/new?${query}`,
  }
}
