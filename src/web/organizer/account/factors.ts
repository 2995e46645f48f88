/** `/organize/account/second-factor`: what one proves oneself with beside the mailbox; more of it, or less. */
import { type Factor, factorsOf } from '../../../domain/organizers/factors/factor.ts'
import { unusedRecoveryCodes } from '../../../domain/organizers/factors/recovery-codes.ts'
import { removeFactor } from '../../../domain/organizers/factors/remove-factor.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { onTheWayIn, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { whenFresh } from './fresh.ts'
import { doneNotice } from './notice.ts'

const address = '/organize/account/second-factor'

export function ownFactors(site: Site) {
  return onTheWayIn(site, async (viewer, req, res) => {
    const { language, organizer, session } = viewer
    const factors = await factorsOf(site.database.read, organizer.id)
    showWorkspace(site, res, viewer, address, 'organizer/factors', {
      title: phrase(language, 'security.factors.title'),
      styles: ['workspace-security.css'],
      here: 'account',
      mustEnrol: session.mustEnrol,
      notice: doneNotice(req, language),
      factors: factors.map((factor) => factorRow(factor, viewer)),
      codes: await unusedRecoveryCodes(site.database.read, organizer.id),
    })
  })
}

export function removeFactorForm(site: Site) {
  return whenFresh(site, async (viewer, req, res) => {
    const { language, organizer } = viewer
    const factors = await factorsOf(site.database.read, organizer.id)
    const factor = factors.find(({ id }) => String(id) === req.params.factor)
    if (factor === undefined) return showError(site, req, res, 404)
    const { name } = factor
    const title = phrase(language, 'security.remove.title', { name })
    const here = `${address}/${factor.id}`
    showWorkspace(site, res, viewer, here, 'organizer/remove-factor', {
      title,
      here: 'account',
      name,
      isLast: factors.length === 1,
    })
  })
}

export function removeOwnFactor(site: Site) {
  return whenFresh(site, async ({ organizer }, req, res) => {
    const id = Number(req.params.factor)
    const isRemoved =
      Number.isSafeInteger(id) && (await removeFactor(site.database, organizer, id, site.clock()))
    if (!isRemoved) return showError(site, req, res, 404)
    res.redirect(303, `${address}?done=removed`)
  })
}

function factorRow({ id, kind, name, createdAt, lastUsedAt }: Factor, { language, zone }: Viewer) {
  const moment = (iso: string) => ({ iso, words: describeInstant(iso, zone, language) })
  return {
    name,
    kind: phrase(language, `security.kind.${kind}`),
    since: moment(createdAt),
    used: lastUsedAt === null ? undefined : moment(lastUsedAt),
    remove: `${address}/${id}`,
  }
}
