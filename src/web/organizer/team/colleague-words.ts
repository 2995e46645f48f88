import type { EventRecord } from '../../../domain/events/event-record.ts'
import type { Colleague } from '../../../domain/organizers/team/colleagues.ts'
import { grantableRoles } from '../../../domain/organizers/team/grantable.ts'
import { describeDate } from '../../../platform/dates.ts'
import { phrase } from '../../../platform/i18n.ts'
import { readerOf } from '../../public/words.ts'
import { eventHome } from '../event-frame.ts'
import type { TeamPlace } from './place.ts'

type Events = ReadonlyMap<number, EventRecord>
type Held = Colleague['roles'][number]

/** A colleague with their roles, and what may be done about them here. */
export function colleagueWords(colleague: Colleague, events: Events, place: TeamPlace) {
  const { viewer, event } = place
  const { language } = viewer
  const { id, email, seenAt, roles } = colleague
  const name = colleague.name || email
  const changes = roles
    .filter((held) => mayChange(held, place))
    .map((held) => change(held, colleague, events, place))
  const isWhole = event === undefined
  return {
    id,
    name,
    email: colleague.name === '' ? undefined : email,
    isSelf: id === viewer.organizer.id,
    seen:
      seenAt === null ? undefined : describeDate(seenAt, event?.document.timezone ?? viewer.zone, language),
    roles: roles.map((held) => roleWords(held, events, place)),
    changes,
    again: seenAt === null && changes.length > 0,
    remove: isWhole ? phrase(language, 'team.remove.submit', { name }) : undefined,
    hasActs: isWhole || changes.length > 0,
  }
}

function roleWords({ role, eventId }: Held, events: Events, { viewer, event }: TeamPlace) {
  const { language } = viewer
  const held = events.get(eventId ?? 0)
  return {
    role: phrase(language, `team.role.${role}`),
    isEverywhere: eventId === null,
    isHere: held !== undefined && held.id === event?.id,
    event:
      held === undefined || held.id === event?.id
        ? undefined
        : { href: `${eventHome(held)}/team`, title: readerOf(held.document, language)(held.document.title) },
  }
}

/** On the page of an event nobody changes what holds for all. */
function mayChange({ role, eventId }: Held, { event, rights }: TeamPlace): boolean {
  if (event !== undefined && eventId !== event.id) return false
  return grantableRoles(rights).includes(role)
}

function change(held: Held, { name, email, roles }: Colleague, events: Events, place: TeamPlace) {
  const { language } = place.viewer
  const event = events.get(held.eventId ?? 0)
  const title = event && readerOf(event.document, language)(event.document.title)?.text
  // Taking somebody's only role is removing them, and has a button of its own there. On the page of an event one does
  // not see what else there is, so the sentence says both.
  const isOnly = place.event === undefined && roles.length === 1
  return {
    id: held.id,
    label: phrase(language, 'team.change.role', {
      role: phrase(language, `team.role.${held.role}`),
      events: title ?? phrase(language, 'team.everywhere'),
    }),
    options: grantableRoles(place.rights).map((role) => ({
      value: role,
      label: phrase(language, `team.role.${role}`),
      selected: role === held.role,
    })),
    taking: isOnly ? undefined : phrase(language, 'team.take.what', { name: name || email }),
  }
}
