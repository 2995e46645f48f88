/**
 * The form in which an event is written: every field of an event file, in the order in which organizers think. A field
 * of the form is called by its path in the event: `venue.city.bg`, `agenda.2.starts`.
 */
import {
  documentKinds,
  groups,
  kinds,
  organizationRoles,
  questionTypes,
} from '../../../domain/events/event.ts'
import type { PhraseKey } from '../../../platform/i18n.ts'

/**
 * What a field holds: `text` and `prose` are written in each language of the event, `names` are lines of one language,
 * `options` lines in each; `moment` is a day and a time of day; `counts` a number for each group of people.
 */
export type Kind =
  | 'text'
  | 'prose'
  | 'options'
  | 'names'
  | 'line'
  | 'email'
  | 'phone'
  | 'url'
  | 'moment'
  | 'day'
  | 'time'
  | 'whole'
  | 'amount'
  | 'yes'
  | 'ticks'
  | 'choice'
  | 'counts'
  | 'picture'
  | 'paper'

export type Field = {
  path: string
  is: Kind
  label: PhraseKey
  help?: PhraseKey
  /** No event is stored without it */
  isNeeded?: true
  /** Asked of a new event */
  isFirst?: true
  /** Stands beside its neighbour */
  isShort?: true
  rows?: number
  /** What a choice or ticks offer; where they depend on more than the plan knows, the view brings them. */
  words?: readonly string[]
}

export const listNames = ['organizations', 'agenda', 'speakers', 'documents', 'form'] as const
export type ListName = (typeof listNames)[number]

export type List = { list: ListName; label: PhraseKey; add: PhraseKey; fields: readonly Field[] }

export const sectionIds = [
  'what',
  'where',
  'whom',
  'registration',
  'behind',
  'agenda-and-speakers',
  'documents',
  'questions',
  'results',
] as const
export type SectionId = (typeof sectionIds)[number]

export type Section = { id: SectionId; title: PhraseKey; parts: readonly (Field | List)[] }

const whatAndWhen: Section = {
  id: 'what',
  title: 'announcement.section.what',
  parts: [
    { path: 'title', is: 'text', label: 'announcement.field.title', isNeeded: true, isFirst: true },
    {
      ...{ path: 'kind', is: 'choice', label: 'announcement.field.kind', words: kinds },
      ...{ isFirst: true, isShort: true },
    },
    {
      ...{ path: 'language', is: 'choice', label: 'announcement.field.language' },
      ...{ help: 'announcement.help.language', isFirst: true, isShort: true },
    },
    {
      ...{ path: 'starts', is: 'moment', label: 'announcement.field.starts' },
      ...{ isNeeded: true, isFirst: true, isShort: true },
    },
    {
      ...{ path: 'ends', is: 'moment', label: 'announcement.field.ends', help: 'announcement.help.ends' },
      ...{ isNeeded: true, isFirst: true, isShort: true },
    },
    {
      ...{ path: 'timezone', is: 'choice', label: 'announcement.field.timezone' },
      ...{ help: 'announcement.help.timezone', isFirst: true, isShort: true },
    },
    {
      ...{ path: 'slug', is: 'line', label: 'announcement.field.slug' },
      ...{ help: 'announcement.help.slug', isShort: true },
    },
    {
      ...{ path: 'summary', is: 'prose', label: 'announcement.field.summary' },
      ...{ help: 'announcement.help.summary', rows: 2 },
    },
    {
      ...{ path: 'description', is: 'prose', label: 'announcement.field.description' },
      ...{ help: 'announcement.help.description', rows: 10 },
    },
  ],
}

const where: Section = {
  id: 'where',
  title: 'announcement.section.where',
  parts: [
    {
      ...{ path: 'venue.name', is: 'text', label: 'announcement.field.venue-name' },
      ...{ help: 'announcement.help.venue-name', isFirst: true },
    },
    { path: 'venue.room', is: 'text', label: 'announcement.field.venue-room', isFirst: true },
    { path: 'venue.address', is: 'text', label: 'announcement.field.venue-address', isFirst: true },
    { path: 'venue.city', is: 'text', label: 'announcement.field.venue-city', isFirst: true },
    { path: 'venue.country', is: 'choice', label: 'announcement.field.venue-country', isShort: true },
    {
      ...{ path: 'venue.online_url', is: 'url', label: 'announcement.field.venue-online' },
      ...{ help: 'announcement.help.venue-online', isFirst: true },
    },
    {
      ...{ path: 'venue.directions', is: 'prose', label: 'announcement.field.venue-directions' },
      ...{ help: 'announcement.help.venue-directions', rows: 3 },
    },
    {
      ...{ path: 'venue.latitude', is: 'amount', label: 'announcement.field.venue-latitude', isShort: true },
      ...{ help: 'announcement.help.venue-latitude' },
    },
    {
      ...{ path: 'venue.longitude', is: 'amount', label: 'announcement.field.venue-longitude' },
      ...{ isShort: true, help: 'announcement.help.venue-longitude' },
    },
  ],
}

