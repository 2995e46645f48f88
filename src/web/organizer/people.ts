/** `/organize/events/{slug}`: who registered. */
import type { Request } from 'express'
import { exportFormats } from '../../documents/attendee-export.ts'
import type { Attendee } from '../../domain/registrations/attendee.ts'
import type { BulkAction } from '../../domain/registrations/bulk/action.ts'
import { lastUndoable } from '../../domain/registrations/bulk/outcome.ts'
import { figuresOfList } from '../../domain/registrations/figures.ts'
import { labelsOf, labelsOn } from '../../domain/registrations/labels.ts'
import { fillList } from '../../domain/registrations/list/fill-list.ts'
import { findPeople, type PeopleFound } from '../../domain/registrations/list/find-people.ts'
import { mostGathered } from '../../domain/registrations/list/people-query.ts'
import { awaitingApproval, withoutLetter } from '../../domain/registrations/person.ts'
import { isPhraseKey, phrase } from '../../platform/i18n.ts'
import type { Site } from '../site.ts'
import { eventFrame, eventHome, eventTitle } from './event-frame.ts'
import { statusMarks } from './figure-words.ts'
import { pageSteps, queryValue } from './pages.ts'
import { allColumns, type Column, type Seen, shownColumns } from './people-columns.ts'
import { eventFigures } from './people-figures.ts'
import { filterFields } from './people-filters.ts'
import { columnHeads } from './people-heads.ts'
import {
  exportQuery,
  filterQuery,
  isNarrowed,
  type PeopleWish,
  peopleQuery,
  peopleWish,
} from './people-wish.ts'
import { onEvent, type Work } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

/** Longer than anybody's import of thousands takes to come into the list; what is left comes in by itself. */
const patienceMilliseconds = 2000

export function people(site: Site) {
  return onEvent(site, 'see-list', async (work, req, res) => {
    const { event, viewer, permission } = work
    const { database } = site
    const isFilled = await fillList(database, patienceMilliseconds)
    const wish = wishOf(req, work)
    const audience = { eventId: event.id, permission }
    const found = await findPeople(database, audience, wish.filter, wish, wish.page)
    const shown = { ...wish, page: found.page }
    const figures = await figuresOfList(database.read, event.id)
    const labels = await labelsOn(database.read, event.id)
    const columns = await shownColumns(site, work, labels.length > 0)
    const path = eventHome(event) + peopleQuery(shown)
    const done = `organizer.done.${queryValue(req, 'done')}`
    showWorkspace(site, res, viewer, path, 'organizer/people', {
      ...eventFrame(work, 'people'),
      title: eventTitle(work),
      styles: ['workspace-people.css'],
      scripts: ['people.js'],
      notice: isPhraseKey(done) ? phrase(viewer.language, done) : undefined,
      undoable: work.rights.has('change-people') ? await undoableWords(site, work) : undefined,
      isFilling: !isFilled,
      figures: figures && eventFigures(figures, work, wish),
      ...listing(found, shown, work),
      filter: filterFields(wish, work, labels),
      heads: columnHeads(columns, shown, work),
      rows: rowsOf(found.attendees, columns, await seenOf(site, found, work), shown, work),
      labels: labels.map(({ label }) => label),
      choice: work.rights.has('see-people') ? columnChoice(columns, work) : undefined,
      path,
    })
  })
}

/** The way back from what was done to many, for as long as there is one. */
async function undoableWords(site: Site, { event, viewer }: Work) {
  const last = await lastUndoable(site.database.read, event.id, site.clock())
  if (last === undefined) return undefined
  const { language } = viewer
  // Written by `startBulk` alone.
  const what = phrase(language, `organizer.bulk.verb.${last.action as BulkAction}`)
  return {
    href: `${eventHome(event)}/bulk/${last.id}`,
    words: phrase(language, 'organizer.bulk.last', {
      what: last.label === '' ? what : `${what}: ${last.label}`,
      n: last.people,
    }),
  }
}

