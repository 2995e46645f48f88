/**
 * The end of a subscription. The address in the head of each letter takes a POST from any program and asks nothing
 * (RFC 8058); opened by a person, or by a scanner that follows links, it shows a button and changes nothing.
 */
import type { Request, Response } from 'express'
import { findSubscription } from '../../../domain/subscriptions/subscription.ts'
import { unsubscribe } from '../../../domain/subscriptions/unsubscribe.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import { pageLanguage } from '../../languages.ts'
import { showPage } from '../../page.ts'
import type { Site } from '../../site.ts'

/** `/{lang}/unsubscribe/{token}`: the button; after it, and ever after, that no more letters come. */
export function showUnsubscribe(site: Site, language: Language) {
  return async (req: Request, res: Response): Promise<void> => {
    const id = site.tokens.unsubscribe.read(String(req.params.token))
    if (id === null) return showError(site, req, res, 404, '404-own')
    const isThere = (await findSubscription(site.database.read, id)) !== undefined
    show(site, req, res, language, isThere)
  }
}

/** `POST /unsubscribe/{token}`, and the same below a language, where the button of the page sends it. */
export function stopLetters(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const id = site.tokens.unsubscribe.read(String(req.params.token))
    if (id === null) return showError(site, req, res, 404, '404-own')
    await unsubscribe(site.database, id)
    // No redirect: programs that press the button follow none.
    show(site, req, res, pageLanguage(req), false)
  }
}

function show(site: Site, req: Request, res: Response, language: Language, isThere: boolean): void {
  const heading = phrase(language, isThere ? 'subscriptions.stop.title' : 'subscriptions.stopped')
  showPage(site, res, language, 'public/unsubscribe', {
    title: heading,
    heading,
    path: `/unsubscribe/${req.params.token}`,
    isThere,
  })
}
