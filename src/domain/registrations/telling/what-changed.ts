import type { RegistrationStatus } from '../../../database/tables.ts'
import type { Text, Venue } from '../../events/event.ts'
import type { EventFacts } from '../../events/event-facts.ts'

/** What there is to tell of a change, as the letter that tells it. */
export type ChangeKind = 'event-changed' | 'event-postponed' | 'event-cancelled' | 'event-back'

/** Those whose answer still stands, and who are told. */
export const liveStatuses = ['confirmed', 'waitlisted', 'pending', 'maybe'] as const
export type LiveStatus = (typeof liveStatuses)[number]

/** What somebody of this status is to hear; null: for them nothing has changed. */
export function newsFor(
  before: EventFacts,
  after: EventFacts,
  status: RegistrationStatus,
): ChangeKind | null {
  const [was, is] = [standing(before), standing(after)]
  if (is === 'cancelled') return was === 'cancelled' ? null : 'event-cancelled'
  if (is === 'postponed') return was === 'postponed' ? null : 'event-postponed'
  if (was !== 'on') return 'event-back'
  const { time, place, online } = whatMoved(before, after)
  // Only who has a place is told how to take part from afar.
  return time || place || (online && status === 'confirmed') ? 'event-changed' : null
}

export type Moved = { time: boolean; place: boolean; online: boolean }

export function whatMoved(before: EventFacts, after: EventFacts): Moved {
  return {
    time: (['startsAt', 'endsAt', 'starts', 'ends'] as const).some((key) => before[key] !== after[key]),
    place: placeKeys.some((key) => isOther(before.venue[key], after.venue[key])),
    online: before.venue.online_url !== after.venue.online_url,
  }
}

function standing({ status }: EventFacts): 'on' | 'postponed' | 'cancelled' {
  return status === 'cancelled' || status === 'postponed' ? status : 'on'
}

/** Coordinates and directions say where the same place is. */
const placeKeys = ['name', 'room', 'address', 'city'] as const satisfies readonly (keyof Venue)[]

/** A place that is now named in one more language has not moved. */
function isOther(before: Text | undefined, after: Text | undefined): boolean {
  if (before === undefined || after === undefined) return before !== after
  const common = Object.keys(before).filter((language) => Object.hasOwn(after, language))
  return common.length === 0 || common.some((language) => before[language] !== after[language])
}
