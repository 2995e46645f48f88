/** Where the team is looked at: all of it, or that of one event. */
import type { EventRecord } from '../../../domain/events/event-record.ts'
import type { Right } from '../../../domain/organizers/permissions.ts'
import { phrase } from '../../../platform/i18n.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import type { Viewer, Work } from '../viewer.ts'

export type TeamPlace = {
  viewer: Viewer
  /** The address of the page */
  home: string
  /** What the viewer may do there */
  rights: ReadonlySet<Right>
  event?: EventRecord
  frame: { title: string; here: string; event?: ReturnType<typeof eventFrame>['event'] }
}

export function wholeTeam(viewer: Viewer): TeamPlace {
  const title = phrase(viewer.language, 'team.title')
  return { viewer, home: '/organize/team', rights: viewer.everywhere, frame: { title, here: 'team' } }
}

export function teamOfEvent(work: Work): TeamPlace {
  const { viewer, event, rights } = work
  const title = `${phrase(viewer.language, 'team.title')}: ${eventTitle(work)}`
  const frame = { ...eventFrame(work, 'team'), title }
  return { viewer, home: `${eventHome(event)}/team`, rights, event, frame }
}
