import type { Response } from 'express'
import type { EventRecord } from '../domain/events/event-record.ts'
import type { Language } from '../platform/i18n.ts'
import { languageLinks } from './languages.ts'
import { sharing } from './sharing.ts'
import { type Site, siteContact } from './site.ts'

export type PageContext = {
  /** Of the page, without the name of the site */
  title: string
  /** What follows the language in the address: `/events/x` */
  path: string
  /** The event whose picture goes with links to the page; that of the whole site when absent */
  sharedEvent?: EventRecord
  /** 200 when absent */
  status?: number
} & Record<string, unknown>

/** What can be read again without a connection */
const keptViews =
  /^(public\/(list|calendar|event|own-registration|offline|accessibility)|languages\/.+\/privacy)$/

/** The whole page as HTML, with what its layout needs. */
export function renderPage(site: Site, language: Language, view: string, context: PageContext): string {
  const { settings, assets } = site
  let shared: ReturnType<typeof sharing> | undefined
  return site.views.render(view, {
    ...context,
    language,
    languages: languageLinks(language, context.path, site.prefix),
    home: `/${language}`,
    at: site.prefix(language),
    // Made for the pages alone that say it: a receipt does not.
    get sharing() {
      shared ??= sharing(site, language, context)
      return shared
    },
    baseUrl: settings.baseUrl,
    brand: { name: settings.brandName, logo: assets.logo, contact: siteContact(settings) },
    stylesheet: assets.address('site.css'),
    icon: assets.icon,
    keptScript: keptViews.test(view) ? assets.address('kept.js') : undefined,
  })
}

/** Shows a page that was made for this request alone. */
export function showPage(
  site: Site,
  res: Response,
  language: Language,
  view: string,
  context: PageContext,
): void {
  // Whoever took the short way has none yet; a page that set its own keeps them.
  if (!res.hasHeader('Content-Security-Policy')) res.setHeaders(site.headers)
  res.status(context.status ?? 200).set('Content-Language', language)
  res.type('html').send(renderPage(site, language, view, context))
}

/** After a form: another page by GET. `res.redirect` would write a body for every type that a browser may accept. */
export function seeOther(res: Response, address: string, more: readonly string[] = []): void {
  const headers = ['Location', address, 'Cache-Control', 'no-store', 'Content-Length', '0']
  res.writeHead(303, more.length === 0 ? headers : [...headers, ...more]).end()
}
