/** The buttons of the team's pages. Who may press which is decided by the operations themselves. */
import type { Request, Response } from 'express'
import { eventChoices } from '../../../domain/events/event-choices.ts'
import { changeRole } from '../../../domain/organizers/team/change-role.ts'
import { grantableRoles } from '../../../domain/organizers/team/grantable.ts'
import { inviteAgain } from '../../../domain/organizers/team/invite-again.ts'
import { inviteColleague } from '../../../domain/organizers/team/invite-colleague.ts'
import { removeOrganizer } from '../../../domain/organizers/team/remove-organizer.ts'
import { takeRole } from '../../../domain/organizers/team/take-role.ts'
import { type PhraseKey, phrase } from '../../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import type { Mistake } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { everywhere, onEvent } from '../viewer.ts'
import { readInvitation } from './invite-form.ts'
import { type TeamPlace, teamOfEvent, wholeTeam } from './place.ts'
import { showTeam } from './team.ts'

export function changeTeam(site: Site) {
  return everywhere(site, 'manage-team', (viewer, req, res) => act(site, req, res, wholeTeam(viewer)))
}

export function changeEventTeam(site: Site) {
  return onEvent(site, 'invite-colleagues', (work, req, res) => act(site, req, res, teamOfEvent(work)))
}

/** The end of a `team.done.…` phrase, or why nothing was done. */
type Outcome = { done: string } | { refusal: PhraseKey } | { mistakes: Mistake[] }

type Act = (site: Site, place: TeamPlace, fields: Fields) => Promise<Outcome>

async function act(site: Site, req: Request, res: Response, place: TeamPlace): Promise<void> {
  const fields = fieldsOf(req)
  const chosen = acts.get(firstOf(fields.action))
  if (chosen === undefined) return showError(site, req, res, 400)
  const outcome = await chosen(site, place, fields)
  if ('done' in outcome) return res.redirect(303, `${place.home}?done=${outcome.done}`)
  const { language } = place.viewer
  if ('refusal' in outcome) return showTeam(site, res, place, { refusal: phrase(language, outcome.refusal) })
  await showTeam(site, res, place, { invitation: { fields, mistakes: outcome.mistakes } })
}

const acts: ReadonlyMap<string, Act> = new Map([
  ['invite', invite],
  ['invite-again', again],
  ['change-role', change],
  ['take-role', take],
  ['remove', remove],
])

async function invite(site: Site, place: TeamPlace, fields: Fields): Promise<Outcome> {
  const by = place.viewer.organizer.id
  const permission = { organizerId: by, right: 'manage-team' as const }
  const choices =
    place.event === undefined ? await eventChoices(site.database.read, permission, site.clock()) : []
  const read = readInvitation(fields, place, choices)
  if ('mistakes' in read) return read
  if (!(await site.limits.mayWriteTo(`invitation ${read.asked.email}`)))
    return { refusal: 'team.refused.too-often' }
  const result = await inviteColleague(site.database, { ...read.asked, by }, site.clock())
  if (result.done === 'invited') return { done: 'invited' }
  return { mistakes: [{ field: 'email', key: inviteMistakes[result.reason] }] }
}

const inviteMistakes = {
  'bad-address': 'public.mistake.email-wrong',
  'not-allowed': 'team.refused.unknown',
  already: 'team.mistake.already',
} as const satisfies Readonly<Record<string, PhraseKey>>

async function again(site: Site, place: TeamPlace, fields: Fields): Promise<Outcome> {
  const wanted = { ...scopeOf(place), organizerId: idIn(fields.person), language: place.viewer.language }
  const result = await inviteAgain(site.database, wanted, site.clock())
  return result.done === 'refused' ? { refusal: refusals[result.reason] } : { done: 'invited-again' }
}

async function change(site: Site, place: TeamPlace, fields: Fields): Promise<Outcome> {
  const role = grantableRoles(place.rights).find((one) => one === firstOf(fields.role))
  if (role === undefined) return { refusal: 'team.refused.unknown' }
  const wanted = { ...scopeOf(place), roleId: idIn(fields.held), role }
  const result = await changeRole(site.database, wanted, site.clock())
  return result.done === 'refused' ? { refusal: refusals[result.reason] } : { done: 'changed' }
}

async function take(site: Site, place: TeamPlace, fields: Fields): Promise<Outcome> {
  const wanted = { ...scopeOf(place), roleId: idIn(fields.held) }
  const result = await takeRole(site.database, wanted, site.clock())
  if (result.done === 'refused') return { refusal: refusals[result.reason] }
  return { done: result.removed ? 'removed' : 'taken' }
}

async function remove(site: Site, { viewer }: TeamPlace, fields: Fields): Promise<Outcome> {
  const wanted = { by: viewer.organizer.id, organizerId: idIn(fields.person) }
  const result = await removeOrganizer(site.database, wanted, site.clock())
  return result.done === 'refused' ? { refusal: refusals[result.reason] } : { done: 'removed' }
}

function scopeOf({ viewer, event }: TeamPlace) {
  return { by: viewer.organizer.id, within: event?.id ?? ('any' as const) }
}

const refusals = {
  unknown: 'team.refused.unknown',
  'has-come': 'team.refused.has-come',
  'last-admin': 'team.refused.last-admin',
} as const satisfies Readonly<Record<string, PhraseKey>>

/** Of a hidden field; what was tampered with is nobody's. */
function idIn(value: Fields[string]): number {
  const text = firstOf(value)
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0
}
