import type { RegistrationStatus } from '../../database/tables.ts'
import type { Figures } from '../../domain/registrations/figures.ts'
import { type Language, phrase } from '../../platform/i18n.ts'

/** How many come, of how many; `share` fills a bar of 100, and more than that when the limit was passed. */
export function comingFigure({ coming, held, capacity }: Figures, language: Language) {
  return {
    people: coming,
    of: capacity === null ? undefined : phrase(language, 'organizer.figure.of', { n: capacity }),
    left: capacity === null ? undefined : leftWords(capacity - coming - held, language),
    bar: capacity === null || capacity === 0 ? undefined : bar(coming, held, capacity),
    held: held === 0 ? undefined : phrase(language, 'organizer.figure.held', { n: held }),
  }
}

/** Lengths of a bar of 100. */
function bar(coming: number, held: number, capacity: number) {
  const most = Math.max(capacity, coming + held)
  const length = (people: number) => Math.round((people / most) * 1000) / 10
  return {
    coming: length(coming),
    held: length(held),
    heldFrom: length(coming),
    isOver: coming + held > capacity,
  }
}

function leftWords(left: number, language: Language): string {
  if (left < 0) return phrase(language, 'organizer.figure.over', { n: -left })
  return phrase(language, 'organizer.figure.left', { n: left })
}

/** The shape that goes with a status, so that colour never speaks alone. */
export const statusMarks: Readonly<Record<RegistrationStatus, string>> = {
  confirmed: 'full',
  pending: 'half',
  waitlisted: 'ring',
  maybe: 'dash',
  declined: 'cross',
  cancelled: 'cross',
}

/** In the order in which an organizer cares. */
export const statuses = [
  'confirmed',
  'pending',
  'waitlisted',
  'maybe',
  'declined',
  'cancelled',
] as const satisfies readonly RegistrationStatus[]
