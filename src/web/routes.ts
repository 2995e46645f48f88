/** Every address of the product. */
import { type Express, type NextFunction, type Request, type Response, Router } from 'express'
import { type Language, languages } from '../platform/i18n.ts'
import { readForm } from './body.ts'
import { toLanguage } from './languages.ts'
import { showMetrics } from './metrics.ts'
import { organizerRoutes } from './organizer/routes.ts'
import { isAlive, isReady } from './probes.ts'
import { askForm, sendQuestion, showAsked } from './public/ask.ts'
import { showEvent } from './public/event.ts'
import { sendEventFile } from './public/event-files.ts'
import { sendAtomFeed, sendCalendarFeed, sendEventCalendar } from './public/feeds.ts'
import { showListing } from './public/listing.ts'
import { changeOwnRegistration, showOwnRegistration } from './public/own-registration.ts'
import { showPrivacy } from './public/privacy.ts'
import { showReceipt } from './public/receipt.ts'
import { confirmAttendance, registerForm } from './public/register.ts'
import type { Site } from './site.ts'

/** Asked by whoever watches over the machine, under any host name. */
export function mountProbes(app: Express, site: Site): void {
  app.get('/healthz', isAlive)
  app.get('/readyz', isReady(site))
}

export function mountPages(app: Express, site: Site): void {
  for (const language of languages) app.use(`/${language}`, publicPages(site, language))
  app.use('/assets', site.assets.serve)
  app.get('/metrics', showMetrics(site))
  app.get('/events.ics', sendCalendarFeed(site))
  app.get('/events.atom', sendAtomFeed(site))
  app.get('/events/:slug.ics', sendEventCalendar(site))
  app.get('/events/:slug/files/:name', sendEventFile(site))
  app.use('/organize', organizerRoutes(site))
  app.get(['/', '/events/{*rest}', '/privacy', '/r/{*rest}'], toLanguage)
}

function publicPages(site: Site, language: Language): Router {
  const pages = Router({ caseSensitive: true })
  // First, since on the morning of an announcement everybody sends this form.
  pages.post('/events/:slug/register', readForm, confirmAttendance(site, language))
  pages.get('/', showListing(site, language))
  pages.get('/events/:slug', showEvent(site, language))
  pages.get('/events/:slug/register', registerForm(site, language))
  pages.get('/events/:slug/received/:sealed', isPrivate, showReceipt(site, language))
  pages.get('/events/:slug/ask', askForm(site, language))
  pages.post('/events/:slug/ask', readForm, sendQuestion(site, language))
  pages.get('/events/:slug/asked/:sealed', isPrivate, showAsked(site, language))
  pages.get('/r/:token', isPrivate, showOwnRegistration(site, language))
  pages.post('/r/:token', isPrivate, readForm, changeOwnRegistration(site, language))
  pages.get('/privacy', showPrivacy(site, language))
  return pages
}

/** An address that holds a token or somebody's data is remembered by no cache and told to no other site. */
export function isPrivate(_req: Request, res: Response, next: NextFunction): void {
  res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin', 'X-Robots-Tag': 'noindex' })
  next()
}

/** Not bound to our own pages: programs with a key, mail services that sign, and one click in a mail program. */
export function unbound(path: string): boolean {
  return path.startsWith('/api/') || path.startsWith('/hooks/') || path.startsWith('/unsubscribe/')
}
