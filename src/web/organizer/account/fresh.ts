import type { Request, Response } from 'express'
import { isFresh } from '../../../domain/organizers/factors/confirm.ts'
import type { Right } from '../../../domain/organizers/permissions.ts'
import type { Site } from '../../site.ts'
import { everywhere, onTheWayIn, type Viewer } from '../viewer.ts'

type Handler = (viewer: Viewer, req: Request, res: Response) => void | Promise<void>

/** For who has just given their second factor; others are asked for it, and come back. Who has none goes on. */
export function whenFresh(site: Site, handler: Handler) {
  return onTheWayIn(site, askFirst(site, handler))
}

/** The same for whoever has `right` with every event. */
export function whenFreshEverywhere(site: Site, right: Right, handler: Handler) {
  return everywhere(site, right, askFirst(site, handler))
}

function askFirst(site: Site, handler: Handler): Handler {
  return (viewer, req, res) => {
    if (isFresh(viewer.session, site.clock())) return handler(viewer, req, res)
    // Each of these forms is sent to the address of its own page.
    const [page = ''] = req.originalUrl.split('?', 1)
    res.redirect(303, `/organize/account/confirm?${new URLSearchParams({ next: page })}`)
  }
}
