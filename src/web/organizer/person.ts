/** `/organize/events/{slug}/people/{reference}`: all that is held about one person, and what can be done. */
import type { Request, Response } from 'express'
import { labelsOf } from '../../domain/registrations/labels.ts'
import { findPerson, type Person } from '../../domain/registrations/person.ts'
import { isPhraseKey, type PhraseKey, phrase } from '../../platform/i18n.ts'
import type { Fields } from '../body.ts'
import { showError } from '../error-page.ts'
import type { Mistake } from '../mistakes.ts'
import type { Site } from '../site.ts'
import { correctionForm } from './correct-person.ts'
import { eventFrame, eventHome, eventTitle } from './event-frame.ts'
import { statusMarks } from './figure-words.ts'
import { queryValue } from './pages.ts'
import { personActions } from './person-actions.ts'
import { heldData } from './person-data.ts'
import { personLetters } from './person-letters.ts'
import { onEvent, type Work } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

export function person(site: Site) {
  return onEvent(site, 'see-people', async (work, req, res) => {
    const found = await personOf(site, work, req)
    if (found === undefined) return showError(site, req, res, 404)
    const done = `organizer.done.${queryValue(req, 'done')}`
    await showPerson(site, res, work, found, isPhraseKey(done) ? { done } : {})
  })
}

export function personOf(site: Site, { event, permission }: Work, req: Request): Promise<Person | undefined> {
  const reference = String(req.params.reference).toUpperCase()
  return findPerson(site.database.read, { eventId: event.id, permission }, reference)
}

/** What the page says on top: what has just been done, or why it could not be. */
export type Notice = {
  done?: PhraseKey
  refused?: PhraseKey
  reasonTyped?: string
  /** A form to correct the data that came with mistakes */
  correction?: { fields: Fields; mistakes: readonly Mistake[] }
}

export async function showPerson(
  site: Site,
  res: Response,
  work: Work,
  found: Person,
  { done, refused, reasonTyped = '', correction }: Notice,
): Promise<void> {
  const { viewer, rights } = work
  const { language } = viewer
  const { attendee } = found
  const title = `${attendee.name}: ${eventTitle(work)}`
  const labels = await labelsOf(site.database.read, [attendee.id])
  showWorkspace(site, res, viewer, personAddress(work, attendee.reference), 'organizer/person', {
    ...eventFrame(work, 'people'),
    status: correction !== undefined ? 422 : refused === undefined ? 200 : 409,
    title: correction === undefined ? title : phrase(language, 'public.error-prefix', { title }),
    name: attendee.name,
    reference: attendee.reference,
    standing: { words: standing(found, work), mark: statusMarks[attendee.status] },
    notice: done && phrase(language, done),
    // Whoever types in one list of telephone calls goes straight on to the next.
    another: done?.startsWith('organizer.done.added') ? `${eventHome(work.event)}/add` : undefined,
    refusal: refused && phrase(language, refused),
    data: heldData(found, labels.get(attendee.id) ?? [], work),
    letters: personLetters(site, found, work),
    hasAddress: attendee.email !== null,
    actions: rights.has('change-people') ? await personActions(site, found, work, reasonTyped) : undefined,
    correction: rights.has('change-people') ? await correctionForm(site, found, work, correction) : undefined,
  })
}

export function personAddress({ event }: Pick<Work, 'event'>, reference: string): string {
  return `${eventHome(event)}/people/${reference}`
}

/** The status in words that say what is awaited. */
function standing({ attendee, pendingFor, placeInLine }: Person, { viewer }: Work): string {
  const { language } = viewer
  if (pendingFor !== null) return phrase(language, `organizer.person.pending-${pendingFor}`)
  if (placeInLine !== null) return phrase(language, 'organizer.person.in-line', { n: placeInLine })
  return phrase(language, `status.${attendee.status}`)
}
