import { addDays, daysBetween } from '../../platform/zones.ts'
import type { EventDocument } from './event.ts'

/**
 * The event on another day, at the same hours: its agenda and the end of registration move with it. Whether clocks show
 * these hours on that day is for `readEvent` to tell.
 */
export function movedTo(document: EventDocument, day: string): EventDocument {
  const days = daysBetween(document.starts.slice(0, 10), day)
  const { closes } = document.registration
  return {
    ...document,
    starts: moved(document.starts, days),
    ends: moved(document.ends, days),
    registration: {
      ...document.registration,
      ...(closes === undefined ? {} : { closes: moved(closes, days) }),
    },
    agenda: document.agenda.map((item) => ({ ...item, day: addDays(item.day, days) })),
  }
}

/** A wall-clock time so many days later. */
export function moved(local: string, days: number): string {
  return addDays(local.slice(0, 10), days) + local.slice(10)
}
