/** What lets people read again, without a connection, what they have read. All of it is an addition: pages need none. */
import { createHash } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { type Language, phrase } from '../../platform/i18n.ts'
import { renderPage } from '../page.ts'
import type { Site } from '../site.ts'

/**
 * `/offline.js`: asked for anew each time, so that a mended one replaces the old at once. Its own policy lets it fetch
 * from this site and do nothing else.
 */
export function sendOfflineWorker(site: Site) {
  const body = site.assets.source('offline.js')
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
  return (req: Request, res: Response): void => {
    res.set({ 'Cache-Control': 'no-cache', ETag: etag })
    res.set('Content-Security-Policy', "default-src 'none'; connect-src 'self'")
    if (req.headers['if-none-match'] === etag) return void res.status(304).end()
    res.type('text/javascript').send(body)
  }
}

/** `/{lang}/offline`: what is shown in place of a page that was not kept. */
export function showOffline(site: Site, language: Language) {
  const title = phrase(language, 'offline.title')
  return (req: Request, res: Response): Promise<void> =>
    site.pages.show(req, res, `/${language}/offline`, {
      state: 'always',
      until: null,
      render: () => renderPage(site, language, 'public/offline', { title, heading: title, path: '' }),
    })
}

/** Lets the page run our own script, as pages out of the cache may. */
export function withOwnScript(site: Site) {
  const policy = site.ownScriptHeaders.get('Content-Security-Policy') ?? ''
  return (_req: Request, res: Response, next: NextFunction): void => {
    res.set('Content-Security-Policy', policy)
    next()
  }
}
