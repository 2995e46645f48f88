/**
 * The end of letters that organizers write to many. The address in the head of each such letter takes a POST from any
 * program and asks nothing (RFC 8058); opened by a person, or by a scanner that follows links, it shows a button and
 * changes nothing. The registration itself stays as it is, and letters about it still come.
 */
import type { Request, Response } from 'express'
import { refuseLetters } from '../../../domain/letters/refuse-letters.ts'
import { findRegistration } from '../../../domain/registrations/registration-record.ts'
import { type Language, phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import { pageLanguage } from '../../languages.ts'
import { showPage } from '../../page.ts'
import type { Site } from '../../site.ts'

/** `/{lang}/unsubscribe/letters/{token}`: the button; after it, and ever after, that no more letters come. */
export function showRefuseLetters(site: Site, language: Language) {
  return async (req: Request, res: Response): Promise<void> => {
    const id = site.tokens.letters.read(String(req.params.token))
    if (id === null) return showError(site, req, res, 404, '404-own')
    const own = await findRegistration(site.database.read, id)
    const wantsThem = own !== undefined && own.registration.letters_stopped_at === null
    show(site, req, res, language, wantsThem)
  }
}

/** `POST /unsubscribe/letters/{token}`, and the same below a language, where the button of the page sends it. */
export function refuseLettersTo(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const id = site.tokens.letters.read(String(req.params.token))
    if (id === null) return showError(site, req, res, 404, '404-own')
    await refuseLetters(site.database, id, site.clock())
    // No redirect: programs that press the button follow none.
    show(site, req, res, pageLanguage(req), false)
  }
}

/** Of the event or the person it says nothing: whoever was handed the letter on can open it. */
function show(site: Site, req: Request, res: Response, language: Language, wantsThem: boolean): void {
  const heading = phrase(language, wantsThem ? 'writing.refuse.title' : 'writing.refuse.done')
  showPage(site, res, language, 'public/refuse-letters', {
    title: heading,
    heading,
    path: `/unsubscribe/letters/${req.params.token}`,
    wantsThem,
  })
}
