/** `/organize/security`: for administrators. Whether everybody needs a second factor, and help for who has lost theirs. */
import { type Colleague, colleagues } from '../../domain/organizers/colleagues.ts'
import { demandFactor, isFactorDemanded } from '../../domain/organizers/factors/demand.ts'
import { removeColleaguesFactors } from '../../domain/organizers/factors/remove-factor.ts'
import { releaseSignOn } from '../../domain/organizers/sign-on-binding.ts'
import { describeInstant } from '../../platform/dates.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { fieldsOf } from '../body.ts'
import { showError } from '../error-page.ts'
import { firstOf } from '../public/registration/form-view.ts'
import type { Site } from '../site.ts'
import { whenFreshEverywhere } from './account/fresh.ts'
import { doneNotice } from './account/notice.ts'
import type { Viewer } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

const address = '/organize/security'

export function security(site: Site) {
  return whenFreshEverywhere(site, 'manage-team', async (viewer, req, res) => {
    const { language } = viewer
    const people = await colleagues(site.database.read, site.clock())
    showWorkspace(site, res, viewer, address, 'organizer/security', {
      title: phrase(language, 'security.page.title'),
      styles: ['workspace-security.css'],
      here: 'account',
      notice: doneNotice(req, language),
      isDemanded: await isFactorDemanded(site.database.read),
      without: people.filter(({ factors }) => factors === 0).length,
      isWithout: !viewer.session.hasFactor,
      people: people.map((person) => colleagueRow(person, viewer, language)),
    })
  })
}

export function changeSecurity(site: Site) {
  return whenFreshEverywhere(site, 'manage-team', async (viewer, req, res) => {
    const fields = fieldsOf(req)
    const act = demands.get(firstOf(fields.demand)) ?? acts.get(firstOf(fields.action))
    if (act === undefined) return showError(site, req, res, 400)
    const done = await act(site, viewer, firstOf(fields.email))
    res.redirect(303, `${address}?done=${done}`)
  })
}

/** The end of a `security.done.…` phrase */
type Act = (site: Site, viewer: Viewer, email: string) => Promise<string>

const demands: ReadonlyMap<string, Act> = new Map([
  ['yes', (site, viewer) => demand(site, viewer, true)],
  ['no', (site, viewer) => demand(site, viewer, false)],
])

const acts: ReadonlyMap<string, Act> = new Map([
  ['remove-factors', removeFactors],
  ['release-sign-on', release],
])

async function demand({ database, clock }: Site, { organizer }: Viewer, demanded: boolean): Promise<string> {
  await demandFactor(database, demanded, organizer, clock())
  return demanded ? 'demanded' : 'not-demanded'
}

async function removeFactors(
  { database, clock }: Site,
  { organizer }: Viewer,
  email: string,
): Promise<string> {
  const isRemoved = await removeColleaguesFactors(database, email, organizer.id, clock())
  return isRemoved ? 'lost-removed' : 'nothing'
}

async function release({ database, clock }: Site, { organizer }: Viewer, email: string): Promise<string> {
  return (await releaseSignOn(database, email, organizer.id, clock())) ? 'released' : 'nothing'
}

function colleagueRow({ id, email, name, ...person }: Colleague, viewer: Viewer, language: Language) {
  const { lastUsedAt, factors, issuers } = person
  return {
    name: name || email,
    email,
    isSelf: id === viewer.organizer.id,
    factors,
    issuers: issuers.map((issuer) => new URL(issuer).host),
    used: lastUsedAt && { iso: lastUsedAt, words: describeInstant(lastUsedAt, viewer.zone, language) },
  }
}
