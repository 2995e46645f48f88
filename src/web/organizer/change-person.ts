/** The buttons on a person's page: approve, turn down, cancel, correct. */
import type { Request, Response } from 'express'
import { approve, turnDown } from '../../domain/registrations/approve.ts'
import { confirmPerson } from '../../domain/registrations/confirm-person.ts'
import { tellAgain } from '../../domain/registrations/tell-again.ts'
import { withdraw } from '../../domain/registrations/withdraw.ts'
import type { PhraseKey } from '../../platform/i18n.ts'
import { cleanLine } from '../../platform/text.ts'
import { type Fields, fieldsOf } from '../body.ts'
import { showError } from '../error-page.ts'
import { firstOf } from '../public/registration/form-view.ts'
import type { Site } from '../site.ts'
import { correct } from './correct-person.ts'
import { eventHome } from './event-frame.ts'
import { queryValue } from './pages.ts'
import { type Notice, personAddress, personOf, showPerson } from './person.ts'
import { onEvent, type Work } from './viewer.ts'

/** The end of a `organizer.done.…` phrase, or why nothing was done. */
type Outcome = { done: string } | Pick<Notice, 'refused' | 'reasonTyped' | 'correction'>

type Act = (site: Site, id: number, fields: Fields, by: number, work: Work) => Promise<Outcome>

export function changePerson(site: Site) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const found = await personOf(site, work, req)
    if (found === undefined) return showError(site, req, res, 404)
    const fields = fieldsOf(req)
    const act = acts.get(firstOf(fields.action))
    if (act === undefined) return showError(site, req, res, 400)
    const outcome = await act(site, found.attendee.id, fields, work.viewer.organizer.id, work)
    if ('done' in outcome) return goBack(req, res, work, found.attendee.reference, outcome.done)
    // What stands there now may be the very reason for the refusal.
    const now = (await personOf(site, work, req)) ?? found
    await showPerson(site, res, work, now, outcome)
  })
}

const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['approve', letIn],
  ['turn-down', refuse],
  ['cancel', cancel],
  ['confirm', confirm],
  ['tell-again', again],
  ['correct', (site, id, fields, _by, work) => correct(site, work, id, fields)],
])

async function letIn(site: Site, id: number, fields: Fields, by: number): Promise<Outcome> {
  const reason = cleanLine(firstOf(fields.over_limit_reason), 500)
  const result = await approve(site.database, id, site.clock(), {
    by,
    ...(reason === '' ? {} : { overLimitReason: reason }),
  })
  if (result.done === 'refused') return { refused: refusals[result.reason], reasonTyped: reason }
  return { done: result.status === 'waitlisted' ? 'waitlisted' : 'approved' }
}

async function confirm(site: Site, id: number, fields: Fields, by: number): Promise<Outcome> {
  const reason = cleanLine(firstOf(fields.over_limit_reason), 500)
  const approval = { by, ...(reason === '' ? {} : { overLimitReason: reason }) }
  const result = await confirmPerson(site.database, id, site.clock(), approval)
  if (result.done === 'refused') return { refused: confirmRefusals[result.reason], reasonTyped: reason }
  return { done: result.status === 'waitlisted' ? 'waitlisted' : 'confirmed' }
}

async function again(site: Site, id: number, _fields: Fields, by: number): Promise<Outcome> {
  const result = await tellAgain(site.database, id, by, site.clock())
  return result.done === 'refused' ? { refused: refusals[result.reason] } : { done: 'told-again' }
}

async function refuse(site: Site, id: number, _fields: Fields, by: number): Promise<Outcome> {
  const result = await turnDown(site.database, id, site.clock(), by)
  return result.done === 'refused' ? { refused: refusals[result.reason] } : { done: 'turned-down' }
}

async function cancel(site: Site, id: number, _fields: Fields, by: number): Promise<Outcome> {
  const result = await withdraw(site.database, id, site.clock(), by)
  return result.done === 'refused' ? { refused: refusals[result.reason] } : { done: 'cancelled' }
}

const refusals = {
  'no-address': 'organizer.person.no-address',
  unknown: 'organizer.refused.not-pending',
  'not-pending': 'organizer.refused.not-pending',
  full: 'organizer.refused.full',
  'session-full': 'organizer.refused.session-full',
  'party-too-large': 'organizer.refused.party-too-large',
  already: 'organizer.refused.already',
  over: 'organizer.refused.over',
} as const satisfies Readonly<Record<string, PhraseKey>>

const confirmRefusals = {
  ...refusals,
  unknown: 'organizer.refused.gone',
  already: 'organizer.refused.confirmed',
  'came-anew': 'organizer.mistake.same-person',
} as const satisfies Readonly<Record<string, PhraseKey>>

/** To the person, or to the list where the button stood there. */
function goBack(req: Request, res: Response, work: Work, reference: string, done: string): void {
  if (req.query.back === undefined) {
    res.redirect(303, `${personAddress(work, reference)}?done=${done}`)
    return
  }
  const query = new URLSearchParams(queryValue(req, 'back'))
  query.set('done', done)
  res.redirect(303, `${eventHome(work.event)}?${query}`)
}
