/** `/organize/sign-in/{token}`: the page a letter leads to. Looking at it changes nothing; its button signs in. */
import type { Request, Response } from 'express'
import type { Admitted } from '../../domain/organizers/admit.ts'
import { admitFirstOrganizer, firstLinkState } from '../../domain/organizers/first-organizer.ts'
import type { Visitor } from '../../domain/organizers/half-open.ts'
import { type LinkState, signInLinkState, useSignInLink } from '../../domain/organizers/use-sign-in-link.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { fieldsOf } from '../body.ts'
import { shownMistakes } from '../mistakes.ts'
import { firstOf } from '../public/registration/form-view.ts'
import type { Site } from '../site.ts'
import { giveHalf, giveSession, recallWay } from './cookies.ts'
import { chosenLanguage, gateLanguage } from './sign-in.ts'
import { showGate } from './workspace-page.ts'

export function signInLink(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const { token, kind, state } = await stateOf(site, req)
    if (state !== 'good') return showUseless(site, req, res, state)
    if (kind === 'first') return showFirst(site, req, res, token, { email: '', name: '' })
    showButton(site, req, res, token)
  }
}

export function useLink(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const token = String(req.params.token)
    const id = site.tokens.signIn.read(token)
    if (id === null) return admitFirst(site, req, res, token)
    const done = await useSignInLink(site.database, id, visitorOf(req), site.clock())
    if (done.done === 'refused') return showUseless(site, req, res, done.reason)
    goIn(site, req, res, done)
  }
}

async function admitFirst(site: Site, req: Request, res: Response, token: string): Promise<void> {
  const fields = fieldsOf(req)
  // Without one of their own they are known by the site's, as the page says.
  const person = {
    email: firstOf(fields.email).trim() || site.settings.mailFrom.address,
    name: firstOf(fields.name),
    ...visitorOf(req),
  }
  const done = await admitFirstOrganizer(site.database, site.tokens, token, person, site.clock())
  if (done.done === 'signed-in') return goIn(site, req, res, done)
  if (done.reason === 'bad-address') return showFirst(site, req, res, token, person, true)
  showUseless(site, req, res, done.reason)
}

/** To the page that was asked for, or to the question for the second factor that stands before it. */
export function goIn(
  site: Site,
  req: Request,
  res: Response,
  admitted: Admitted,
  language: Language = gateLanguage(req),
): void {
  if (admitted.done === 'signed-in') {
    giveSession(site, res, admitted.session)
    res.redirect(303, recallWay(site, req, res))
  } else {
    giveHalf(site, res, admitted.half)
    res.redirect(303, `/organize/sign-in/second-factor?language=${language}`)
  }
}

function visitorOf(req: Request): Visitor {
  return { userAgent: userAgentOf(req), language: chosenLanguage(req) }
}

export function userAgentOf(req: Request): string {
  return req.headers['user-agent'] ?? ''
}

type Link = { token: string; kind: 'letter' | 'first'; state: LinkState }

async function stateOf(site: Site, req: Request): Promise<Link> {
  const token = String(req.params.token)
  const id = site.tokens.signIn.read(token)
  const { read } = site.database
  if (id !== null) return { token, kind: 'letter', state: await signInLinkState(read, id, site.clock()) }
  return { token, kind: 'first', state: await firstLinkState(read, site.tokens, token, site.clock()) }
}

function showButton(site: Site, req: Request, res: Response, token: string): void {
  const language = gateLanguage(req)
  const heading = phrase(language, 'organizer.link.title', { brand: site.settings.brandName })
  showGate(site, res, language, addressOf(token), 'organizer/sign-in-link', { title: heading, heading })
}

type Person = { email: string; name: string }

function showFirst(
  site: Site,
  req: Request,
  res: Response,
  token: string,
  person: Person,
  isWrong = false,
): void {
  const language = gateLanguage(req)
  const heading = phrase(language, 'organizer.first.title', { brand: site.settings.brandName })
  const mistakes = isWrong
    ? shownMistakes([{ field: 'email', key: 'public.mistake.email-wrong' }], language)
    : []
  showGate(site, res, language, addressOf(token), 'organizer/first-organizer', {
    title: isWrong ? phrase(language, 'public.error-prefix', { title: heading }) : heading,
    status: isWrong ? 422 : 200,
    heading,
    typed: person,
    otherwise: phrase(language, 'organizer.first.email-help', { address: site.settings.mailFrom.address }),
    mistakes,
    wrong: mistakes[0]?.text,
  })
}

/** Gone for good where it once was good (RFC 9110, 15.5.11). */
function showUseless(site: Site, req: Request, res: Response, state: Exclude<LinkState, 'good'>): void {
  const language: Language = gateLanguage(req)
  showGate(site, res, language, addressOf(String(req.params.token)), 'organizer/useless-link', {
    status: state === 'unknown' ? 404 : 410,
    title: phrase(language, `organizer.link.${state}`),
    next: phrase(language, `organizer.link.${state}-next`),
  })
}

function addressOf(token: string): string {
  return `/organize/sign-in/${encodeURIComponent(token)}`
}
