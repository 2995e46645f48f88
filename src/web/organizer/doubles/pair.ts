/** `/organize/events/{slug}/doubles/{one}/{other}`: two registrations side by side, to be made one or kept apart. */
import type { Request, Response } from 'express'
import { keepApart } from '../../../domain/registrations/doubles/different.ts'
import {
  isAlive,
  type Merged,
  type MergeField,
  merge,
  mergeFields,
  sealOf,
} from '../../../domain/registrations/doubles/merge.ts'
import { registrationFor } from '../../../domain/registrations/doubles/pair.ts'
import type { RegistrationRow } from '../../../domain/registrations/registration-record.ts'
import { type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { doublesHome } from './doubles.ts'
import { fieldViews, fuller, sharedViews } from './pair-view.ts'

type Two = { kept: RegistrationRow; gone: RegistrationRow }

export function doublePair(site: Site) {
  return withPair(site, async (work, two, _req, res) => {
    const isOver = !isAlive(two.kept) || !isAlive(two.gone)
    show(site, res, work, two, { refusal: isOver ? 'lists.merge.refused.already' : null, fields: null })
  })
}

export function decidePair(site: Site) {
  return withPair(site, async (work, two, req, res) => {
    const fields = fieldsOf(req)
    const action = firstOf(fields.action)
    if (action === 'different') return keepDifferent(site, work, two, res)
    if (action !== 'merge') return showError(site, req, res, 400)
    const merged = await merge(site.database, wishOf(fields, two, work), site.clock())
    if (merged.done === 'merged') {
      const done = merged.fullSessions.length > 0 ? 'merged-without' : 'merged'
      return res.redirect(303, `${doublesHome(work)}?done=${done}`)
    }
    const now = (await find(site, work, req)) ?? two
    // What has changed is to be looked at anew, not with the choices made for what it was.
    const kept = merged.reason === 'changed' ? null : fields
    show(site, res, work, now, { refusal: refusals[merged.reason], fields: kept })
  })
}

const refusals = {
  unknown: 'lists.merge.refused.unknown',
  changed: 'lists.merge.refused.changed',
  already: 'lists.merge.refused.already',
  over: 'lists.merge.refused.over',
  full: 'lists.merge.refused.full',
  known: 'lists.merge.refused.known',
} as const satisfies Readonly<Record<Extract<Merged, { done: 'refused' }>['reason'], PhraseKey>>

async function keepDifferent(site: Site, work: Work, { kept, gone }: Two, res: Response): Promise<void> {
  const pair = { eventId: work.event.id, ids: [kept.id, gone.id] as const, by: work.viewer.organizer.id }
  await keepApart(site.database, pair, site.clock())
  res.redirect(303, `${doublesHome(work)}?done=different`)
}

function wishOf(fields: Fields, { kept, gone }: Two, { viewer }: Work) {
  return {
    kept: kept.id,
    gone: gone.id,
    fromGone: mergeFields.filter((field) => firstOf(fields[field]) === 'gone'),
    seals: { kept: firstOf(fields.seal_kept), gone: firstOf(fields.seal_gone) },
    letter: firstOf(fields.letter) === 'yes',
    by: viewer.organizer.id,
  }
}

function withPair(
  site: Site,
  handler: (work: Work, two: Two, req: Request, res: Response) => void | Promise<void>,
) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const two = await find(site, work, req)
    if (two === undefined) return showError(site, req, res, 404)
    await handler(work, two, req, res)
  })
}

async function find(site: Site, { event, permission }: Work, req: Request): Promise<Two | undefined> {
  const { read } = site.database
  const kept = await registrationFor(read, permission, event.id, String(req.params.one))
  const gone = await registrationFor(read, permission, event.id, String(req.params.other))
  return kept && gone && kept.id !== gone.id ? { kept, gone } : undefined
}

type Shown = { refusal: PhraseKey | null; fields: Fields | null }

function show(site: Site, res: Response, work: Work, { kept, gone }: Two, { refusal, fields }: Shown): void {
  const { event, viewer } = work
  const { language } = viewer
  const heading = phrase(language, 'lists.merge.title')
  const address = `${doublesHome(work)}/${kept.reference}/${gone.reference}`
  const isChosen = (field: MergeField) =>
    fields === null ? fuller(field, kept, gone) === 'gone' : firstOf(fields[field]) === 'gone'
  showWorkspace(site, res, viewer, address, 'organizer/doubles/pair', {
    ...eventFrame(work, 'people'),
    ...(refusal === null ? {} : { status: 409 }),
    title: `${heading} ${eventTitle(work)}`,
    heading,
    styles: ['workspace-lists.css'],
    refusal: refusal === null ? undefined : phrase(language, refusal),
    address,
    turned: `${doublesHome(work)}/${gone.reference}/${kept.reference}`,
    all: doublesHome(work),
    kept: {
      reference: kept.reference,
      label: labelOf(kept),
      href: `${eventHome(event)}/people/${kept.reference}`,
    },
    gone: {
      reference: gone.reference,
      label: labelOf(gone),
      href: `${eventHome(event)}/people/${gone.reference}`,
    },
    seals: { kept: sealOf(kept), gone: sealOf(gone) },
    fields: fieldViews(kept, gone, isChosen, work),
    shared: sharedViews(kept, gone, work),
    hasAddress: kept.email !== null || gone.email !== null,
    letter: fields !== null && firstOf(fields.letter) === 'yes',
    isOpen: isAlive(kept) && isAlive(gone),
  })
}

/** How people tell one from the other: by name and address, or what else there is. */
function labelOf({ name, email, phone, reference }: RegistrationRow): string {
  return `${name}, ${email ?? (phone || reference)}`
}
