import { setTimeout as pause } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { organizerAddress } from '../../domain/organizers/organizer.ts'
import { signOut } from '../../domain/organizers/session.ts'
import { startSignIn } from '../../domain/organizers/start-sign-in.ts'
import { isLanguage, type Language, phrase } from '../../platform/i18n.ts'
import { fieldsOf } from '../body.ts'
import { preferredLanguage } from '../languages.ts'
import { shownMistakes } from '../mistakes.ts'
import { firstOf } from '../public/registration/form-view.ts'
import type { Site } from '../site.ts'
import { ownPath, rememberWay, sessionToken, takeSession } from './cookies.ts'
import { sessionOf } from './viewer.ts'
import { showGate } from './workspace-page.ts'

/** `/organize/sign-in`: one field, and a letter with a link. */
export function signInForm(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const next = ownPath(String(req.query.next ?? ''))
    if ((await sessionOf(site, req)) !== undefined) return res.redirect(303, next)
    showForm(site, req, res, { next, email: '', isWrong: false })
  }
}

/** Longer than a link and its letter take to be written, so that the time of the answer tells nothing. */
const answerMilliseconds = 100

/** The answer reads the same whoever asks, and comes as late, so that nobody learns who the organizers are. */
export function sendSignInLink(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const fields = fieldsOf(req)
    const next = ownPath(firstOf(fields.next))
    const typed = firstOf(fields.email)
    const email = organizerAddress(typed)
    if (email === null) return showForm(site, req, res, { next, email: typed, isWrong: true })
    const language = gateLanguage(req)
    const answerDue = pause(answerMilliseconds)
    if (await site.limits.mayWriteTo(`sign-in ${email}`)) {
      await startSignIn(site.database, email, language, site.clock())
    }
    await answerDue
    rememberWay(site, res, next)
    res.redirect(303, `/organize/sign-in/sent?language=${language}`)
  }
}

export function linkSent(site: Site) {
  return (req: Request, res: Response): void => {
    const language = gateLanguage(req)
    const title = phrase(language, 'organizer.sign-in.sent')
    showGate(site, res, language, '/organize/sign-in/sent', 'organizer/sign-in-sent', { title })
  }
}

/** `/organize/sign-out`, by button. */
export function signOutHere(site: Site) {
  return async (req: Request, res: Response): Promise<void> => {
    const token = sessionToken(site, req)
    const language = (await sessionOf(site, req))?.organizer.language ?? preferredLanguage(req)
    if (token !== null) await signOut(site.database, token)
    takeSession(site, res)
    res.redirect(303, `/organize/sign-in?language=${language}`)
  }
}

/** As chosen on the page before, else as the browser asks. */
export function gateLanguage(req: Request): Language {
  return chosenLanguage(req) ?? preferredLanguage(req)
}

export function chosenLanguage(req: Request): Language | null {
  const chosen = req.query.language
  return typeof chosen === 'string' && isLanguage(chosen) ? chosen : null
}

type Shown = { next: string; email: string; isWrong: boolean }

function showForm(site: Site, req: Request, res: Response, { next, email, isWrong }: Shown): void {
  const language = gateLanguage(req)
  const heading = phrase(language, 'organizer.sign-in.title')
  const mistakes = isWrong
    ? shownMistakes([{ field: 'email', key: 'public.mistake.email-wrong' }], language)
    : []
  showGate(site, res, language, `/organize/sign-in?${new URLSearchParams({ next })}`, 'organizer/sign-in', {
    title: isWrong ? phrase(language, 'public.error-prefix', { title: heading }) : heading,
    status: isWrong ? 422 : 200,
    heading,
    next,
    email,
    signOn: site.openId && {
      host: site.openId.host,
      href: `/organize/sign-in/oidc?${new URLSearchParams({ next, language })}`,
    },
    mistakes,
    wrong: mistakes[0]?.text,
  })
}
