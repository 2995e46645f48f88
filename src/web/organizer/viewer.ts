/** Who is looking at the workspace, and what they may do with the event that they ask for. */
import type { NextFunction, Request, Response } from 'express'
import type { EventRecord } from '../../domain/events/event-record.ts'
import { usualZone } from '../../domain/events/usual-zone.ts'
import type { Organizer } from '../../domain/organizers/organizer.ts'
import {
  mayReadMail,
  type Permission,
  type Right,
  rightsEverywhere,
  rightsOn,
} from '../../domain/organizers/permissions.ts'
import { findSession, keepSession, type Session } from '../../domain/organizers/session.ts'
import { eventFor } from '../../domain/registrations/organizer-events.ts'
import { isLanguage, type Language } from '../../platform/i18n.ts'
import { showError } from '../error-page.ts'
import { preferredLanguage } from '../languages.ts'
import type { Site } from '../site.ts'
import { sessionToken } from './cookies.ts'

export type Viewer = {
  organizer: Organizer
  language: Language
  mayReadMail: boolean
  /** With every event, those to come included */
  everywhere: ReadonlySet<Right>
  session: Session
  /** By whose clocks they read what belongs to no event */
  zone: string
}

type ViewerHandler = (viewer: Viewer, req: Request, res: Response) => void | Promise<void>

/** Nothing of the workspace is remembered by any cache or found by any search. */
export function isConfidential(_req: Request, res: Response, next: NextFunction): void {
  res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
  next()
}

export async function sessionOf(site: Site, req: Request): Promise<Session | undefined> {
  const token = sessionToken(site, req)
  return token === null ? undefined : findSession(site.database.read, token, site.clock())
}

/**
 * For whoever is signed in; a stranger is sent to sign in and comes back from there. Where a second factor is demanded
 * and there is none yet, every way leads to making one.
 */
export function asOrganizer(site: Site, handler: ViewerHandler) {
  return onTheWayIn(site, (viewer, req, res) =>
    viewer.session.mustEnrol
      ? res.redirect(303, '/organize/account/second-factor')
      : handler(viewer, req, res),
  )
}

/** The same for the few pages that are needed to make a second factor where one is demanded. */
export function onTheWayIn(site: Site, handler: ViewerHandler) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = await sessionOf(site, req)
    if (session === undefined) return askToSignIn(req, res)
    await keepSession(site.database, session, site.clock())
    const { organizer } = session
    const language = languageOf(organizer, req)
    const readsMail = await mayReadMail(site.database.read, organizer.id)
    const everywhere = await rightsEverywhere(site.database.read, organizer.id)
    const zone = await usualZone(site.database.read)
    await handler({ organizer, language, mayReadMail: readsMail, everywhere, session, zone }, req, res)
  }
}

/** For whoever has `right` with every event; for others there is no such page. */
export function everywhere(site: Site, right: Right, handler: ViewerHandler) {
  return asOrganizer(site, (viewer, req, res) =>
    viewer.everywhere.has(right) ? handler(viewer, req, res) : showError(site, req, res, 404),
  )
}

export type Work = {
  viewer: Viewer
  event: EventRecord
  rights: ReadonlySet<Right>
  /** With the right that the page asks for; goes into every query */
  permission: Permission
}

type WorkHandler = (work: Work, req: Request, res: Response) => void | Promise<void>

/** For whoever has `right` on the event of `/events/{slug}`; for others there is no such page. */
export function onEvent(site: Site, right: Right, handler: WorkHandler) {
  return asOrganizer(site, async (viewer, req, res) => {
    const permission = { organizerId: viewer.organizer.id, right }
    const event = await eventFor(site.database.read, permission, String(req.params.slug))
    if (event === undefined) return showError(site, req, res, 404)
    const rights = await rightsOn(site.database.read, viewer.organizer.id, event.id)
    await handler({ viewer, event, rights, permission }, req, res)
  })
}

/** In the language of the page that one comes from, where its link said so. */
function askToSignIn(req: Request, res: Response): void {
  const chosen = req.query.language
  const language = typeof chosen === 'string' && isLanguage(chosen) ? { language: chosen } : {}
  res.redirect(303, `/organize/sign-in?${new URLSearchParams({ next: req.originalUrl, ...language })}`)
}

function languageOf({ language }: Organizer, req: Request): Language {
  return language !== null && isLanguage(language) ? language : preferredLanguage(req)
}
