/** `/organize/events/{slug}`: who registered. */
import type { Request } from 'express'
import { exportFormats } from '../../documents/attendee-export.ts'
import type { Attendee } from '../../domain/registrations/attendee.ts'
import { type AttendeeSort, type AttendeesPage, attendeesPage } from '../../domain/registrations/attendees.ts'
import { figuresOf } from '../../domain/registrations/figures.ts'
import { withoutLetter } from '../../domain/registrations/person.ts'
import { type PhraseKey, phrase } from '../../platform/i18n.ts'
import type { Site } from '../site.ts'
import { eventFrame, eventHome, eventTitle } from './event-frame.ts'
import { statusMarks } from './figure-words.ts'
import { instantWords } from './instant-words.ts'
import { pageSteps } from './pages.ts'
import { eventFigures } from './people-figures.ts'
import { filterFields } from './people-filters.ts'
import { exportQuery, isNarrowed, type PeopleWish, peopleQuery, peopleWish } from './people-wish.ts'
import { onEvent, type Work } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

export function people(site: Site) {
  return onEvent(site, 'see-list', async (work, req, res) => {
    const { event, viewer, permission } = work
    const { read } = site.database
    const wish = wishOf(req, work)
    const audience = { eventId: event.id, permission }
    const found = await attendeesPage(read, audience, wish.filter, wish.sort, wish.page)
    const shown = { ...wish, page: found.page }
    const figures = (await figuresOf(read, [event.id])).get(event.id)
    const unreached = await withoutLetter(
      read,
      found.attendees.map(({ id }) => id),
    )
    showWorkspace(site, res, viewer, eventHome(event) + peopleQuery(shown), 'organizer/people', {
      ...eventFrame(work, 'people'),
      title: eventTitle(work),
      figures: figures && eventFigures(figures, work, wish),
      ...listing(found, shown, work),
      rows: found.attendees.map((attendee) => row(attendee, work, unreached)),
    })
  })
}

/** Who sees three columns asks by these alone. */
function wishOf(req: Request, { event, rights }: Work): PeopleWish {
  const wish = peopleWish(req, event.document)
  if (rights.has('see-people')) return wish
  const { words, status } = wish.filter
  const filter = { ...(words === undefined ? {} : { words }), ...(status === undefined ? {} : { status }) }
  return { ...wish, filter }
}

function listing(found: AttendeesPage, wish: PeopleWish, work: Work) {
  const { event, viewer, rights } = work
  const { language } = viewer
  const home = eventHome(event)
  const narrowed = isNarrowed(wish)
  return {
    filter: filterFields(wish, work),
    columns: columns(wish, work),
    isNarrowed: narrowed,
    all: home,
    count: phrase(language, narrowed ? 'organizer.people.found' : 'organizer.people.count', {
      n: found.total,
    }),
    empty: phrase(language, narrowed ? 'organizer.people.none-found' : 'organizer.people.none'),
    pages: pageSteps(
      found.page,
      found.page < found.pages,
      (page) => home + peopleQuery({ ...wish, page }),
      language,
    ),
    add: rights.has('change-people') ? `${home}/add` : undefined,
    exports: rights.has('export') ? exportLinks(wish, work) : undefined,
  }
}

function exportLinks(wish: PeopleWish, { event, viewer }: Work) {
  return exportFormats.map((format) => ({
    label: format === 'pdf' ? phrase(viewer.language, 'organizer.export.pdf') : fileNames[format],
    href: `${eventHome(event)}/attendees.${format}${exportQuery(wish)}`,
  }))
}

/** Names that are the same in every language. */
const fileNames = { csv: 'CSV', xlsx: 'Excel', json: 'JSON' } as const

/** The desk sees three of the columns; the words of each are those of the exported list. */
function columns(wish: PeopleWish, { event, viewer, rights }: Work) {
  const { language } = viewer
  const column = (label: PhraseKey, sort?: AttendeeSort) => ({
    label: phrase(language, label),
    href: sort && eventHome(event) + peopleQuery({ ...wish, sort, page: 1 }),
    sorted: sort === wish.sort,
  })
  const everybody = [column('column.name', 'name'), column('column.organization', 'organization')]
  const status = column('column.status', 'status')
  if (!rights.has('see-people')) return [...everybody, status]
  const more = [column('column.group', 'group'), column('organizer.people.contact')]
  return [...everybody, ...more, status, column('organizer.people.registered', 'registered')]
}

/** What the viewer has no right to is not in the page's context at all. */
function row(attendee: Attendee, { event, viewer, rights }: Work, unreached: ReadonlySet<number>) {
  const { language } = viewer
  const { id, name, organization, status, guests } = attendee
  const seen = { name, organization, status: phrase(language, `status.${status}`), mark: statusMarks[status] }
  if (!rights.has('see-people')) return seen
  return {
    ...seen,
    href: `${eventHome(event)}/people/${attendee.reference}`,
    guests: guests === 0 ? undefined : phrase(language, 'organizer.people.guests', { n: guests }),
    position: attendee.position,
    group: attendee.group === '' ? '' : phrase(language, `group.${attendee.group}`),
    email: attendee.email,
    phone: attendee.phone,
    registered: instantWords(attendee.registered_at, event.document.timezone, language),
    source: phrase(language, `source.${attendee.source}`),
    isUnreached: unreached.has(id),
    hasMore: true,
  }
}
