/** The list and an event as they stand inside other sites. */
import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { cataloguePage } from '../../../domain/events/finding/catalogue.ts'
import { nextChange } from '../../../domain/events/phase.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { renderPage } from '../../page.ts'
import type { Site } from '../../site.ts'
import { stateKey, withEvent } from '../event/event-lookup.ts'
import { one, pathOf, wishOf } from '../list/list-address.ts'
import { embeddedEvent, embeddedList } from './embed-view.ts'

/** `/{lang}/embed?kind=&city=&q=&count=`: what is coming, a few lines for another site's page. */
export function showEmbeddedList(site: Site, language: Language) {
  return async (req: Request, res: Response): Promise<void> => {
    const count = countOf(req)
    const wish = { ...wishOf(req, language), past: false, period: null, page: 1 }
    const path = pathOf(wish)
    const now = site.clock()
    await site.pages.show(req, res, `/${language}/embed ${count} ${path}`, {
      state: null,
      until: null,
      isOneOfMany: wish.words !== '' || wish.city !== null,
      render: async () => {
        const { events } = await cataloguePage(site.database.read, wish, now)
        const shown = events.slice(0, count)
        return renderPage(site, language, 'public/embed-list', embeddedList(shown, path, now, language))
      },
    })
  }
}

/** `/{lang}/events/{slug}/embed`: one event in short, with the way to its form. */
export function showEmbeddedEvent(site: Site, language: Language) {
  return withEvent(site, async (shown, req, res) => {
    const { event } = shown.state
    await site.pages.show(req, res, `/${language}/events/${event.slug}/embed`, {
      state: stateKey(shown),
      until: nextChange(event, shown.now.toISOString()),
      render: () => renderPage(site, language, 'public/embed-event', embeddedEvent(shown, language)),
    })
  })
}

/** `/embed.js`: the optional element that makes the frame and keeps it as high as what it holds. */
export function sendEmbedScript(site: Site) {
  const body = site.assets.source('embed.js')
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return (req: Request, res: Response): void => {
    res.set({
      ETag: etag,
      'Cache-Control': 'public, max-age=3600',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
    })
    if (req.headers['if-none-match'] === etag) return void res.status(304).end()
    res.type('text/javascript').send(body)
  }
}

/** `/{lang}/embedding`: how to do it, with the lines to copy. */
export function showEmbedding(site: Site, language: Language) {
  const title = phrase(language, 'sharing.embedding')
  const { baseUrl } = site.settings
  return (req: Request, res: Response): Promise<void> =>
    site.pages.show(req, res, `/${language}/embedding`, {
      state: 'always',
      until: null,
      render: () =>
        renderPage(site, language, 'public/embedding', {
          title,
          path: '/embedding',
          description: phrase(language, 'sharing.embedding-lead'),
          listAddress: `${baseUrl}/${language}/embed`,
          eventAddress: `${baseUrl}/${language}/events/EVENT/embed`,
          most: mostShown,
          scriptAddress: `${baseUrl}/embed.js`,
        }),
    })
}

const mostShown = 50
const usuallyShown = 10

function countOf(req: Request): number {
  const count = Number(one(req.query.count))
  return Number.isInteger(count) && count > 0 ? Math.min(count, mostShown) : usuallyShown
}
