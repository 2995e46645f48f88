/** Every address of the product. */
import { type Express, type NextFunction, type Request, type Response, Router } from 'express'
import { type Language, languages } from '../platform/i18n.ts'
import { readForm } from './body.ts'
import { framedSite, inFrame } from './framed.ts'
import { toLanguage } from './languages.ts'
import { showMetrics } from './metrics.ts'
import { organizerRoutes } from './organizer/routes.ts'
import { isAlive, isReady } from './probes.ts'
import { showAccessibility } from './public/accessibility.ts'
import { askForm, sendQuestion, showAsked } from './public/ask.ts'
import { sendEmbedScript, showEmbeddedEvent, showEmbeddedList, showEmbedding } from './public/embed/embed.ts'
import { showEvent } from './public/event/event.ts'
import { sendEventFile } from './public/event/event-files.ts'
import { sendEventPicture, sendSitePicture } from './public/event/share-picture.ts'
import { showCalendar } from './public/list/calendar.ts'
import { sendAtomFeed, sendCalendarFeed, sendEventCalendar } from './public/list/feeds.ts'
import { showListing } from './public/list/listing.ts'
import { sendOfflineWorker, showOffline, withOwnScript } from './public/offline.ts'
import { showPrivacy } from './public/privacy.ts'
import { changeOwnRegistration, showOwnRegistration } from './public/registration/own-registration.ts'
import { correctReceipt, showReceipt } from './public/registration/receipt.ts'
import { refuseLettersTo, showRefuseLetters } from './public/registration/refuse-letters.ts'
import { confirmAttendance, registerForm } from './public/registration/register.ts'
import { sendRobots, sendSitemap, sendSitemapPart } from './public/sitemap.ts'
import { showSubscriptionSent, subscribeForm, takeSubscription } from './public/subscriptions/subscribe.ts'
import { changeOwnSubscription, showSubscription } from './public/subscriptions/subscription.ts'
import { showUnsubscribe, stopLetters } from './public/subscriptions/unsubscribe.ts'
import type { Site } from './site.ts'

/** Asked by whoever watches over the machine, under any host name. */
export function mountProbes(app: Express, site: Site): void {
  app.get('/healthz', isAlive)
  app.get('/readyz', isReady(site))
}

export function mountPages(app: Express, site: Site): void {
  const framed = framedSite(site)
  for (const language of languages) {
    app.use(`/${language}`, publicPages(site, language))
    app.use(`/${language}`, framedPages(framed, language))
  }
  app.use('/assets', site.assets.serve)
  app.get('/metrics', showMetrics(site))
  app.get('/events.ics', sendCalendarFeed(site))
  app.get('/events.atom', sendAtomFeed(site))
  app.get('/events/:slug.ics', sendEventCalendar(site))
  app.get('/events/:slug/files/:name', sendEventFile(site))
  app.get('/events/:slug/picture.:language.:key.png', sendEventPicture(site))
  app.get('/picture.:language.:key.png', sendSitePicture(site))
  app.get('/sitemap.xml', sendSitemap(site))
  app.get('/sitemap-:part.xml', sendSitemapPart(site))
  app.get('/embed.js', sendEmbedScript(site))
  app.get('/offline.js', sendOfflineWorker(site))
  app.get('/robots.txt', sendRobots(site))
  app.post('/unsubscribe/letters/:token', isPrivate, refuseLettersTo(site))
  app.post('/unsubscribe/:token', isPrivate, stopLetters(site))
  app.use('/organize', organizerRoutes(site))
  app.get(
    ['/', '/events/{*rest}', '/calendar', '/privacy', '/accessibility', '/embed', '/embedding', '/r/{*rest}'],
    toLanguage,
  )
  app.get(['/calendar', '/subscribe', '/s/{*rest}', '/unsubscribe/{*rest}'], toLanguage)
}

function publicPages(site: Site, language: Language): Router {
  const pages = Router({ caseSensitive: true })
  // First, since on the morning of an announcement everybody sends this form.
  pages.post('/events/:slug/register', readForm, confirmAttendance(site, language))
  pages.get('/', showListing(site, language))
  pages.get('/calendar', showCalendar(site, language))
  pages.get('/events/:slug', showEvent(site, language))
  pages.get('/events/:slug/register', registerForm(site, language))
  pages.get('/events/:slug/received/:sealed', isPrivate, showReceipt(site, language))
  pages.post('/events/:slug/received/:sealed', isPrivate, readForm, correctReceipt(site, language))
  pages.get('/events/:slug/ask', askForm(site, language))
  pages.post('/events/:slug/ask', readForm, sendQuestion(site, language))
  pages.get('/events/:slug/asked/:sealed', isPrivate, showAsked(site, language))
  pages.get('/r/:token', isPrivate, withOwnScript(site), showOwnRegistration(site, language))
  pages.post('/r/:token', isPrivate, readForm, changeOwnRegistration(site, language))
  pages.get('/subscribe', subscribeForm(site, language))
  pages.post('/subscribe', readForm, takeSubscription(site, language))
  pages.get('/subscribe/sent/:sealed', isPrivate, showSubscriptionSent(site, language))
  pages.get('/s/:token', isPrivate, showSubscription(site, language))
  pages.post('/s/:token', isPrivate, readForm, changeOwnSubscription(site, language))
  pages.get('/unsubscribe/letters/:token', isPrivate, showRefuseLetters(site, language))
  pages.post('/unsubscribe/letters/:token', isPrivate, refuseLettersTo(site))
  pages.get('/unsubscribe/:token', isPrivate, showUnsubscribe(site, language))
  pages.post('/unsubscribe/:token', isPrivate, stopLetters(site))
  pages.get('/embedding', showEmbedding(site, language))
  pages.get('/privacy', showPrivacy(site, language))
  pages.get('/accessibility', showAccessibility(site, language))
  pages.get('/offline', showOffline(site, language))
  return pages
}

/** What stands inside other sites: the same forms behind addresses of their own. */
function framedPages(site: Site, language: Language): Router {
  const pages = Router({ caseSensitive: true })
  const framed = inFrame(site)
  pages.get('/embed', framed, showEmbeddedList(site, language))
  pages.get('/events/:slug/embed', framed, showEmbeddedEvent(site, language))
  pages.get('/embed/events/:slug/register', framed, registerForm(site, language))
  pages.post('/embed/events/:slug/register', framed, readForm, confirmAttendance(site, language))
  pages.get('/embed/events/:slug/received/:sealed', framed, isPrivate, showReceipt(site, language))
  pages.post(
    '/embed/events/:slug/received/:sealed',
    framed,
    isPrivate,
    readForm,
    correctReceipt(site, language),
  )
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
