/** The one table of what the domain may refuse: the status of the answer, and what the page says. */
import type { ClosedReason } from '../domain/events/phase.ts'
import type { PhraseKey } from '../platform/i18n.ts'

/** The form is gone: 409 with the page that says why. */
export const closedReasons: Readonly<Record<Exclude<ClosedReason, 'draft'>, number>> = {
  early: 409,
  closed: 409,
  full: 409,
  over: 409,
  cancelled: 409,
  postponed: 409,
}

/** The form comes back, with the mistake beside this field. */
export const fieldRefusals = {
  'session-full': { field: 'sessions', key: 'public.mistake.session-full' },
  'party-too-large': { field: 'guests', key: 'public.mistake.party-too-large' },
} as const satisfies Readonly<Record<string, { field: string; key: PhraseKey }>>

export function isFieldRefusal(reason: string): reason is keyof typeof fieldRefusals {
  return Object.hasOwn(fieldRefusals, reason)
}
