/** `/organize/mail`: the letters that were kept because no mail server is set. */
import type { Request, Response } from 'express'
import { describeInstant } from '../../platform/dates.ts'
import { phrase } from '../../platform/i18n.ts'
import { type KeptHead, keptLetter, keptLetters, keptSource } from '../../platform/kept-mail.ts'
import { showError } from '../error-page.ts'
import type { Site } from '../site.ts'
import { pageNumber, pageSteps } from './pages.ts'
import { asOrganizer, type Viewer } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

const lettersOnPage = 50

export function keptMail(site: Site) {
  return inMail(site, async (folder, viewer, req, res) => {
    const { language } = viewer
    const page = pageNumber(req)
    const { letters, total } = await keptLetters(folder, page, lettersOnPage)
    showWorkspace(site, res, viewer, '/organize/mail', 'organizer/mail', {
      title: phrase(language, 'organizer.mail.title'),
      here: 'mail',
      letters: letters.map((letter) => headWords(letter, viewer)),
      pages: pageSteps(
        page,
        total > page * lettersOnPage,
        (wanted) => `/organize/mail?page=${wanted}`,
        language,
      ),
    })
  })
}

export function showKeptLetter(site: Site) {
  return inMail(site, async (folder, viewer, req, res) => {
    const name = String(req.params.name)
    const letter = await keptLetter(folder, name)
    if (letter === null) return showError(site, req, res, 404)
    showWorkspace(site, res, viewer, `/organize/mail/${name}`, 'organizer/letter', {
      ...headWords(letter, viewer),
      title: letter.subject,
      here: 'mail',
      headers: letter.headers,
      text: withLinks(letter.text, site.settings.baseUrl),
      calendar: letter.calendar,
      attachments: letter.attachments,
      source: `/organize/mail/${name}.eml`,
    })
  })
}

/** The letter as a file, for a mail program to open. */
export function sendKeptLetter(site: Site) {
  return inMail(site, async (folder, _viewer, req, res) => {
    const name = String(req.params.name)
    const source = await keptSource(folder, name)
    if (source === null) return showError(site, req, res, 404)
    res.type('message/rfc822').attachment(`${name}.eml`).send(source)
  })
}

type MailHandler = (folder: string, viewer: Viewer, req: Request, res: Response) => Promise<void>

/** Where letters leave there is nothing to see, and nobody but administrators sees what is kept. */
function inMail(site: Site, handler: MailHandler) {
  return asOrganizer(site, async (viewer, req, res) => {
    const folder = site.settings.keptMail
    if (folder === null || !viewer.mayReadMail) return showError(site, req, res, 404)
    await handler(folder, viewer, req, res)
  })
}

function headWords({ name, subject, to, date }: KeptHead, { language, zone }: Viewer) {
  const at = date === null ? undefined : describeInstant(date, zone, language)
  return { name, href: `/organize/mail/${name}`, subject, to, date, at }
}

/** Pieces of text, those that are addresses of our own with a link: the letter can be tried out on the spot. */
function withLinks(text: string, baseUrl: string): { text: string; href?: string }[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((piece) => {
    const isOwn = piece === baseUrl || piece.startsWith(`${baseUrl}/`)
    return isOwn ? { text: piece, href: piece } : { text: piece }
  })
}
