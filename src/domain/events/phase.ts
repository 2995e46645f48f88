import type { EventRecord, Places } from './event-record.ts'

/** What registration for an event is doing now. `full`: and there is no waiting list. */
export type Phase =
  | 'draft'
  | 'cancelled'
  | 'postponed'
  | 'over'
  | 'early'
  | 'closed'
  | 'full'
  | 'waiting-list'
  | 'open'

/** Why the form is not there. */
export type ClosedReason = Exclude<Phase, 'open' | 'waiting-list'>

export function phaseOf(event: EventRecord, places: Places, now: Date): Phase {
  const shut = closedReason(event, now.toISOString())
  if (shut !== null) return shut
  if (!isFull(places)) return 'open'
  return event.document.registration.waitlist ? 'waiting-list' : 'full'
}

/** The reason that lies in the event's state and the time, places aside; null while people may register. */
export function closedReason(event: EventRecord, now: string): Exclude<ClosedReason, 'full'> | null {
  const { status } = event.document
  if (status === 'draft' || status === 'cancelled') return status
  if (event.endsAt <= now) return 'over'
  if (status === 'postponed') return status
  if (event.opensAt !== null && now < event.opensAt) return 'early'
  return event.closesAt <= now ? 'closed' : null
}

/** Places a newcomer could have: null without a limit; none while others wait. */
export function placesLeft(places: Places): number | null {
  if (places.capacity === null) return null
  return places.waiting > 0 ? 0 : Math.max(0, places.capacity - places.taken)
}

/** Whether a newcomer had better be quick: some are gone, and at most five are left or a tenth of all. */
export function hasFewLeft(places: Places): boolean {
  const left = placesLeft(places)
  if (left === null || places.capacity === null || left === 0 || left >= places.capacity) return false
  return left <= Math.max(5, places.capacity / 10)
}

/** The next instant after `now` at which the phase may change by itself; null when it stays. */
export function nextChange(event: EventRecord, now: string): string | null {
  const coming = [event.opensAt, event.closesAt, event.startsAt, event.endsAt].filter(
    (at): at is string => at !== null && at > now,
  )
  return coming.sort()[0] ?? null
}

function isFull(places: Places): boolean {
  return placesLeft(places) === 0
}
