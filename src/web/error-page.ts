/** What people see when a page cannot be shown, and what the log learns of it. */
import { randomBytes } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { isPhraseKey, type PhraseKey, phrase } from '../platform/i18n.ts'
import { pageLanguage } from './languages.ts'
import { showPage } from './page.ts'
import type { Site } from './site.ts'

/** A page with the status, what it means and what to do. `kind` names phrases that say more than the status does. */
export function showError(
  site: Site,
  req: Request,
  res: Response,
  status: number,
  kind = String(status),
): void {
  const language = pageLanguage(req)
  const title = phrase(language, phraseOf(kind))
  const next = phrase(language, phraseOf(kind, '-next'))
  res.set('Cache-Control', 'no-store')
  showPage(site, res, language, 'public/error', { status, title, next, path: '' })
}

export function notFound(site: Site) {
  return (req: Request, res: Response): void => showError(site, req, res, 404)
}

/** The last handler: whatever was thrown becomes a page. Refusals of the form reader keep their status. */
export function errorPage(site: Site) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    const status = statusOf(error)
    if (res.headersSent) next(error)
    else if (status < 500) showError(site, req, res, phrases.has(status) ? status : 400)
    else showFault(site, req, res, noteFault(site, req, error))
  }
}

const phrases = new Set([400, 403, 404, 405, 413, 415, 421, 429])

function statusOf(error: unknown): number {
  if (error instanceof URIError) return 400
  const status = error instanceof Error && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

/** Writes down what happened, once, under a number that the page can name. */
function noteFault(site: Site, req: Request, error: unknown): string {
  const id = randomBytes(5).toString('hex')
  site.log.error({ id, method: req.method, page: pageOf(req), fault: faultOf(error) }, 'a page failed')
  return id
}

/** The page of apology must not need what has just failed: no database, no cache. */
function showFault(site: Site, req: Request, res: Response, id: string): void {
  const language = pageLanguage(req)
  res.set('Cache-Control', 'no-store')
  const words = {
    title: phrase(language, 'public.error.500'),
    next: phrase(language, 'public.error.500-next'),
  }
  showPage(site, res, language, 'public/error', { status: 500, ...words, id, path: '' })
}

/** The pattern of the route and not the address: addresses hold tokens. */
function pageOf(req: Request): string {
  // Express types `route` as any.
  const route = req.route as { path?: unknown } | undefined
  return typeof route?.path === 'string' ? route.path : ''
}

/** Name, message and place; not the fields of a database error, which quote what people typed. */
function faultOf(error: unknown): { name: string; message: string; stack?: string | undefined } {
  if (!(error instanceof Error)) return { name: typeof error, message: 'not an Error' }
  return { name: error.name, message: error.message, stack: error.stack }
}

function phraseOf(kind: string, ending = ''): PhraseKey {
  const key = `public.error.${kind}${ending}`
  return isPhraseKey(key) ? key : 'public.error.400'
}
