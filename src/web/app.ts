/** The web part of the product: everything a browser can ask for, in the order in which it is looked at. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { eventShelf } from '../domain/events/event-record.ts'
import { createOpenId } from '../platform/open-id.ts'
import { readAssets } from './assets.ts'
import { errorPage, notFound, showError } from './error-page.ts'
import { destinationCheck } from './host.ts'
import { originCheck } from './origin.ts'
import { createPageCache } from './page-cache.ts'
import { createPictureCache } from './picture-cache.ts'
import { createPictureShelf } from './public/event/pictures.ts'
import { createRateLimits } from './rate-limits.ts'
import { mountPages, mountProbes, unbound } from './routes.ts'
import { securityHeaders, withLiveScripts, withOwnScripts } from './security-headers.ts'
import { shortWay } from './short-way.ts'
import type { AppInput, Site } from './site.ts'

/** Makes the application; it listens to nothing and keeps nothing running. */
export function createApp(input: AppInput): Express {
  const { settings } = input
  const headers = securityHeaders(settings.baseUrl)
  const site = openSite(input, headers)
  const app = express()
  app.set('trust proxy', settings.trustProxy).set('query parser', 'simple')
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing')
  const guarded = guard(site)
  app.use(frontDoor(site, shortWay(site, guarded)))
  mountProbes(app, site)
  app.use(guarded)
  mountPages(app, site)
  app.use(notFound(site))
  app.use(errorPage(site))
  return app
}

function openSite(input: AppInput, headers: Map<string, string>): Site {
  const { database, settings, clock, maxAge = 1000 } = input
  const scripted = withOwnScripts(headers)
  return {
    ...input,
    headers,
    headerList: [...headers].flat(),
    shelf: eventShelf(database, maxAge),
    ownScriptHeaders: scripted,
    liveScriptHeaders: withLiveScripts(headers),
    pages: createPageCache(scripted, clock, maxAge),
    smallPictures: createPictureShelf(database),
    pictures: createPictureCache(),
    prefix: (language) => `/${language}`,
    assets: readAssets(input.assetsFolder, settings.brandAccent, settings.brandLogo),
    limits: createRateLimits(settings.rateLimits),
    openId:
      settings.oidc && createOpenId(settings.oidc, `${settings.baseUrl}/organize/sign-in/oidc/callback`),
  }
}

const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz'])

/** One host is served and no other; a page that is known to be fresh leaves from here with all its headers. */
function frontDoor(site: Site, short: ReturnType<typeof shortWay>) {
  const destination = destinationCheck(site.settings.baseUrl, site.settings.trustProxy !== false)
  return (req: Request, res: Response, next: NextFunction): void => {
    const isRead = req.method === 'GET' || req.method === 'HEAD'
    const where = destination(req)
    if (where === 'here' && isRead && site.pages.answer(req, res, req.url)) return
    if (where === 'here' && short(req, res, next)) return
    res.setHeaders(site.headers)
    if (where === 'here' || probes.has(req.path)) next()
    else if (where === 'nowhere') showError(site, req, res, 400)
    else if (isRead) res.status(302).location(`${site.settings.baseUrl}${req.url}`).end()
    else showError(site, req, res, 421)
  }
}

/** What changes something comes from our own pages, and not by the hundred. */
function guard(site: Site) {
  const isOwn = originCheck(site.settings.baseUrl)
  const isLimited = site.settings.rateLimits
  return (req: Request, res: Response, next: NextFunction): void => {
    // No address of ours holds a NUL, and PostgreSQL takes one in a text for a fault.
    if (req.path.includes('%00')) showError(site, req, res, 404)
    else if (req.method === 'GET' || req.method === 'HEAD' || unbound(req.path)) next()
    else if (!isOwn(req)) showError(site, req, res, 403)
    else if (isLimited) limit(site, req, res, next).catch(next)
    else next()
  }
}

async function limit(site: Site, req: Request, res: Response, next: NextFunction): Promise<void> {
  if (await site.limits.mayPost(req)) next()
  else showError(site, req, res.set('Retry-After', '60'), 429)
}
