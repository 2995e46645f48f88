/** What the forms that change an event call when "save" was pressed. */
import { revised } from '../../../domain/events/event-facts.ts'
import { type Revised, type Revision, reviseEvent } from '../../../domain/registrations/revise-event.ts'
import { affectedBy } from '../../../domain/registrations/telling/affected.ts'
import { consequencesOf } from '../../../domain/registrations/telling/consequences.ts'
import { keepRevision } from '../../../domain/registrations/telling/pending-revision.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import type { Work } from '../viewer.ts'

export type Written = Pick<Revision, 'basedOn' | 'document' | 'files'> & {
  /**
   * What the form held, in a way that it can read again: under `/edit?pending=ID` it is asked to show what
   * `pendingRevision` has kept of it. Null where nothing was typed.
   */
  form: string | null
}

/** `asked`: nothing is saved yet; the whole change is kept, and the page at `location` shows whom it concerns. */
export type Saved = Revised | { done: 'asked'; location: string }

/** Saves at once what concerns nobody; otherwise the organizer is first shown who will be told what. */
export async function saveRevision(site: Site, work: Work, written: Written): Promise<Saved> {
  const { event, viewer } = work
  const { form, ...change } = written
  const revision = { ...change, eventId: event.id, by: viewer.organizer.id }
  // Somebody was quicker: that is to be settled first.
  const isCurrent = written.basedOn === event.version
  if (isCurrent && (await concernsPeople(site, work, written))) return askFirst(site, work, written)
  return reviseEvent(site.database, revision, site.clock())
}

/** Keeps the change and answers where its consequences are shown. */
export async function askFirst(
  site: Site,
  { event, viewer }: Work,
  written: Written,
): Promise<{ done: 'asked'; location: string }> {
  const revision = { ...written, eventId: event.id, by: viewer.organizer.id }
  const id = await keepRevision(site.database, revision, site.clock())
  return { done: 'asked', location: `${eventHome(event)}/changes/${id}` }
}

async function concernsPeople(
  site: Site,
  { event, permission }: Work,
  { document }: Written,
): Promise<boolean> {
  const affected = await affectedBy(site.database.read, permission, event.id)
  const { letters, toCall } = consequencesOf(event, revised(event, document), affected, site.clock())
  return letters.length > 0 || toCall > 0
}
