/** `/organize/account/address`: another address for oneself, and the link that the letter to it carries. */
import type { Request, Response } from 'express'
import {
  type AddressLink,
  addressLink,
  askForAddress,
  changeAddress,
} from '../../../domain/organizers/change-address.ts'
import { type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import { shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { asOrganizer, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { questionTitle } from './factor-question.ts'
import { whenFresh } from './fresh.ts'

const address = '/organize/account/address'

export function addressForm(site: Site) {
  return whenFresh(site, (viewer, _req, res) => show(site, res, viewer, ''))
}

export function takeAddress(site: Site) {
  return whenFresh(site, async (viewer, req, res) => {
    const typed = firstOf(fieldsOf(req).address)
    if (!(await site.limits.mayWriteTo(`address ${typed}`)))
      return show(site, res, viewer, typed, 'security.mistake.wait')
    const { organizer, language } = viewer
    const asked = await askForAddress(site.database, organizer, typed, language, site.clock())
    if (asked.done === 'asked') return res.redirect(303, '/organize/account?done=address-asked')
    show(site, res, viewer, typed, mistakes[asked.reason])
  })
}

const mistakes = {
  'bad-address': 'public.mistake.email-wrong',
  same: 'security.mistake.address-same',
} as const satisfies Record<string, PhraseKey>

function show(site: Site, res: Response, viewer: Viewer, typed: string, wrong?: PhraseKey): void {
  const { language, organizer } = viewer
  const heading = phrase(language, 'security.address.change')
  const shown = wrong === undefined ? [] : shownMistakes([{ field: 'address', key: wrong }], language)
  showWorkspace(site, res, viewer, address, 'organizer/change-address', {
    title: questionTitle(language, heading, shown.length > 0),
    status: shown.length > 0 ? 422 : 200,
    styles: ['workspace-security.css'],
    here: 'account',
    heading,
    email: organizer.email,
    typed,
    form: { mistakes: shown },
    wrong: shown[0]?.text,
  })
}

/** Looking changes nothing; the button does, in a session of whoever asked for it. */
export function addressLinkPage(site: Site) {
  return asOrganizer(site, (viewer, req, res) => {
    const link = linkOf(site, viewer, req)
    if (link === null) return showError(site, req, res, 404)
    showLink(site, req, res, viewer, link)
  })
}

export function useAddressLink(site: Site) {
  return asOrganizer(site, async (viewer, req, res) => {
    const link = linkOf(site, viewer, req)
    if (link === null) return showError(site, req, res, 404)
    if (link.state !== 'good') return showLink(site, req, res, viewer, link)
    const { organizer, language } = viewer
    const done = await changeAddress(site.database, organizer, link.to, language, site.clock())
    if (done.done === 'changed') return res.redirect(303, '/organize/account?done=address-changed')
    showLink(site, req, res, viewer, { ...link, state: 'taken' })
  })
}

function linkOf(site: Site, { organizer }: Viewer, req: Request): AddressLink | null {
  return addressLink(site.tokens, organizer, String(req.params.token), site.clock())
}

type Shown = { to: string; state: AddressLink['state'] | 'taken' }

function showLink(site: Site, req: Request, res: Response, viewer: Viewer, { to, state }: Shown): void {
  const { language } = viewer
  const here = `${address}/${encodeURIComponent(String(req.params.token))}`
  showWorkspace(site, res, viewer, here, 'organizer/address-link', {
    title: phrase(language, 'security.address.confirm'),
    status: state === 'good' ? 200 : 409,
    here: 'account',
    isGood: state === 'good',
    what: phrase(language, `security.address.${state}`, { address: to }),
  })
}
