/** `/organize/events/{slug}/changes/{id}`: who will hear what of a change that is written and not yet saved. */
import type { Request, Response } from 'express'
import type { Text } from '../../../domain/events/event.ts'
import { revised } from '../../../domain/events/event-facts.ts'
import { type Revised, reviseEvent } from '../../../domain/registrations/revise-event.ts'
import { affectedBy, peopleToCall } from '../../../domain/registrations/telling/affected.ts'
import { consequencesOf } from '../../../domain/registrations/telling/consequences.ts'
import {
  dropRevision,
  type PendingRevision,
  pendingRevision,
} from '../../../domain/registrations/telling/pending-revision.ts'
import { fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import { onEvent, type Work } from '../viewer.ts'
import { type Asked, mostShownToCall, showChange } from './show-change.ts'
import { nothingChosen, readChoice, type TypedChoice } from './telling-choice.ts'

export function confirmChange(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const asked = await askedChange(site, work, req)
    if (asked === undefined) return showError(site, req, res, 404)
    await showChange(site, res, work, asked, nothingChosen)
  })
}

export function carryOutChange(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const asked = await askedChange(site, work, req)
    if (asked === undefined) return showError(site, req, res, 404)
    const fields = fieldsOf(req)
    const choice = readChoice(fields, asked)
    const isPreview = firstOf(fields.action) === 'preview'
    if (isPreview || choice.mistakes.length > 0) return showChange(site, res, work, asked, choice, isPreview)
    const done = await carryOut(site, work, asked, choice)
    await answer(site, res, work, asked, choice, done)
  })
}

async function askedChange(site: Site, work: Work, req: Request): Promise<Asked | undefined> {
  const { read } = site.database
  const { event, viewer, permission } = work
  const id = String(req.params.id)
  const pending = await pendingRevision(read, { eventId: event.id, by: viewer.organizer.id }, id)
  if (pending === undefined) return undefined
  const after = revised(event, pending.document)
  const affected = await affectedBy(read, permission, event.id)
  const consequences = consequencesOf(event, after, affected, site.clock())
  const toCall =
    consequences.toCall === 0 ? [] : await peopleToCall(read, permission, event.id, mostShownToCall)
  return { id, pending, after, consequences, toCall }
}

async function carryOut(
  site: Site,
  { viewer }: Work,
  { id, pending }: { id: string; pending: PendingRevision },
  { isQuiet, note }: { isQuiet: boolean; note: Text },
): Promise<Revised> {
  const { form: _, ...change } = pending
  const revision = { ...change, by: viewer.organizer.id, telling: { quiet: isQuiet, note } }
  const done = await reviseEvent(site.database, revision, site.clock())
  if (done.done === 'revised') await dropRevision(site.database, id)
  return done
}

async function answer(
  site: Site,
  res: Response,
  work: Work,
  asked: Asked,
  choice: TypedChoice,
  done: Revised,
): Promise<void> {
  if (done.done === 'refused') return showChange(site, res, work, asked, { ...choice, refused: done.reason })
  const what = choice.isQuiet || asked.consequences.letters.length === 0 ? 'saved' : 'told'
  res.redirect(303, `${eventHome(work.event)}/status?done=${what}`)
}
