import type { OwnRegistration, RegistrationRow } from '../../domain/registrations/registration-record.ts'
import { describeInstant } from '../../platform/dates.ts'
import { isPhraseKey, type Language, phrase } from '../../platform/i18n.ts'
import type { Fields } from '../body.ts'
import type { Mistake } from '../mistakes.ts'
import { answerName } from './answer-field.ts'
import { aside, titleWithEvent } from './aside.ts'
import type { ShownEvent } from './event-lookup.ts'
import { formView } from './form-view.ts'
import { readerOf } from './words.ts'

/** What came of pressing a button. */
export type Outcome = {
  done?: 'changed' | 'cancelled' | 'confirmed' | undefined
  /** It is too late for it */
  refused?: true
  mistakes?: readonly Mistake[]
  fields?: Fields
}

export function ownPage(shown: ShownEvent, row: RegistrationRow, outcome: Outcome, language: Language) {
  const kind = kindOf(row)
  const { mistakes = [], fields = fieldsOfRegistration({ registration: row, event: shown.state.event }) } =
    outcome
  const heading = phrase(language, `public.own.${kind}`)
  const isOver = shown.phase === 'over'
  const isAlive = row.status !== 'cancelled' && row.status !== 'declined'
  return {
    ...aside(shown, language),
    title: titleWithEvent(phrase(language, 'public.own.title'), shown, language, mistakes),
    heading,
    kind,
    note: noteOf(kind, row, shown, language),
    banner: bannerOf(outcome, row, language),
    isRefused: outcome.refused === true,
    reference: row.reference,
    details: detailsOf(row, shown, language),
    closed: closedWords(shown, language),
    confirms: kind === 'pending-address' && !isOver,
    changes: isAlive && !isOver,
    isChanging: mistakes.length > 0,
    again: !isAlive && (shown.phase === 'open' || shown.phase === 'waiting-list'),
    cancelGuests:
      row.guests === 0 ? undefined : phrase(language, 'public.own.cancel-guests', { n: row.guests }),
    freesPlace: row.status === 'confirmed' || row.status === 'pending',
    form: formView(shown.state, { fields, mistakes }, language),
  }
}

type Kind =
  | 'confirmed'
  | 'waitlisted'
  | 'maybe'
  | 'declined'
  | 'cancelled'
  | 'pending-address'
  | 'pending-approval'

function kindOf({ status, pending_for }: RegistrationRow): Kind {
  if (status !== 'pending') return status
  return pending_for === 'address' ? 'pending-address' : 'pending-approval'
}

function noteOf(
  kind: Kind,
  row: RegistrationRow,
  { state }: ShownEvent,
  language: Language,
): string | undefined {
  const until = row.hold_until
  if (kind === 'pending-address' && until !== null) {
    const words = describeInstant(until, state.event.document.timezone, language)
    return phrase(language, 'public.own.pending-address-note', { until: words })
  }
  const key = `public.own.${kind}-note`
  // Without a hold the address is confirmed first and the organizer decides after.
  if (kind === 'pending-address') return phrase(language, 'public.own.pending-approval-note')
  return isPhraseKey(key) ? phrase(language, key) : undefined
}

/** Told only while it is true: the address of the page may be opened again much later. */
function bannerOf({ done, refused }: Outcome, row: RegistrationRow, language: Language): string | undefined {
  if (refused === true) return phrase(language, 'public.own.closed')
  if (done === undefined) return undefined
  const isTrue =
    (done === 'cancelled') === (row.status === 'cancelled') &&
    (done !== 'confirmed' || row.email_verified_at !== null)
  return isTrue ? phrase(language, `public.own.done-${done}`) : undefined
}

function closedWords({ phase }: ShownEvent, language: Language): string | undefined {
  if (phase === 'over') return phrase(language, 'public.own.over')
  return phase === 'cancelled' ? phrase(language, 'public.own.event-cancelled') : undefined
}

function detailsOf(row: RegistrationRow, { state }: ShownEvent, language: Language) {
  const { document } = state.event
  const read = readerOf(document, language)
  const sessions = listIn(row.sessions)
  const guests = [row.guests === 0 ? '' : String(row.guests), listIn(row.guest_names).join(', ')]
  const groupKey = `group.${row.audience}`
  const titles = document.agenda
    .filter(({ id }) => sessions.includes(id))
    .map(({ title }) => read(title)?.text ?? '')
  const told: [Parameters<typeof phrase>[1], string][] = [
    ['public.form.name', row.name],
    ['public.form.email', row.email ?? ''],
    ['public.form.phone', row.phone],
    ['public.form.organization', row.organization],
    ['public.form.position', row.position],
    ['public.form.locality', row.locality],
    ['public.form.group', isPhraseKey(groupKey) ? phrase(language, groupKey) : ''],
    ['public.own.guests', guests.filter((part) => part !== '').join(': ')],
    ['public.own.sessions', titles.join('\n')],
    ['public.form.note', row.note],
  ]
  const common = told.map(([key, value]) => ({ label: { text: phrase(language, key), language }, value }))
  return [...common, ...answersOf(row, document, language)].filter(({ value }) => value !== '')
}

function answersOf(row: RegistrationRow, document: OwnRegistration['event']['document'], language: Language) {
  const answers = answersIn(row.answers)
  return document.form.map((question) => {
    const answer = answers[question.id]
    const label = readerOf(document, language)(question.label) ?? { text: question.id, language }
    if (typeof answer === 'boolean') return { label, value: answer ? '✓' : '' }
    const texts = answer === undefined ? [] : typeof answer === 'string' ? [answer] : answer
    return { label, value: texts.join('\n') }
  })
}

/** What is stored, as the form would have sent it. */
export function fieldsOfRegistration({ registration: row, event }: OwnRegistration): Fields {
  const answers = answersIn(row.answers)
  const answered = event.document.form.map((question) => {
    const answer = answers[question.id]
    return [answerName(question), typeof answer === 'boolean' ? (answer ? 'on' : '') : answer]
  })
  return {
    phone: row.phone,
    organization: row.organization,
    position: row.position,
    locality: row.locality,
    group: row.audience,
    answer: row.status === 'maybe' ? 'maybe' : row.status === 'declined' ? 'no' : 'yes',
    guests: String(row.guests),
    guest_names: listIn(row.guest_names).join('\n'),
    sessions: listIn(row.sessions),
    note: row.note,
    consent_photos: row.consent_photos_at === null ? '' : 'on',
    consent_news: row.consent_news_at === null ? '' : 'on',
    ...Object.fromEntries(answered),
  }
}

function listIn(json: string): string[] {
  // Written by `register` and `change` alone.
  return JSON.parse(json) as string[]
}

function answersIn(json: string): Record<string, string | string[] | boolean | undefined> {
  // Written by `register` and `change` alone.
  return JSON.parse(json) as Record<string, string | string[] | boolean | undefined>
}
