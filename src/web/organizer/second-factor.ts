/** `/organize/sign-in/second-factor`: between the link and the workspace, for who has a second factor. */
import type { Request, Response } from 'express'
import { completeSignIn } from '../../domain/organizers/complete-sign-in.ts'
import { findHalfOpen } from '../../domain/organizers/half-open.ts'
import type { Organizer } from '../../domain/organizers/organizer.ts'
import { phrase } from '../../platform/i18n.ts'
import { fieldsOf } from '../body.ts'
import type { Site } from '../site.ts'
import {
  factorQuestion,
  givenAnswer,
  questionTitle,
  type Wrong,
  wrongAnswer,
} from './account/factor-question.ts'
import { sessionToken, takeSession } from './cookies.ts'
import { gateLanguage } from './sign-in.ts'
import { goIn } from './sign-in-link.ts'
import { showGate } from './workspace-page.ts'

export function askSecondFactor(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const person = await halfOf(site, req)
    if (person === undefined) return showEnded(site, req, res, 'ended')
    await show(site, req, res, person)
  }
}

export function takeSecondFactor(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const token = sessionToken(site, req)
    const person = await halfOf(site, req)
    if (token === null || person === undefined) return showEnded(site, req, res, 'ended')
    const fields = fieldsOf(req)
    const answer = await givenAnswer(site, person.id, fields)
    const done = await completeSignIn(site.database, site.tokens, token, answer, site.clock())
    if (done.done === 'signed-in') return goIn(site, req, res, done)
    if (done.reason === 'locked' || done.reason === 'ended') return showEnded(site, req, res, done.reason)
    await show(site, req, res, person, wrongAnswer(fields, done.reason))
  }
}

function halfOf(site: Site, req: Request): Promise<Organizer | undefined> {
  const token = sessionToken(site, req)
  return token === null ? Promise.resolve(undefined) : findHalfOpen(site.database.read, token, site.clock())
}

const address = '/organize/sign-in/second-factor'

async function show(
  site: Site,
  req: Request,
  res: Response,
  person: Organizer,
  wrong?: Wrong,
): Promise<void> {
  const language = gateLanguage(req)
  const heading = phrase(language, 'security.question.title')
  showGate(site, res, language, address, 'organizer/second-factor-question', {
    ...(await factorQuestion(site, person.id, language, wrong)),
    title: questionTitle(language, heading, wrong !== undefined),
    status: wrong === undefined ? 200 : 422,
    heading,
    what: phrase(language, 'security.question.what', { email: person.email }),
  })
}

/** Nothing is half open, or no longer: one begins with a new link. */
function showEnded(site: Site, req: Request, res: Response, reason: 'locked' | 'ended'): void {
  const language = gateLanguage(req)
  if (reason === 'locked') takeSession(site, res)
  showGate(site, res, language, address, 'organizer/useless-link', {
    status: 409,
    title: phrase(language, `security.question.${reason}`),
    next: phrase(language, `security.question.${reason}-next`),
  })
}
