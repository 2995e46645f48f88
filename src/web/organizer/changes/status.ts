/** `/organize/events/{slug}/status`: the life of an event, from a draft to its cancellation. */
import type { Response } from 'express'
import { deleteDraft } from '../../../domain/events/delete-draft.ts'
import type { EventDocument, EventStatus } from '../../../domain/events/event.ts'
import { readEvent } from '../../../domain/events/file/event-file.ts'
import { movedTo } from '../../../domain/events/moved-to.ts'
import type { PhraseKey } from '../../../platform/i18n.ts'
import { isDay } from '../../../platform/zones.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import { queryValue } from '../pages.ts'
import { onEvent, type Work } from '../viewer.ts'
import { missingOnPage } from './missing.ts'
import { askFirst, type Saved, saveRevision } from './save-revision.ts'
import { nothingDone, type Outcome, showStatus } from './show-status.ts'

export function eventStatus(site: Site) {
  return onEvent(site, 'edit-event', (work, req, res) =>
    showStatus(site, res, work, { ...nothingDone, done: queryValue(req, 'done') }),
  )
}

export function changeStatus(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const fields = fieldsOf(req)
    const action = firstOf(fields.action)
    if (action === 'delete') return remove(site, res, work)
    const step = steps.get(action)
    if (step === undefined) return showError(site, req, res, 400)
    const wrong = (key: PhraseKey) =>
      showStatus(site, res, work, { ...nothingDone, fields, wrong: { action, key } })
    if (!step.from.includes(work.event.document.status)) return wrong('changes.refused.conflict')
    const wanted = wantedEvent(work, step, fields)
    if ('mistake' in wanted) return wrong(wanted.mistake)
    await answer(site, res, work, step, wanted.document)
  })
}

async function remove(site: Site, res: Response, work: Work): Promise<void> {
  const { event, viewer } = work
  const done = await deleteDraft(site.database, event.id, viewer.organizer.id, site.clock())
  if (done.done === 'deleted') return res.redirect(303, '/organize?done=deleted')
  const key = done.reason === 'people' ? 'changes.delete.people' : 'changes.refused.conflict'
  await showStatus(site, res, work, { ...nothingDone, wrong: { action: 'delete', key } })
}

type Step = {
  from: readonly EventStatus[]
  to: EventStatus
  /** Another day may come with it */
  takesDay?: true
  /** Asked again with all its consequences, whoever is registered */
  isGrave?: true
  done: Outcome['done']
}

const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['publish', { from: ['draft'], to: 'published', done: 'published' }],
  ['unpublish', { from: ['published', 'postponed', 'cancelled'], to: 'draft', done: 'unpublished' }],
  ['postpone', { from: ['published'], to: 'postponed', takesDay: true, isGrave: true, done: 'saved' }],
  ['cancel', { from: ['published', 'postponed'], to: 'cancelled', isGrave: true, done: 'saved' }],
  ['bring-back', { from: ['postponed', 'cancelled'], to: 'published', takesDay: true, done: 'saved' }],
])

function wantedEvent(
  { event: { document } }: Work,
  { to, takesDay }: Step,
  fields: Fields,
): { document: EventDocument } | { mistake: PhraseKey } {
  const isIncomplete = to === 'published' && missingOnPage(document).length > 0
  if (isIncomplete && firstOf(fields.anyway) !== 'yes') return { mistake: 'changes.publish.anyway-missing' }
  const day = takesDay ? firstOf(fields.day).trim() : ''
  if (day === '') return { document: { ...document, status: to } }
  if (!isDay(day)) return { mistake: 'changes.day.wrong' }
  // With a day of its own it is not put off, but moved.
  const read = readEvent({ ...movedTo(document, day), status: 'published' })
  return 'mistakes' in read ? { mistake: 'changes.day.hours' } : read
}

async function answer(
  site: Site,
  res: Response,
  work: Work,
  step: Step,
  document: EventDocument,
): Promise<void> {
  const written = { basedOn: work.event.version, document, files: null, form: null }
  const saved: Saved = step.isGrave
    ? await askFirst(site, work, written)
    : await saveRevision(site, work, written)
  if (saved.done === 'asked') return res.redirect(303, saved.location)
  if (saved.done === 'revised') return res.redirect(303, `${eventHome(work.event)}/status?done=${step.done}`)
  const key =
    saved.reason === 'people-registered' ? 'changes.refused.people-registered' : 'changes.refused.conflict'
  await showStatus(site, res, work, { ...nothingDone, wrong: { action: '', key } })
}
