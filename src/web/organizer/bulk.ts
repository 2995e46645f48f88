/** `/organize/events/{slug}/bulk`: something that is done to many: what it will do, what it did, and the way back. */
import type { Request, Response } from 'express'
import { type BulkAction, bulkActions, type SkipReason } from '../../domain/registrations/bulk/action.ts'
import { carryOnBulk, undoBulk } from '../../domain/registrations/bulk/carry-on.ts'
import { type Foreseen, foresee } from '../../domain/registrations/bulk/foresee.ts'
import { bulkOutcome, type Outcome } from '../../domain/registrations/bulk/outcome.ts'
import { type Chosen, startBulk } from '../../domain/registrations/bulk/start.ts'
import { labelOf } from '../../domain/registrations/labels.ts'
import { fillList } from '../../domain/registrations/list/fill-list.ts'
import { describeInstant } from '../../platform/dates.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { fieldsOf } from '../body.ts'
import { showError } from '../error-page.ts'
import type { Site } from '../site.ts'
import { eventFrame, eventHome, eventTitle } from './event-frame.ts'
import { exportQuery, filterQuery, peopleWish } from './people-wish.ts'
import { onEvent, type Work } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

type Wanted = { action: BulkAction; label: string; chosen: Chosen; filter: string; isAll: boolean }

/** More than a page can tick */
const mostTicked = 500
/** Hundreds are done before the page answers; of thousands it tells how far it is. */
const patienceMilliseconds = 1500

export function reviewBulk(site: Site) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const wanted = wantedOf(req, work)
    if (wanted === null) return showError(site, req, res, 400)
    await fillList(site.database, patienceMilliseconds)
    const audience = { eventId: work.event.id, permission: work.permission }
    const seen = await foresee(site.database.read, audience, wanted.chosen, wanted.action)
    showReview(site, res, work, wanted, seen)
  })
}

export function doBulk(site: Site) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const fields = fieldsOf(req)
    const query = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? '']))
    // The names in the form are those of the list's address.
    const wanted = wantedOf({ query } as unknown as Request, work)
    if (wanted === null) return showError(site, req, res, 400)
    await fillList(site.database, patienceMilliseconds)
    const audience = { eventId: work.event.id, permission: work.permission }
    const order = { audience, ...wanted, by: work.viewer.organizer.id }
    const id = await startBulk(site.database, order, site.clock())
    await carryOnBulk(site.database, id, site.clock(), patienceMilliseconds)
    res.redirect(303, addressOf(work, id))
  })
}

export function bulkDone(site: Site) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const audience = { eventId: work.event.id, permission: work.permission }
    const found = await bulkOutcome(site.database.read, audience, numberOf(req))
    if (found === undefined) return showError(site, req, res, 404)
    showOutcome(site, res, work, found)
  })
}

export function undoBulkHere(site: Site) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const id = numberOf(req)
    const done = await undoBulk(site.database, work.event.id, id, site.clock())
    if (done.done === 'refused' && done.reason === 'unknown') return showError(site, req, res, 404)
    await carryOnBulk(site.database, id, site.clock(), patienceMilliseconds)
    res.redirect(303, addressOf(work, id))
  })
}

function addressOf({ event }: Work, id: number): string {
  return `${eventHome(event)}/bulk/${id}`
}

function numberOf(req: Request): number {
  const id = Number(req.params.bulk)
  return Number.isSafeInteger(id) ? id : 0
}

/** Null: nobody could mean it. */
function wantedOf(req: Request, { event }: Work): Wanted | null {
  const values = (name: string) => [req.query[name] ?? []].flat().map(String)
  const action = bulkActions.find((each) => each === values('action')[0])
  const label = labelOf(values('new-label')[0] ?? '')
  if (action === undefined) return null
  const { filter } = peopleWish(req, event.document)
  const isAll = values('all').length > 0
  const ids = values('ids')
    .flatMap((each) => each.split(','))
    .map(Number)
  const ticked = ids.filter((id) => Number.isSafeInteger(id)).slice(0, mostTicked)
  const chosen = isAll ? { filter } : { ids: ticked.length > 0 ? ticked : [0] }
  return { action, label, chosen, isAll, filter: exportQuery({ filter }) }
}

