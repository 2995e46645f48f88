/** `/organize/account/second-factor/recovery-codes`: ten new codes, shown in the answer to the button and never again. */
import type { Response } from 'express'
import { hasFactor } from '../../../domain/organizers/factors/factor.ts'
import { makeRecoveryCodes, unusedRecoveryCodes } from '../../../domain/organizers/factors/recovery-codes.ts'
import { phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import type { Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { whenFresh } from './fresh.ts'

const address = '/organize/account/second-factor/recovery-codes'

export function newCodesForm(site: Site) {
  return whenFresh(site, async (viewer, req, res) => {
    const { language, organizer, session } = viewer
    if (!session.hasFactor) return showError(site, req, res, 404)
    showWorkspace(site, res, viewer, address, 'organizer/new-recovery-codes', {
      title: phrase(language, 'security.codes.new'),
      here: 'account',
      left: await unusedRecoveryCodes(site.database.read, organizer.id),
    })
  })
}

export function makeNewCodes(site: Site) {
  return whenFresh(site, async (viewer, req, res) => {
    const codes = await site.database.write(async (tx) =>
      (await hasFactor(tx.db, viewer.organizer.id))
        ? makeRecoveryCodes(tx, viewer.organizer.id, site.clock())
        : [],
    )
    if (codes.length === 0) return showError(site, req, res, 404)
    showCodes(site, res, viewer, codes, false)
  })
}

/** With the first factor come the codes; each further one leads back to the list. */
export function afterAdding(site: Site, res: Response, viewer: Viewer, codes: readonly string[]): void {
  if (codes.length > 0) showCodes(site, res, viewer, codes, true)
  else res.redirect(303, '/organize/account/second-factor?done=added')
}

function showCodes(
  site: Site,
  res: Response,
  viewer: Viewer,
  codes: readonly string[],
  isFirst: boolean,
): void {
  const { language, organizer } = viewer
  // A switch of the language leads away from the codes, and they are shown once.
  showWorkspace(site, res, viewer, '/organize/account/second-factor', 'organizer/recovery-codes', {
    title: phrase(language, isFirst ? 'security.codes.first-title' : 'security.codes.title'),
    styles: ['workspace-security.css'],
    here: 'account',
    isFirst,
    codes,
    account: organizer.email,
  })
}