/** Who sees three columns asks by these alone. */
export function wishOf(req: Request, { event, rights }: Work): PeopleWish {
  const wish = peopleWish(req, event.document)
  if (rights.has('see-people')) return wish
  const { words, status } = wish.filter
  const filter = { ...(words === undefined ? {} : { words }), ...(status === undefined ? {} : { status }) }
  return { ...wish, filter }
}

async function seenOf(site: Site, { attendees }: PeopleFound, { rights }: Work): Promise<Seen> {
  const ids = rights.has('see-people') ? attendees.map(({ id }) => id) : []
  const { read } = site.database
  return {
    labels: await labelsOf(read, ids),
    unreached: await withoutLetter(read, ids),
    awaiting: await awaitingApproval(read, ids),
  }
}

function listing(found: PeopleFound, wish: PeopleWish, work: Work) {
  const { event, viewer, rights } = work
  const { language } = viewer
  const home = eventHome(event)
  const narrowed = isNarrowed(wish)
  return {
    isNarrowed: narrowed,
    all: home,
    count: countWords(found, wish, work),
    isCut: found.total === null && wish.filter.words !== undefined,
    empty: phrase(language, narrowed ? 'organizer.people.none-found' : 'organizer.people.none'),
    pages: pageSteps(found.page, found.hasMore, (page) => home + peopleQuery({ ...wish, page }), language),
    add: rights.has('change-people') ? `${home}/add` : undefined,
    lists: rights.has('change-people') ? { import: `${home}/import`, doubles: `${home}/doubles` } : undefined,
    exports: rights.has('export') ? exportLinks(wish, work) : undefined,
    bulk:
      found.attendees.length > 0 && rights.has('change-people') ? bulkTools(found, wish, work) : undefined,
  }
}

function countWords({ total }: PeopleFound, wish: PeopleWish, { viewer }: Work): string {
  const { language } = viewer
  if (total === null) return phrase(language, 'organizer.people.found-many', { n: mostGathered })
  const key = isNarrowed(wish) ? 'organizer.people.found' : 'organizer.people.count'
  return phrase(language, key, { n: total })
}

/** What the tick boxes are for; what is asked for goes with them, for all that are found. */
function bulkTools({ total, attendees }: PeopleFound, wish: PeopleWish, { event, viewer, rights }: Work) {
  const { language } = viewer
  return {
    action: `${eventHome(event)}/bulk`,
    letter: rights.has('write-letters') ? `${eventHome(event)}/letters/new` : undefined,
    hidden: [...filterQuery(wish.filter)].map(([name, value]) => ({ name, value })),
    all:
      total === attendees.length
        ? phrase(language, 'organizer.bulk.all', { n: total })
        : phrase(language, total === null ? 'organizer.bulk.all-many' : 'organizer.bulk.all-beyond', {
            n: total ?? mostGathered,
          }),
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

/** What the viewer has no right to is not in the page's context at all. */
function rowsOf(
  attendees: readonly Attendee[],
  columns: readonly Column[],
  seen: Seen,
  wish: PeopleWish,
  { event, viewer, rights }: Work,
) {
  const { language } = viewer
  const query = peopleQuery(wish)
  return attendees.map((attendee) => {
    const { id, name, status, guests, reference } = attendee
    const shown = {
      name,
      cells: columns.map((column) => column.cell(attendee, seen)),
      status: phrase(language, `status.${status}`),
      mark: statusMarks[status],
    }
    if (!rights.has('see-people')) return shown
    const href = `${eventHome(event)}/people/${reference}`
    const mayApprove = seen.awaiting.has(id) && rights.has('change-people')
    return {
      ...shown,
      href,
      id,
      approve: mayApprove ? `${href}?${new URLSearchParams({ back: query })}` : undefined,
      guests: guests === 0 ? undefined : phrase(language, 'organizer.people.guests', { n: guests }),
    }
  })
}

function columnChoice(shown: readonly Column[], work: Work) {
  return {
    action: `${eventHome(work.event)}/columns`,
    columns: allColumns(work).map(({ name, label }) => ({
      value: name,
      id: `column-${name.replace(/[^\w-]/g, '-')}`,
      label,
      checked: shown.some((column) => column.name === name),
    })),
  }
}
