/** `/organize/account/second-factor/app`: a square to scan, or a key to type in, and the first code as proof. */
import type { Response } from 'express'
import { addApp } from '../../../domain/organizers/factors/add-factor.ts'
import { phrase } from '../../../platform/i18n.ts'
import { keyAddress, newCodeKey } from '../../../platform/one-time-codes.ts'
import { qrSquare } from '../../../platform/qr.ts'
import { cleanLine } from '../../../platform/text.ts'
import { fieldsOf } from '../../body.ts'
import { shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import type { Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { questionTitle } from './factor-question.ts'
import { whenFresh } from './fresh.ts'
import { afterAdding } from './recovery-codes.ts'

export function addAppForm(site: Site) {
  return whenFresh(site, (viewer, _req, res) => {
    const name = phrase(viewer.language, 'security.app.name-default')
    show(site, res, viewer, { key: newCodeKey(), name, isWrong: false })
  })
}

export function takeApp(site: Site) {
  return whenFresh(site, async (viewer, req, res) => {
    const fields = fieldsOf(req)
    const name = cleanLine(firstOf(fields.name), 60) || phrase(viewer.language, 'security.app.name-default')
    const key = openKey(site, viewer, firstOf(fields.key))
    if (key === null) return res.redirect(303, address)
    const app = { key, name, code: firstOf(fields.code) }
    const added = await addApp(site.database, site.tokens, viewer.session, app, site.clock())
    if (added.done === 'added') return afterAdding(site, res, viewer, added.codes)
    show(site, res, viewer, { key, name, isWrong: true })
  })
}

const address = '/organize/account/second-factor/app'
const purpose = 'new authenticator app'
const offerMilliseconds = 30 * 60 * 1000

type Offer = { key: string; organizerId: number; until: string }

/** The key of the form, kept in it until the code proves that the app has it; nobody else's, and not for ever. */
function openKey(site: Site, { organizer }: Viewer, sealed: string): string | null {
  // Sealed by this file alone.
  const offer = site.tokens.open(purpose, sealed) as Offer | null
  if (offer === null || offer.organizerId !== organizer.id) return null
  return offer.until > site.clock().toISOString() ? offer.key : null
}

function sealKey(site: Site, { organizer }: Viewer, key: string): string {
  const until = new Date(site.clock().getTime() + offerMilliseconds).toISOString()
  return site.tokens.seal(purpose, { key, organizerId: organizer.id, until } satisfies Offer)
}

type Shown = { key: string; name: string; isWrong: boolean }

function show(site: Site, res: Response, viewer: Viewer, { key, name, isWrong }: Shown): void {
  const { language, organizer } = viewer
  const heading = phrase(language, 'security.app.title')
  const mistakes = isWrong ? shownMistakes([{ field: 'code', key: 'security.mistake.code' }], language) : []
  const link = keyAddress(key, site.settings.brandName, organizer.email)
  showWorkspace(site, res, viewer, address, 'organizer/add-app', {
    title: questionTitle(language, heading, isWrong),
    status: isWrong ? 422 : 200,
    styles: ['workspace-security.css'],
    here: 'account',
    heading,
    square: qrSquare(link),
    link,
    groups: key.match(/.{1,4}/g),
    sealed: sealKey(site, viewer, key),
    typed: { name },
    account: organizer.email,
    form: { mistakes },
    wrong: mistakes[0]?.text,
  })
}
