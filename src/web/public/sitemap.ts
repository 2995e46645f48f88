/** What search engines may read, and where all of it is listed. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { eventsInPart, lastingPages, mostAddresses, sitemap, sitemapIndex } from '../../documents/sitemap.ts'
import { announcedEvents, countAnnounced, everyNumber } from '../../domain/events/finding/announced.ts'
import { languages } from '../../platform/i18n.ts'
import { inTurns } from '../../platform/turns.ts'
import { acceptedEncoding } from '../encoding.ts'
import { showError } from '../error-page.ts'
import type { Site } from '../site.ts'

/** Some twenty kilobytes of XML, well under a millisecond. */
const eventsInTurn = 20

/** `/sitemap.xml`: all of it, or where there is more than one file holds, the list of its parts. */
export function sendSitemap(site: Site) {
  const { baseUrl } = site.settings
  return async (req: Request, res: Response): Promise<void> => {
    const { read } = site.database
    const addresses = ((await countAnnounced(read)) + lastingPages.length) * languages.length
    const events = announcedEvents(read, everyNumber)
    if (addresses > mostAddresses) return stream(req, res, sitemapIndex(baseUrl, inTurns(events, 250)))
    return stream(req, res, sitemap(baseUrl, lastingPages, inTurns(events, eventsInTurn)))
  }
}

/** `/sitemap-N.xml`: 0 the pages, N the events whose numbers belong there. */
export function sendSitemapPart(site: Site) {
  const { baseUrl } = site.settings
  return async (req: Request, res: Response): Promise<void> => {
    const named = String(req.params.part)
    const part = Number(named)
    if (!/^(0|[1-9]\d{0,8})$/.test(named)) return showError(site, req, res, 404)
    if (part === 0) return stream(req, res, sitemap(baseUrl, lastingPages, pages([])))
    const range = { after: (part - 1) * eventsInPart, upTo: part * eventsInPart }
    const events = await Array.fromAsync(announcedEvents(site.database.read, range))
    if (events.flat().length === 0) return showError(site, req, res, 404)
    return stream(req, res, sitemap(baseUrl, [], inTurns(pages(events), eventsInTurn)))
  }
}

/** `/robots.txt`: pages for everybody are; what belongs to one person, or to the organizers, is nobody's to index. */
export function sendRobots(site: Site) {
  const own = languages.flatMap((language) =>
    ['r', 's', 'unsubscribe'].map((page) => `Disallow: /${language}/${page}/`),
  )
  const text = [
    'User-agent: *',
    'Disallow: /organize',
    ...own,
    'Disallow: /*/events/*/received/',
    'Disallow: /*/events/*/asked/',
    'Disallow: /*/subscribe/sent/',
    // There is a month for every page that somebody asks for.
    'Disallow: /*/calendar?',
    // Whatever people search for; the lists by kind and city are read.
    'Disallow: /*?q=',
    'Disallow: /*&q=',
    '',
    `Sitemap: ${site.settings.baseUrl}/sitemap.xml`,
    '',
  ].join('\n')
  return (req: Request, res: Response): Promise<void> =>
    site.pages.show(req, res, '/robots.txt', {
      state: 'always',
      until: null,
      type: 'text/plain; charset=utf-8',
      render: () => text,
    })
}

async function stream(req: Request, res: Response, parts: AsyncIterable<string>): Promise<void> {
  const isPacked = acceptedEncoding(req.headers['accept-encoding']) !== 'plain'
  res.set({ 'Cache-Control': 'public, max-age=300', Vary: 'Accept-Encoding' })
  res.type('application/xml; charset=utf-8')
  if (isPacked) res.set('Content-Encoding', 'gzip')
  const steps = isPacked ? [Readable.from(parts), createGzip({ level: 5 }), res] : [Readable.from(parts), res]
  try {
    await pipeline(steps)
  } catch (error) {
    // A reader who leaves early is no fault of ours.
    if (!res.destroyed || !isLeaving(error)) throw error
  }
}

function isLeaving(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

async function* pages<Page>(all: readonly Page[]): AsyncGenerator<Page> {
  yield* all
}