function showReview(site: Site, res: Response, work: Work, wanted: Wanted, seen: Foreseen): void {
  const { language } = work.viewer
  const { action, label, chosen, isAll } = wanted
  const heading = phrase(language, `organizer.bulk.verb.${action}`)
  const skipped = [...seen.skipped.values()].reduce((sum, n) => sum + n, 0)
  const isLabelMissing = (action === 'label' || action === 'unlabel') && label === ''
  const concerned = seen.people - skipped
  showWorkspace(site, res, work.viewer, eventHome(work.event), 'organizer/bulk-review', {
    ...eventFrame(work, 'people'),
    title: `${heading}: ${eventTitle(work)}`,
    heading: label === '' ? heading : `${heading}: ${label}`,
    foreseen: concerned === 0 ? [] : foreseenWords(seen, concerned, language),
    names: concerned === 0 ? [] : seen.names,
    more:
      concerned > seen.names.length
        ? phrase(language, 'organizer.bulk.more-names', { n: concerned - seen.names.length })
        : undefined,
    skipped: [...seen.skipped].map(([reason, n]) => skipWords(reason, n, language)),
    nothing: isLabelMissing
      ? phrase(language, 'organizer.bulk.label-missing')
      : concerned === 0
        ? phrase(language, 'organizer.bulk.nobody')
        : undefined,
    action,
    label,
    isAll,
    ids: 'ids' in chosen ? chosen.ids.join(',') : undefined,
    hidden:
      'filter' in chosen ? [...filterQuery(chosen.filter)].map(([name, value]) => ({ name, value })) : [],
    submit: phrase(language, 'organizer.bulk.do', {
      n: concerned,
      what: label === '' ? heading : phrase(language, 'organizer.bulk.what-label', { what: heading, label }),
    }),
    back: eventHome(work.event) + wanted.filter,
    form: `${eventHome(work.event)}/bulk`,
  })
}

function foreseenWords(seen: Foreseen, concerned: number, language: Language): string[] {
  const say = (key: 'people' | 'confirmed' | 'waiting' | 'freed' | 'freed-only' | 'letters', n: number) =>
    n === 0 ? [] : [phrase(language, `organizer.bulk.${key}`, { n })]
  return [
    ...say('people', concerned),
    ...say('confirmed', seen.confirmed),
    ...say('waiting', seen.waiting),
    ...say(seen.areWaiting ? 'freed' : 'freed-only', seen.freed),
    ...say('letters', seen.letters),
  ]
}

function skipWords(reason: SkipReason, n: number, language: Language): string {
  return `${phrase(language, 'organizer.bulk.skipped', { n })} ${phrase(language, `organizer.bulk.skip.${reason}`)}`
}

function showOutcome(site: Site, res: Response, work: Work, { action, counts, left }: Outcome): void {
  const { language } = work.viewer
  // Written by `startBulk` alone.
  const verb = phrase(language, `organizer.bulk.verb.${action.action as BulkAction}`)
  const isBusy = action.state === 'doing' || action.state === 'undoing'
  const what = action.label === '' ? verb : `${verb}: ${action.label}`
  const isBack = action.state === 'undoing' || action.state === 'undone'
  const heading = isBack ? phrase(language, 'organizer.bulk.taken-back', { what }) : what
  const isLabel = action.action === 'label' || action.action === 'unlabel'
  // Browsers look again by themselves, with script and without.
  if (isBusy) res.set('Refresh', '2')
  const mayUndo = action.state === 'done' && counts.done > 0 && action.undo_until > site.clock().toISOString()
  const until = describeInstant(action.undo_until, work.event.document.timezone, language)
  showWorkspace(site, res, work.viewer, addressOf(work, action.id), 'organizer/bulk-done', {
    ...eventFrame(work, 'people'),
    title: `${heading}: ${eventTitle(work)}`,
    heading,
    isBusy,
    lines: outcomeWords(action.people, counts, isBusy, language),
    undo: mayUndo
      ? phrase(language, isLabel ? 'organizer.bulk.undo-until-label' : 'organizer.bulk.undo-until', { until })
      : undefined,
    left: left.map(({ name, reference, reason }) => ({
      name,
      href: `${eventHome(work.event)}/people/${reference}`,
      // Written by `carryOnBulk` alone.
      reason: phrase(language, `organizer.bulk.skip.${reason as SkipReason}`),
    })),
    back: eventHome(work.event),
  })
}

function outcomeWords(
  people: number,
  counts: Outcome['counts'],
  isBusy: boolean,
  language: Language,
): string[] {
  const { done, skipped, undone, kept, waiting } = counts
  const say = (key: 'done' | 'left' | 'undone' | 'kept', n: number) =>
    n === 0 ? [] : [phrase(language, `organizer.bulk.${key}`, { n })]
  const progress = isBusy
    ? [phrase(language, 'organizer.bulk.progress', { n: people - waiting, of: people })]
    : []
  return [
    ...progress,
    ...say('done', done),
    ...say('left', skipped),
    ...say('undone', undone),
    ...say('kept', kept),
  ]
}
