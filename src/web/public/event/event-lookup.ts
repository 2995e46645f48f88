import type { Request, Response } from 'express'
import type { EventState } from '../../../domain/events/event-record.ts'
import { type Phase, phaseOf } from '../../../domain/events/phase.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'

export type ShownEvent = { state: EventState; phase: Phase; now: Date }

type EventHandler = (shown: ShownEvent, req: Request, res: Response) => void | Promise<void>

/** Finds the event of `/events/{slug}` for a page; what is not there, or only a draft, is a page not found. */
export function withEvent(site: Site, handler: EventHandler) {
  return async (req: Request, res: Response): Promise<void> => {
    const state = await site.shelf.find(String(req.params.slug))
    const now = site.clock()
    if (state === undefined || state.event.document.status === 'draft') return showError(site, req, res, 404)
    await handler({ state, phase: phaseOf(state.event, state.places, now), now }, req, res)
  }
}

/** What a cached page about an event depends on: its content, what may be done now, and the places left. */
export function stateKey({ state: { event, places }, phase }: ShownEvent): string {
  const sessions = places.sessions.map(({ session, capacity, taken }) => `${session}:${capacity}:${taken}`)
  return [
    event.id,
    event.version,
    event.isSample,
    phase,
    places.capacity,
    places.taken,
    places.waiting,
    ...sessions,
  ].join(' ')
}
