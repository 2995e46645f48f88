/** `/{lang}/r/{token}`: one's own registration, reached from the letter. Looking changes nothing; buttons do. */
import type { Request, Response } from 'express'
import { findEventById, placesOf } from '../../../domain/events/event-record.ts'
import { phaseOf } from '../../../domain/events/phase.ts'
import { acceptLetters, refuseLetters } from '../../../domain/letters/refuse-letters.ts'
import { change } from '../../../domain/registrations/change.ts'
import { confirmAddress } from '../../../domain/registrations/confirm-address.ts'
import { whereItWent } from '../../../domain/registrations/doubles/where-it-went.ts'
import { placeInLine } from '../../../domain/registrations/person.ts'
import { findRegistration, type OwnRegistration } from '../../../domain/registrations/registration-record.ts'
import { withdraw } from '../../../domain/registrations/withdraw.ts'
import type { Language } from '../../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { seeOther, showPage } from '../../page.ts'
import { isFieldRefusal, refusedField } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { fieldsOfRegistration } from './held-fields.ts'
import { type Outcome, ownPage } from './own-registration-view.ts'
import { readChanges } from './registration-form.ts'

export function showOwnRegistration(site: Site, language: Language) {
  return withOwn(site, async (own, req, res) => {
    const kept = await whereItWent(site.database.read, own.registration)
    if (kept !== undefined) {
      const token = site.tokens.registration.sign(kept.id, kept.generation)
      return seeOther(res, `${req.baseUrl}/r/${token}`)
    }
    const done = String(req.query.done ?? '')
    await show(site, language, req, res, own, { done: isDone(done) ? done : undefined })
  })
}

export function changeOwnRegistration(site: Site, language: Language) {
  const doors = {
    ...{ cancel: cancelled, change: changed, confirm: confirmed },
    ...{ 'refuse-letters': refusedLetters, 'accept-letters': acceptedLetters },
  }
  return withOwn(site, async (own, req, res) => {
    const fields = fieldsOf(req)
    const action = String(fields.action ?? '')
    if (!isIn(doors, action)) return showError(site, req, res, 400)
    const outcome = await doors[action](site, own, fields, language)
    if (outcome.mistakes === undefined && outcome.refused !== true && outcome.done !== undefined) {
      return seeOther(res, `${req.baseUrl}${req.path}?done=${outcome.done}`)
    }
    const current = (await findRegistration(site.database.read, own.registration.id)) ?? own
    await show(site, language, req, res, current, outcome)
  })
}

type OwnHandler = (own: OwnRegistration, req: Request, res: Response) => void | Promise<void>

/** Opens what the token names; one that is wrong, revoked or cut short opens nothing and tells nothing. */
function withOwn(site: Site, handler: OwnHandler) {
  return async (req: Request, res: Response): Promise<void> => {
    const token = site.tokens.registration.read(String(req.params.token))
    const own = token === null ? undefined : await findRegistration(site.database.read, token.id)
    if (own === undefined || !token?.verify(own.registration.generation)) {
      return showError(site, req, res, 404, '404-own')
    }
    await handler(own, req, res)
  }
}

async function cancelled(site: Site, { registration }: OwnRegistration): Promise<Outcome> {
  const answer = await withdraw(site.database, registration.id, site.clock())
  return answer.done === 'cancelled' ? { done: 'cancelled' } : { refused: true }
}

async function confirmed(site: Site, { registration }: OwnRegistration): Promise<Outcome> {
  const answer = await confirmAddress(site.database, registration.id, site.clock())
  // Pressed twice, or in two windows: it is confirmed all the same.
  const isConfirmed = answer.done === 'confirmed' || answer.reason === 'already'
  return isConfirmed ? { done: 'confirmed' } : { refused: true }
}

async function refusedLetters(site: Site, { registration }: OwnRegistration): Promise<Outcome> {
  await refuseLetters(site.database, registration.id, site.clock())
  return { done: 'letters-refused' }
}

async function acceptedLetters(site: Site, { registration }: OwnRegistration): Promise<Outcome> {
  await acceptLetters(site.database, registration.id)
  return { done: 'letters-accepted' }
}

async function changed(site: Site, own: OwnRegistration, sent: Fields, language: Language): Promise<Outcome> {
  const { registration, event } = own
  // Our page sends every field it has, so a box that is absent is empty; a program may send only what changes.
  const fields = sent.whole === undefined ? { ...fieldsOfRegistration(own), ...sent } : sent
  const read = readChanges(event, fields, language)
  if ('mistakes' in read) return { mistakes: read.mistakes, fields }
  const answer = await change(site.database, registration.id, read.input, site.clock())
  if (answer.done !== 'refused') return { done: 'changed' }
  const reason = answer.reason === 'full' ? 'party-too-large' : answer.reason
  if (!isFieldRefusal(reason)) return { refused: true }
  return { mistakes: [refusedField({ reason, sessions: answer.sessions }, event.document, language)], fields }
}

async function show(
  site: Site,
  language: Language,
  req: Request,
  res: Response,
  own: OwnRegistration,
  outcome: Outcome,
): Promise<void> {
  const event = (await findEventById(site.database.read, own.event.id)) ?? own.event
  const places = await placesOf(site.database.read, event.id)
  const now = site.clock()
  const shown = { state: { event, places }, phase: phaseOf(event, places, now), now }
  const row = own.registration
  const line = row.turn === null ? null : await placeInLine(site.database.read, event.id, row.turn)
  const page = ownPage(site, { shown, row, line }, outcome, language)
  const status = outcome.mistakes === undefined ? (outcome.refused === true ? 409 : 200) : 422
  showPage(site, res, language, 'public/own-registration', {
    ...page,
    path: `/r/${req.params.token}`,
    status,
  })
}

function isIn<Doors extends object>(doors: Doors, action: string): action is keyof Doors & string {
  return Object.hasOwn(doors, action)
}

const outcomes = ['changed', 'cancelled', 'confirmed', 'letters-refused', 'letters-accepted']

function isDone(word: string): word is NonNullable<Outcome['done']> {
  return outcomes.includes(word)
}