const whom: Section = {
  id: 'whom',
  title: 'announcement.section.whom',
  parts: [
    { path: 'contact.name', is: 'text', label: 'announcement.field.contact-name', isFirst: true },
    {
      ...{ path: 'contact.phone', is: 'phone', label: 'announcement.field.contact-phone' },
      ...{ isFirst: true, isShort: true },
    },
    {
      ...{ path: 'contact.email', is: 'email', label: 'announcement.field.contact-email' },
      ...{ isFirst: true, isShort: true },
    },
    {
      ...{ path: 'contact.answers_to', is: 'email', label: 'announcement.field.contact-answers' },
      ...{ help: 'announcement.help.contact-answers', isShort: true },
    },
  ],
}

const registration: Section = {
  id: 'registration',
  title: 'announcement.section.registration',
  parts: [
    {
      ...{ path: 'registration.opens', is: 'moment', label: 'announcement.field.opens' },
      ...{ help: 'announcement.help.opens', isShort: true },
    },
    {
      ...{ path: 'registration.closes', is: 'moment', label: 'announcement.field.closes' },
      ...{ help: 'announcement.help.closes', isShort: true },
    },
    {
      ...{ path: 'registration.capacity', is: 'whole', label: 'announcement.field.capacity' },
      ...{ help: 'announcement.help.capacity', isShort: true },
    },
    {
      ...{ path: 'registration.guests', is: 'whole', label: 'announcement.field.guests' },
      ...{ help: 'announcement.help.guests', isShort: true },
    },
    { path: 'registration.waitlist', is: 'yes', label: 'announcement.field.waitlist' },
    { path: 'registration.approval', is: 'yes', label: 'announcement.field.approval' },
    { path: 'registration.verify_email', is: 'yes', label: 'announcement.field.verify-email' },
    {
      ...{ path: 'registration.groups', is: 'ticks', label: 'announcement.field.groups', words: groups },
      ...{ help: 'announcement.help.groups' },
    },
  ],
}

const behind: Section = {
  id: 'behind',
  title: 'announcement.section.behind',
  parts: [
    { path: 'project', is: 'choice', label: 'announcement.field.project', help: 'announcement.help.project' },
    {
      list: 'organizations',
      label: 'announcement.list.organizations',
      add: 'announcement.add.organization',
      fields: [
        { path: 'name', is: 'text', label: 'announcement.field.organization-name', isNeeded: true },
        {
          ...{ path: 'role', is: 'choice', label: 'announcement.field.organization-role' },
          ...{ words: organizationRoles, isShort: true },
        },
        { path: 'url', is: 'url', label: 'announcement.field.organization-url', isShort: true },
        {
          ...{ path: 'logo', is: 'picture', label: 'announcement.field.organization-logo' },
          ...{ help: 'announcement.help.picture' },
        },
      ],
    },
  ],
}

const agendaAndSpeakers: Section = {
  id: 'agenda-and-speakers',
  title: 'announcement.section.agenda',
  parts: [
    {
      list: 'agenda',
      label: 'announcement.list.agenda',
      add: 'announcement.add.agenda',
      fields: [
        { path: 'day', is: 'day', label: 'announcement.field.agenda-day', isShort: true },
        {
          ...{ path: 'starts', is: 'time', label: 'announcement.field.agenda-starts' },
          ...{ isNeeded: true, isShort: true },
        },
        { path: 'ends', is: 'time', label: 'announcement.field.agenda-ends', isShort: true },
        { path: 'title', is: 'text', label: 'announcement.field.agenda-title', isNeeded: true },
        {
          ...{ path: 'room', is: 'text', label: 'announcement.field.agenda-room' },
          ...{ help: 'announcement.help.agenda-room' },
        },
        { path: 'description', is: 'prose', label: 'announcement.field.agenda-description', rows: 3 },
        {
          ...{ path: 'speakers', is: 'names', label: 'announcement.field.agenda-speakers' },
          ...{ help: 'announcement.help.agenda-speakers', rows: 2 },
        },
        { path: 'signup', is: 'yes', label: 'announcement.field.agenda-signup' },
        {
          ...{ path: 'capacity', is: 'whole', label: 'announcement.field.agenda-capacity' },
          ...{ help: 'announcement.help.agenda-capacity', isShort: true },
        },
      ],
    },
    {
      list: 'speakers',
      label: 'announcement.list.speakers',
      add: 'announcement.add.speaker',
      fields: [
        { path: 'name', is: 'text', label: 'announcement.field.speaker-name', isNeeded: true },
        { path: 'affiliation', is: 'text', label: 'announcement.field.speaker-affiliation' },
        { path: 'bio', is: 'prose', label: 'announcement.field.speaker-bio', rows: 3 },
        {
          ...{ path: 'photo', is: 'picture', label: 'announcement.field.speaker-photo' },
          ...{ help: 'announcement.help.picture' },
        },
      ],
    },
  ],
}

