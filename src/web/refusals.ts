/** The one table of what the domain may refuse: the status of the answer, and what the page says. */
import { type EventDocument, inLanguage } from '../domain/events/event.ts'
import type { ClosedReason } from '../domain/events/phase.ts'
import type { Language, PhraseKey } from '../platform/i18n.ts'
import type { Mistake } from './mistakes.ts'

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
  'session-clash': { field: 'sessions', key: 'form.mistake.session-clash' },
  'party-too-large': { field: 'guests', key: 'public.mistake.party-too-large' },
} as const satisfies Readonly<Record<string, { field: string; key: PhraseKey }>>

export function isFieldRefusal(reason: string): reason is keyof typeof fieldRefusals {
  return Object.hasOwn(fieldRefusals, reason)
}

type FieldRefusal = { reason: keyof typeof fieldRefusals; sessions?: readonly string[] | undefined }

/** The mistake that the form shows, naming the sessions that it is about. */
export function refusedField(
  { reason, sessions = [] }: FieldRefusal,
  { agenda, language: own }: EventDocument,
  language: Language,
): Mistake {
  const titles = agenda
    .filter(({ id }) => sessions.includes(id))
    .map(({ title }) => inLanguage(title, language, own).text)
  const [first = '', second = ''] = titles
  return { ...fieldRefusals[reason], values: { session: titles.join(', '), first, second } }
}
