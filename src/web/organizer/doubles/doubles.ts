/** `/organize/events/{slug}/doubles`: pairs of registrations that may be one person's. */
import type { Request, Response } from 'express'
import {
  type RecentMerge,
  recentMerges,
  registrationFor,
  registrationsFor,
} from '../../../domain/registrations/doubles/pair.ts'
import { type Parted, part } from '../../../domain/registrations/doubles/part.ts'
import type { Pair } from '../../../domain/registrations/doubles/possible-doubles.ts'
import type { RegistrationRow } from '../../../domain/registrations/registration-record.ts'
import { isPhraseKey, type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { statusMarks } from '../figure-words.ts'
import type { ListWork } from '../import/list-work.ts'
import { instantWords } from '../instant-words.ts'
import { pageNumber, pageSteps, queryValue } from '../pages.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'

const pairsOnPage = 50

export function doubles(site: Site, lists: ListWork) {
  return onEvent(site, 'change-people', (work, req, res) => showDoubles(site, lists, work, req, res, null))
}

/** The button that parts what was merged. */
export function partDoubles(site: Site, lists: ListWork) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const { event, permission, viewer } = work
    const reference = firstOf(fieldsOf(req).part)
    const gone = await registrationFor(site.database.read, permission, event.id, reference)
    if (gone === undefined) return showError(site, req, res, 404)
    const parted = await part(site.database, { goneId: gone.id, by: viewer.organizer.id }, site.clock())
    if (parted.done === 'parted') return res.redirect(303, `${doublesHome(work)}?done=parted`)
    await showDoubles(site, lists, work, req, res, refusals[parted.reason])
  })
}

const refusals = {
  unknown: 'lists.part.refused.unknown',
  changed: 'lists.part.refused.changed',
  full: 'lists.part.refused.full',
} as const satisfies Readonly<Record<Extract<Parted, { done: 'refused' }>['reason'], PhraseKey>>

export function doublesHome({ event }: Pick<Work, 'event'>): string {
  return `${eventHome(event)}/doubles`
}

async function showDoubles(
  site: Site,
  lists: ListWork,
  work: Work,
  req: Request,
  res: Response,
  refusal: PhraseKey | null,
): Promise<void> {
  const { event, viewer, permission } = work
  const { language } = viewer
  const { read } = site.database
  const pairs = await foundPairs(lists, work)
  const page = Math.min(pageNumber(req), Math.max(1, Math.ceil(pairs.length / pairsOnPage)))
  const shown = pairs.slice((page - 1) * pairsOnPage, page * pairsOnPage)
  const rows = await registrationsFor(
    read,
    permission,
    event.id,
    shown.flatMap(({ first, second }) => [first, second]),
  )
  const merges = await recentMerges(read, permission, event.id)
  const heading = phrase(language, 'lists.doubles.title')
  const done = `lists.done.${queryValue(req, 'done')}`
  showWorkspace(site, res, viewer, doublesHome(work), 'organizer/doubles/doubles', {
    ...eventFrame(work, 'people'),
    ...(refusal === null ? {} : { status: 409 }),
    title: `${heading}: ${eventTitle(work)}`,
    heading,
    styles: ['workspace-lists.css'],
    notice: refusal === null && isPhraseKey(done) ? phrase(language, done) : undefined,
    refusal: refusal === null ? undefined : phrase(language, refusal),
    count: phrase(language, 'lists.doubles.count', { n: pairs.length }),
    pairs: pairViews(shown, rows, work),
    pages: pageSteps(
      page,
      pairs.length > page * pairsOnPage,
      (to) => `${doublesHome(work)}?page=${to}`,
      language,
    ),
    merges: merges.map((merge) => mergeView(merge, work)),
  })
}

async function foundPairs(lists: ListWork, { event, viewer }: Work): Promise<readonly Pair[]> {
  const result = await lists.run({ kind: 'doubles', eventId: event.id, by: viewer.organizer.id })
  if (result.done !== 'doubles') throw new Error('Looking for doubles failed')
  return result.pairs
}

function pairViews(pairs: readonly Pair[], rows: readonly RegistrationRow[], work: Work) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return pairs.flatMap(({ first, second, because }) => {
    const [one, other] = [byId.get(first), byId.get(second)]
    if (one === undefined || other === undefined) return []
    const { language } = work.viewer
    const reasons = because.map((why) => phrase(language, `lists.doubles.because.${why}`))
    const href = `${doublesHome(work)}/${one.reference}/${other.reference}`
    return [{ one: oneView(one, work), other: oneView(other, work), because: reasons.join(', '), href }]
  })
}

function oneView(row: RegistrationRow, { viewer }: Work) {
  const { name, reference, organization, email, phone, status } = row
  const contact = [email ?? '', phone].filter((text) => text !== '').join(', ')
  const standing = { mark: statusMarks[status], words: phrase(viewer.language, `status.${status}`) }
  return { name, reference, organization, contact, standing }
}

function mergeView({ reference, name, keptReference, mergedAt }: RecentMerge, work: Work) {
  const when = instantWords(mergedAt, work.event.document.timezone, work.viewer.language)
  return {
    reference,
    name,
    kept: { reference: keptReference, href: `${eventHome(work.event)}/people/${keptReference}` },
    when,
  }
}