const documents: Section = {
  id: 'documents',
  title: 'announcement.section.documents',
  parts: [
    {
      list: 'documents',
      label: 'announcement.list.documents',
      add: 'announcement.add.document',
      fields: [
        {
          ...{ path: 'file', is: 'paper', label: 'announcement.field.document-file', isNeeded: true },
          ...{ help: 'announcement.help.paper' },
        },
        { path: 'title', is: 'text', label: 'announcement.field.document-title', isNeeded: true },
        {
          ...{ path: 'kind', is: 'choice', label: 'announcement.field.document-kind' },
          ...{ words: documentKinds, isShort: true },
        },
        { path: 'language', is: 'choice', label: 'announcement.field.document-language', isShort: true },
      ],
    },
  ],
}

const questions: Section = {
  id: 'questions',
  title: 'announcement.section.questions',
  parts: [
    {
      list: 'form',
      label: 'announcement.list.questions',
      add: 'announcement.add.question',
      fields: [
        { path: 'label', is: 'text', label: 'announcement.field.question-label', isNeeded: true },
        {
          ...{ path: 'type', is: 'choice', label: 'announcement.field.question-type' },
          ...{ words: questionTypes, isShort: true },
        },
        {
          ...{ path: 'options', is: 'options', label: 'announcement.field.question-options' },
          ...{ help: 'announcement.help.question-options', rows: 4 },
        },
        { path: 'required', is: 'yes', label: 'announcement.field.question-required' },
      ],
    },
  ],
}

const results: Section = {
  id: 'results',
  title: 'announcement.section.results',
  parts: [
    { path: 'targets', is: 'counts', label: 'announcement.field.targets', help: 'announcement.help.targets' },
    {
      ...{ path: 'results.attended', is: 'whole', label: 'announcement.field.attended' },
      ...{ help: 'announcement.help.attended', isShort: true },
    },
    {
      ...{ path: 'results.by_group', is: 'counts', label: 'announcement.field.by-group' },
      ...{ help: 'announcement.help.by-group' },
    },
    {
      ...{ path: 'results.summary', is: 'prose', label: 'announcement.field.results-summary' },
      ...{ help: 'announcement.help.results-summary', rows: 6 },
    },
  ],
}

export const sections: readonly Section[] = [
  whatAndWhen,
  where,
  whom,
  registration,
  behind,
  agendaAndSpeakers,
  documents,
  questions,
  results,
]

export function isList(part: Field | List): part is List {
  return 'list' in part
}

export function isInLanguages({ is }: Field): boolean {
  return is === 'text' || is === 'prose' || is === 'options'
}

const allParts = sections.flatMap(({ parts }) => parts)
const listsByName = new Map(allParts.filter(isList).map((list) => [list.list, list]))

export function listOf(name: ListName): List {
  const found = listsByName.get(name)
  if (found === undefined) throw new Error(`The form has no list ${name}`)
  return found
}

/** Which part of the form the field of this name belongs to, counted from its beginning */
export function placeInForm(name: string): number {
  return allParts.findIndex((part) => {
    const path = isList(part) ? part.list : part.path
    return name === path || name.startsWith(`${path}.`)
  })
}

/** Of `venue.city`, and of `agenda.2.title` or any longer path that begins so. */
export function fieldAt(path: string): Field | undefined {
  const [, name, inside = ''] = /^(\w+)\.\d+\.(.+)$/.exec(path) ?? []
  const list = listNames.find((known) => known === name)
  const fields =
    list === undefined ? allParts.filter((part): part is Field => !isList(part)) : listOf(list).fields
  const wanted = list === undefined ? path : inside
  return fields.find((field) => wanted === field.path || wanted.startsWith(`${field.path}.`))
}
