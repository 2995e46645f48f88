/** The cookies of the workspace: who is signed in, where they were going before, and on what errand they are. */
import type { CookieOptions, Request, Response } from 'express'
import { halfOpenMilliseconds } from '../../domain/organizers/half-open.ts'
import { sessionCookie } from '../origin.ts'
import type { Site } from '../site.ts'

const nextCookie = 'turnout_next'
const checkCookie = 'turnout_sign_on'
const checkPath = '/organize/sign-in/oidc'
const weekMilliseconds = 7 * 24 * 60 * 60 * 1000
const quarterOfAnHour = 15 * 60 * 1000

export function sessionToken(site: Site, req: Request): string | null {
  return cookie(req, sessionName(site))
}

/** Lax, so that a link in a letter opens a page for who is signed in; no other site can post with it. */
export function giveSession(site: Site, res: Response, token: string): void {
  res.cookie(sessionName(site), token, { ...options(site), maxAge: weekMilliseconds })
}

/** In the place of a session, which ends with that in this browser: every rule for sessions holds for it too. */
export function giveHalf(site: Site, res: Response, token: string): void {
  res.cookie(sessionName(site), token, { ...options(site), maxAge: halfOpenMilliseconds })
}

export function takeSession(site: Site, res: Response): void {
  res.clearCookie(sessionName(site), options(site))
}

/** The way to the page that was asked for, kept while the letter is on its way. */
export function rememberWay(site: Site, res: Response, path: string): void {
  res.cookie(nextCookie, path, { ...options(site), path: '/organize', maxAge: quarterOfAnHour })
}

/** Answers the way once and forgets it. */
export function recallWay(site: Site, req: Request, res: Response): string {
  res.clearCookie(nextCookie, { ...options(site), path: '/organize' })
  return ownPath(cookie(req, nextCookie) ?? '')
}

/** What must be the same when somebody comes back from the provider of single sign-on, sealed. */
export function keepCheck(site: Site, res: Response, sealed: string, maxAge: number): void {
  res.cookie(checkCookie, sealed, { ...options(site), path: checkPath, maxAge })
}

export function keptCheck(req: Request): string {
  return cookie(req, checkCookie) ?? ''
}

export function forgetCheck(site: Site, res: Response): void {
  res.clearCookie(checkCookie, { ...options(site), path: checkPath })
}

/** A page of the workspace, and the workspace itself for anything else that somebody put there. */
export function ownPath(wanted: string): string {
  const home = '/organize'
  if (!/^\/organize(?![^/?])/.test(wanted) || !URL.canParse(wanted, 'http://own')) return home
  const { host, pathname, search } = new URL(wanted, 'http://own')
  const isOwn =
    host === 'own' && /^\/organize(\/|$)/.test(pathname) && !/^\/organize\/(sign-|language)/.test(pathname)
  return isOwn ? pathname + search : home
}

function options(site: Site): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(site) }
}

/** Browsers accept the prefix only with Secure and for this very host (RFC 6265bis, 4.1.3.2). */
function sessionName(site: Site): string {
  return isSecure(site) ? `__Host-${sessionCookie}` : sessionCookie
}

function isSecure(site: Site): boolean {
  return site.settings.baseUrl.startsWith('https:')
}

function cookie(req: Request, name: string): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value !== undefined) return decoded(value)
  }
  return null
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // Not written by us, so it means nothing.
    return ''
  }
}
