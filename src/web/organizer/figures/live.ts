/**
 * `/organize/events/{slug}/live`: the figures as they change, as server-sent events (HTML Living Standard, 9.2). Each
 * carries the figures as the page shows them, ready to be put in place.
 */
import type { Response } from 'express'
import type { Figures } from '../../../domain/registrations/figures.ts'
import { eventFor } from '../../../domain/registrations/organizer-events.ts'
import { watchFigures } from '../../../domain/registrations/watch-figures.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { eventFigures } from '../people-figures.ts'
import { onEvent, sessionOf, type Work } from '../viewer.ts'

const lookMilliseconds = 2000
/** Proxies cut what is silent for a minute; and who may look is asked again as often. */
const breathMilliseconds = 20_000
const mostStreams = 500

export function liveFigures(site: Site) {
  const watch = watchFigures(site.database, lookMilliseconds, (error) =>
    site.log.error({ error: String(error) }, 'figures could not be read'),
  )
  let streams = 0
  return onEvent(site, 'see-figures', (work, req, res) => {
    if (streams >= mostStreams) return showError(site, req, res.set('Retry-After', '60'), 429)
    streams += 1
    openStream(res)
    const stop = watch.follow(work.event.id, (figures) => send(res, part(site, figures, work)))
    const breath = setInterval(() => {
      const isWelcome = async () => (await sessionOf(site, req)) !== undefined && (await stillMay(site, work))
      isWelcome().then(
        (welcome) => (welcome ? res.write(':\n\n') : res.end()),
        () => res.end(),
      )
    }, breathMilliseconds)
    const leave = () => res.end()
    site.stopping?.addEventListener('abort', leave)
    res.once('close', () => {
      streams -= 1
      clearInterval(breath)
      stop()
      site.stopping?.removeEventListener('abort', leave)
    })
  })
}

/** `X-Accel-Buffering`: nginx would keep what is sent until there is more of it. */
function openStream(res: Response): void {
  res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
  res.flushHeaders()
  res.write('retry: 5000\n\n')
}

async function stillMay(site: Site, { event, permission }: Work): Promise<boolean> {
  return (await eventFor(site.database.read, permission, event.slug)) !== undefined
}

function part(site: Site, figures: Figures, work: Work): string {
  const shown = eventFigures(figures, work, { filter: {}, sort: 'name', isReversed: false, page: 1 })
  return site.views.render('organizer/figures-head', { figures: shown, language: work.viewer.language })
}

/** Lines of one event are `data:` each. */
function send(res: Response, html: string): void {
  res.write(`event: figures\n${html.replace(/^/gm, 'data: ')}\n\n`)
}
