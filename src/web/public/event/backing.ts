/** Who stands behind an event: organizers, partners, funder, and the project with what its funder wants said. */
import type { EventDocument, Organization, Project } from '../../../domain/events/event.ts'
import { organizationRoles } from '../../../domain/events/event.ts'
import type { ProjectRecord } from '../../../domain/events/project-record.ts'
import { describeDay } from '../../../platform/dates.ts'
import { type Language, localeOf, phrase } from '../../../platform/i18n.ts'
import { type Reader, readerOf } from '../words.ts'
import type { PicturesOf } from './pictures.ts'

export function backing(
  document: EventDocument,
  record: ProjectRecord | undefined,
  pictures: PicturesOf,
  language: Language,
) {
  const roles = organizationRoles.flatMap((role) => rolesOf(document, role, pictures, language))
  return { roles, project: record && projectFacts(record.project, pictures, language) }
}

function rolesOf(
  document: EventDocument,
  role: Organization['role'],
  pictures: PicturesOf,
  language: Language,
) {
  const found = document.organizations.filter((organization) => organization.role === role)
  if (found.length === 0) return []
  const read = readerOf(document, language)
  return [
    {
      role: phrase(language, `organization-role.${role}`, { n: found.length }),
      organizations: found.map((organization) => organizationFacts(organization, pictures, read)),
    },
  ]
}

function organizationFacts({ name, url, logo }: Organization, pictures: PicturesOf, read: Reader) {
  return { name: read(name), url, logo: pictures(logo, 'logo') }
}

function projectFacts(project: Project, pictures: PicturesOf, language: Language) {
  const read = readerOf(project, language)
  return {
    title: read(project.title),
    number: project.number,
    isEu: project.emblem === 'eu',
    statement: read(project.statement),
    disclaimer: read(project.disclaimer),
    programme: read(project.programme),
    funder: read(project.funder),
    fund: read(project.fund),
    duration: duration(project, language),
    budget: budget(project, language),
    indicators: project.indicators.map(({ title, target }) => ({ title: read(title), target })),
    organizations: project.organizations.map((organization) => ({
      ...organizationFacts(organization, pictures, read),
      role: phrase(language, `organization-role.${organization.role}`, { n: 1 }),
    })),
  }
}

function duration({ starts, ends }: Project, language: Language): string | undefined {
  const days = [starts, ends].filter((day) => day !== undefined).map((day) => describeDay(day, language).date)
  return days.length === 0 ? undefined : days.join(' – ')
}

function budget({ budget: sum }: Project, language: Language): string | undefined {
  if (sum === undefined) return undefined
  const money = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency: sum.currency })
  const amount = money.format(sum.amount)
  if (sum.funder_share === undefined) return amount
  return phrase(language, 'public.event.budget-of', { amount, share: money.format(sum.funder_share) })
}

export type FileAddress = (slug: string, name: string) => string

/** Where a file that the event names is served. */
export function fileAddress(slug: string, name: string): string {
  return `/events/${slug}/files/${encodeURIComponent(name)}`
}
