/** `/organize/team`, `/organize/events/{slug}/team`: who works here, and as what. */
import type { Response } from 'express'
import { eventChoices, eventsById } from '../../../domain/events/event-choices.ts'
import { allColleagues, colleaguesOf } from '../../../domain/organizers/team/colleagues.ts'
import { isPhraseKey, phrase } from '../../../platform/i18n.ts'
import type { Typed } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { keeps } from '../letters/letter-words.ts'
import { pageNumber, pageSteps, queryValue } from '../pages.ts'
import { everywhere, onEvent } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { colleagueWords } from './colleague-words.ts'
import { inviteForm, nothingAsked } from './invite-form.ts'
import { type TeamPlace, teamOfEvent, wholeTeam } from './place.ts'

export function team(site: Site) {
  return everywhere(site, 'manage-team', (viewer, req, res) =>
    showTeam(site, res, wholeTeam(viewer), { page: pageNumber(req), done: queryValue(req, 'done') }),
  )
}

export function eventTeam(site: Site) {
  return onEvent(site, 'invite-colleagues', (work, req, res) =>
    showTeam(site, res, teamOfEvent(work), { done: queryValue(req, 'done') }),
  )
}

export type TeamState = {
  page?: number
  /** The end of a `team.done.…` phrase */
  done?: string
  /** Why nothing was done */
  refusal?: string
  invitation?: Typed
}

export async function showTeam(site: Site, res: Response, place: TeamPlace, state: TeamState): Promise<void> {
  const { viewer, home, frame } = place
  const { language } = viewer
  const { page = 1, done = '', refusal, invitation = nothingAsked } = state
  const isWrong = invitation.mistakes.length > 0
  const { colleagues, hasMore } = await colleaguesAt(site, place, page)
  const asked = `team.done.${done}`
  showWorkspace(site, res, viewer, home, 'organizer/team', {
    ...frame,
    title: isWrong ? phrase(language, 'public.error-prefix', { title: frame.title }) : frame.title,
    status: isWrong ? 422 : refusal === undefined ? 200 : 409,
    styles: ['workspace-team.css'],
    home,
    notice: isPhraseKey(asked) ? phrase(language, asked) : undefined,
    // Nobody gets it: the link has to be handed over.
    kept: done.startsWith('invited') && keeps(site),
    refusal,
    colleagues,
    form: inviteForm(place, await choicesAt(site, place), invitation),
    pages: pageSteps(page, hasMore, (wanted) => `${home}?page=${wanted}`, language),
  })
}

async function colleaguesAt(site: Site, place: TeamPlace, page: number) {
  const { viewer, event } = place
  const { read } = site.database
  const by = viewer.organizer.id
  const found =
    event === undefined
      ? await allColleagues(read, by, page)
      : { colleagues: await colleaguesOf(read, by, event.id), hasMore: false }
  const ids = found.colleagues.flatMap(({ roles }) => roles.map(({ eventId }) => eventId))
  const events = await eventsById(read, ids)
  return { ...found, colleagues: found.colleagues.map((one) => colleagueWords(one, events, place)) }
}

function choicesAt(site: Site, { viewer, event }: TeamPlace) {
  if (event !== undefined) return []
  const permission = { organizerId: viewer.organizer.id, right: 'manage-team' as const }
  return eventChoices(site.database.read, permission, site.clock())
}
