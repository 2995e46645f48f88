import type { RegistrationRow } from '../../../domain/registrations/registration-record.ts'
import { describeInstant } from '../../../platform/dates.ts'
import { isPhraseKey, type Language, phrase } from '../../../platform/i18n.ts'
import { localTime } from '../../../platform/local-time.ts'
import type { Fields } from '../../body.ts'
import type { Mistake } from '../../mistakes.ts'
import type { Site } from '../../site.ts'
import { aside, titleWithEvent } from '../aside.ts'
import type { ShownEvent } from '../event/event-lookup.ts'
import { formView } from './form-view.ts'
import { fieldsOfRegistration } from './held-fields.ts'
import { ticketParts } from './ticket.ts'
import { toldWords } from './told.ts'

/** What came of pressing a button. */
export type Outcome = {
  done?: 'changed' | 'cancelled' | 'confirmed' | 'letters-refused' | 'letters-accepted' | undefined
  /** It is too late for it */
  refused?: true
  mistakes?: readonly Mistake[]
  fields?: Fields
}

/** `line`: the place in the waiting list, from 1; null for who does not wait. */
export type OwnShown = { shown: ShownEvent; row: RegistrationRow; line: number | null }

export function ownPage(site: Site, own: OwnShown, outcome: Outcome, language: Language) {
  const { shown, row } = own
  const stored = fieldsOfRegistration({ registration: row, event: shown.state.event })
  const held = isAlive(row) ? stored : { ...stored, ...nobodyComes }
  const { mistakes = [], fields = held } = outcome
  const kind = kindOf(row)
  const standing = standingOf(own)
  return {
    ...aside(shown, language),
    ...ticketParts(site, shown, { ...held, name: row.name }, language),
    ...actions(own, kind, mistakes, language),
    title: titleWithEvent(phrase(language, 'public.own.title'), shown, language, mistakes),
    heading: phrase(language, standing ? `form.own-event-${standing}` : `public.own.${kind}`),
    kind: standing ? 'cancelled' : kind,
    // Under a heading about the event one's own state is a fact among others.
    statusWord: standing && phrase(language, `status.${row.status}`),
    comes: kind === 'confirmed' && standing === undefined,
    isUndecided: kind === 'maybe',
    isKept: isAlive(row),
    letters: lettersOf(own),
    isToday: kind === 'confirmed' && standing === undefined && isOnDay(shown),
    notes: notesOf(own, kind, language),
    banner: bannerOf(outcome, row, language),
    isRefused: outcome.refused === true,
    reference: row.reference,
    told: toldWords(
      { ...held, email: row.email ?? '', answer: '', sessions: [] },
      shown.state.event.document,
      language,
    ),
    form: formView(shown.state, { fields, mistakes }, language),
  }
}

/** Who comes with whom, and where to, is over with the registration. */
const nobodyComes = { guests: '0', guest_names: '', sessions: [] }

/** What became of the event itself comes before what became of a registration that would still hold. */
function standingOf({ shown: { phase }, row }: OwnShown): 'cancelled' | 'postponed' | 'over' | undefined {
  if (!isAlive(row)) return undefined
  return phase === 'cancelled' || phase === 'postponed' || phase === 'over' ? phase : undefined
}

function isAlive({ status }: RegistrationRow): boolean {
  return status !== 'cancelled' && status !== 'declined'
}

/** What may be done here now, and what cancelling means. */
function actions({ shown, row }: OwnShown, kind: Kind, mistakes: readonly Mistake[], language: Language) {
  const isGone = shown.phase === 'over' || shown.phase === 'cancelled'
  return {
    confirms: kind === 'pending-address' && !isGone,
    changes: isAlive(row) && !isGone,
    isChanging: mistakes.length > 0,
    again: !isAlive(row) && (shown.phase === 'open' || shown.phase === 'waiting-list'),
    consequences: consequencesOf(row, language),
  }
}

/** What happens to the place, and who is told: read before the button is pressed. */
function consequencesOf(row: RegistrationRow, language: Language): string[] {
  const holdsPlace = row.status === 'confirmed' || row.status === 'pending'
  return [
    ...(holdsPlace ? [phrase(language, 'public.own.cancel-note')] : []),
    ...(holdsPlace && row.guests > 0
      ? [phrase(language, 'public.own.cancel-guests', { n: row.guests })]
      : []),
    ...(row.turn === null ? [] : [phrase(language, 'form.own-cancel-turn')]),
    phrase(language, 'form.own-cancel-told'),
    phrase(language, 'form.own-cancel-back'),
  ]
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

/** What comes next, by status and by day; nothing where the event itself is off, which is said elsewhere. */
function notesOf({ shown, row, line }: OwnShown, kind: Kind, language: Language): string[] {
  if (standingOf({ shown, row, line }) !== undefined) return []
  const note = noteOf(kind, row, shown, language)
  return [
    ...(kind === 'confirmed' ? [phrase(language, 'form.own-door')] : []),
    ...(line === null ? [] : [phrase(language, 'form.own-line', { n: line })]),
    ...(note === undefined ? [] : [note]),
  ]
}

function isOnDay({ state: { event }, now }: ShownEvent): boolean {
  const { timezone } = event.document
  const dayOf = (at: string) => localTime(at, timezone).day
  const today = dayOf(now.toISOString())
  return dayOf(event.startsAt) <= today && today <= dayOf(event.endsAt)
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
  if (done === 'letters-refused' || done === 'letters-accepted') return lettersBanner(done, row, language)
  const isTrue =
    (done === 'cancelled') === (row.status === 'cancelled') &&
    (done !== 'confirmed' || row.email_verified_at !== null)
  return isTrue ? phrase(language, `public.own.done-${done}`) : undefined
}

function lettersBanner(
  done: 'letters-refused' | 'letters-accepted',
  { letters_stopped_at }: RegistrationRow,
  language: Language,
): string | undefined {
  const isTrue = (done === 'letters-refused') === (letters_stopped_at !== null)
  return isTrue ? phrase(language, `writing.own.${done}`) : undefined
}

/** Whether organizers may write to them about the event; nothing where there is nothing more to write. */
function lettersOf({ shown: { phase }, row }: OwnShown): 'wanted' | 'refused' | undefined {
  if (phase === 'over' || row.email === null || !isAlive(row)) return undefined
  return row.letters_stopped_at === null ? 'wanted' : 'refused'
}
