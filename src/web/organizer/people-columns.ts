/** The columns of the attendee list on the screen: which there are, which are shown, and what stands in each. */
import type { FormQuestion } from '../../domain/events/event.ts'
import type { Attendee } from '../../domain/registrations/attendee.ts'
import { chooseColumns, chosenColumns } from '../../domain/registrations/list/columns.ts'
import type { PeopleSort } from '../../domain/registrations/list/people-query.ts'
import { languageName, type PhraseKey, phrase } from '../../platform/i18n.ts'
import type { TextInLanguage } from '../../platform/view-helpers.ts'
import { fieldsOf } from '../body.ts'
import { readerOf } from '../public/words.ts'
import type { Site } from '../site.ts'
import { ownPath } from './cookies.ts'
import { instantWords } from './instant-words.ts'
import { onEvent, type Work } from './viewer.ts'

/** What the rows of a page are made from */
export type Seen = {
  labels: ReadonlyMap<number, readonly string[]>
  /** Ids of those whom a letter did not reach, and of those who wait for a decision */
  unreached: ReadonlySet<number>
  awaiting: ReadonlySet<number>
}

type Words = TextInLanguage | string

export type Cell = {
  /** How it is set: the name of a class */
  kind: string
  /** On a telephone it stands before the value, where the value alone would not say what it is. */
  label?: Words
  text?: Words
  under?: string
  list?: readonly Words[]
  failed?: string
  iso?: string
}

export type Column = {
  name: string
  label: Words
  sort?: PeopleSort
  cell(attendee: Attendee, seen: Seen): Cell
}

const usual = ['organization', 'group', 'contact', 'status', 'registered']

/** All that there are for an event, in the order in which they stand. */
export function allColumns(work: Work): Column[] {
  const { event, viewer } = work
  const say = (key: PhraseKey) => phrase(viewer.language, key)
  const plain = (
    name: 'organization' | 'group' | 'locality' | 'language' | 'source' | 'guests' | 'note',
    text: (attendee: Attendee) => string,
    sort?: PeopleSort,
  ): Column => {
    const label = say(`column.${name}`)
    const shown = sort === undefined ? { label } : {}
    return {
      name,
      label,
      ...(sort ? { sort } : {}),
      cell: (of) => ({ kind: name, text: text(of), ...shown }),
    }
  }
  return [
    organizationColumn(work),
    plain('group', ({ group }) => (group === '' ? '' : say(`group.${group}`)), 'group'),
    plain('locality', ({ locality }) => locality, 'locality'),
    contactColumn(work),
    sessionsColumn(work),
    {
      name: 'labels',
      label: say('organizer.column.labels'),
      cell: ({ id }, { labels }) => ({ kind: 'labels', list: labels.get(id) ?? [] }),
    },
    ...event.document.form.map((question) => answerColumn(question, work)),
    plain('note', ({ note }) => note),
    plain('language', ({ language }) => languageName(language, viewer.language)),
    registeredColumn(work),
  ]
}

function organizationColumn({ viewer }: Work): Column {
  return {
    name: 'organization',
    label: phrase(viewer.language, 'column.organization'),
    sort: 'organization',
    cell: ({ organization, position }) => ({ kind: 'organization', text: organization, under: position }),
  }
}

function contactColumn({ viewer }: Work): Column {
  const failed = phrase(viewer.language, 'organizer.people.unreached')
  return {
    name: 'contact',
    label: phrase(viewer.language, 'organizer.people.contact'),
    cell: ({ id, phone, email }, { unreached }) => ({
      kind: 'contact',
      text: phone,
      ...(email === null ? {} : { under: email }),
      ...(unreached.has(id) ? { failed } : {}),
    }),
  }
}

/** Sessions that have since left the programme keep their id. */
function sessionsColumn({ event, viewer }: Work): Column {
  const read = readerOf(event.document, viewer.language)
  const title = (id: string): Words => read(event.document.agenda.find((item) => item.id === id)?.title) ?? id
  const label = phrase(viewer.language, 'column.sessions')
  return {
    name: 'sessions',
    label,
    cell: ({ sessions }) => ({ kind: 'sessions', label, list: sessions.map(title) }),
  }
}

function answerColumn({ id, label }: FormQuestion, { event, viewer }: Work): Column {
  const title = readerOf(event.document, viewer.language)(label) ?? id
  return {
    name: `answers.${id}`,
    label: title,
    cell: ({ answers }) => {
      // Own properties only: a question may be called `constructor`.
      const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
      const list =
        typeof answer === 'boolean'
          ? answer
            ? [phrase(viewer.language, 'list.yes')]
            : []
          : [answer ?? []].flat()
      return { kind: 'answer', label: title, list }
    },
  }
}

function registeredColumn({ event, viewer }: Work): Column {
  const { language } = viewer
  return {
    name: 'registered',
    label: phrase(language, 'organizer.people.registered'),
    sort: 'registered',
    cell: ({ registered_at, source }) => {
      const { date, time, iso } = instantWords(registered_at, event.document.timezone, language)
      return {
        kind: 'registered',
        text: date,
        iso,
        under: `${time}, ${phrase(language, `source.${source}`)}`,
      }
    },
  }
}

/** The desk sees who is from where and no more. Until columns are chosen, labels show themselves once there are any. */
export async function shownColumns(site: Site, work: Work, hasLabels: boolean): Promise<Column[]> {
  const all = allColumns(work)
  if (!work.rights.has('see-people')) return all.filter(({ name }) => name === 'organization')
  const whose = { organizerId: work.viewer.organizer.id, eventId: work.event.id }
  const chosen = (await chosenColumns(site.database.read, whose)) ?? [
    ...usual,
    ...(hasLabels ? ['labels'] : []),
  ]
  return all.filter(({ name }) => chosen.includes(name))
}

/** `/organize/events/{slug}/columns`: kept for this organizer and event. */
export function choosePeopleColumns(site: Site) {
  return onEvent(site, 'see-people', async (work, req, res) => {
    const fields = fieldsOf(req)
    const wanted = [fields.column ?? []].flat()
    const names = allColumns(work).flatMap(({ name }) => (wanted.includes(name) ? [name] : []))
    const whose = { organizerId: work.viewer.organizer.id, eventId: work.event.id }
    await chooseColumns(site.database, whose, names)
    res.redirect(303, ownPath([fields.back ?? ''].flat()[0] ?? ''))
  })
}
