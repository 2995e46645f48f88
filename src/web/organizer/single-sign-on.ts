/** `/organize/sign-in/oidc` and back: somebody whom the provider of single sign-on knows. */
import type { Request, Response } from 'express'
import { type SignedOn, signOn } from '../../domain/organizers/single-sign-on.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import type { OpenId, OpenIdCheck } from '../../platform/open-id.ts'
import { showError } from '../error-page.ts'
import type { Site } from '../site.ts'
import { forgetCheck, keepCheck, keptCheck, ownPath, rememberWay } from './cookies.ts'
import { chosenLanguage, gateLanguage } from './sign-in.ts'
import { goIn, userAgentOf } from './sign-in-link.ts'
import { showGate } from './workspace-page.ts'

/** A link and not a form: a form may not lead to another site (CSP, form-action), and looking at it changes nothing. */
export function beginSignOn(site: Site) {
  return withProvider(site, async (provider, req, res) => {
    const begun = await provider.begin()
    const language = gateLanguage(req)
    if (begun === null) return showRefused(site, res, language, 'unreachable')
    const until = new Date(site.clock().getTime() + checkMilliseconds).toISOString()
    const kept: Kept = { ...begun.check, until, language, chosen: chosenLanguage(req) }
    keepCheck(site, res, site.tokens.seal(purpose, kept), checkMilliseconds)
    rememberWay(site, res, ownPath(String(req.query.next ?? '')))
    res.redirect(303, begun.address)
  })
}

export function endSignOn(site: Site) {
  return withProvider(site, async (provider, req, res) => {
    const kept = openKept(site, req)
    forgetCheck(site, res)
    if (kept === null) return showRefused(site, res, gateLanguage(req), 'refused')
    const person = await provider.finish(new URL(req.originalUrl, site.settings.baseUrl).search, kept)
    const { state, until, language } = kept
    if (typeof person === 'string') return showRefused(site, res, language, person)
    const arrival = { ...person, state, until, userAgent: userAgentOf(req), language: kept.chosen }
    const done = await signOn(site.database, arrival, site.clock())
    if (done.done === 'refused') return showRefused(site, res, language, done.reason)
    goIn(site, req, res, done, language)
  })
}

const purpose = 'single sign-on'
const checkMilliseconds = 10 * 60 * 1000

/** `language`: of the page that it began on; the address to which the provider leads back says nothing of it. */
type Kept = OpenIdCheck & { until: string; language: Language; chosen: Language | null }

function openKept(site: Site, req: Request): Kept | null {
  // Sealed by this file alone.
  const kept = site.tokens.open(purpose, keptCheck(req)) as Kept | null
  return kept !== null && kept.until > site.clock().toISOString() ? kept : null
}

type ProviderHandler = (provider: OpenId, req: Request, res: Response) => Promise<void>

/** Where no provider is set there are no such pages. */
function withProvider(site: Site, handler: ProviderHandler) {
  return async (req: Request, res: Response): Promise<void> => {
    if (site.openId === null) return showError(site, req, res, 404)
    await handler(site.openId, req, res)
  }
}

type Refusal = Extract<SignedOn, { done: 'refused' }>['reason'] | 'refused' | 'unreachable'

const statuses: Readonly<Record<Refusal, number>> = {
  refused: 403,
  repeated: 403,
  unverified: 403,
  unknown: 403,
  'another-person': 403,
  unreachable: 503,
}

function showRefused(site: Site, res: Response, language: Language, reason: Refusal): void {
  const host = site.openId?.host ?? ''
  showGate(site, res, language, '/organize/sign-in', 'organizer/useless-link', {
    status: statuses[reason],
    title: phrase(language, 'security.sign-on.failed', { host }),
    next: phrase(language, `security.sign-on.${reason}`, { host }),
  })
}
