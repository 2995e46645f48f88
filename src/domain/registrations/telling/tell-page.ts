import type { Tx } from '../../../database/database.ts'
import { inLanguage, type Text } from '../../events/event.ts'
import { eventFacts, type PastFacts, pastOf } from '../../events/event-facts.ts'
import type { EventRecord } from '../../events/event-record.ts'
import { enqueueAll } from '../../outbox/enqueue.ts'
import type { LetterData, LetterKind, NewLetter } from '../../outbox/letter.ts'
import { invitationPart, sequenceOf, withdrawalPart } from '../calendar-part.ts'
import type { RegistrationRow } from '../registration-record.ts'
import { laterStamp } from '../rules.ts'
import { letterTo } from '../tell.ts'
import { sessionsOf, tellStatus } from '../tell-status.ts'
import { isInvited, type Known, lastKnown, type StandingLetter, standingLetters } from './standing-letters.ts'
import type { Telling } from './tell-changes.ts'
import { dropUnseen, mendUnseen } from './unseen-letters.ts'
import { type ChangeKind, liveStatuses, newsFor } from './what-changed.ts'

/** What all people of a page have in common. */
type Page = {
  tx: Tx
  event: EventRecord
  past: readonly PastFacts[]
  note: Text | null
  now: Date
  /** Written when the page has been gone through, so that a database on a server is asked a few times and not hundreds */
  letters: NewLetter[]
  /** Those whose calendar is told */
  stamped: number[]
}

/** One person, and what they have been told. */
type Person = { row: RegistrationRow; letters: readonly StandingLetter[]; known: Known }

/** Tells these people what has changed for each of them. Answers how many letters. */
export async function tellPage(
  tx: Tx,
  event: EventRecord,
  telling: Telling,
  rows: readonly RegistrationRow[],
  now: Date,
): Promise<number> {
  const live = rows.filter(isToBeTold)
  if (live.length === 0) return 0
  const page = {
    tx,
    event,
    past: await pastOf(tx.db, [event.id]),
    note: noteOf(telling),
    now,
    letters: [],
    stamped: [],
  }
  const all = Map.groupBy(
    await standingLetters(
      tx,
      live.map(({ id }) => id),
    ),
    ({ registrationId: id }) => id,
  )
  let letters = 0
  for (const row of live) {
    const own = all.get(row.id) ?? []
    const known = lastKnown(event, page.past, own, row.registered_at)
    const person = { row, letters: own, known }
    letters += await (telling.is_quiet === 1 ? mendQuietly(page, person) : tellOne(page, person))
  }
  await enqueueAll(tx, page.letters, now)
  await stamp(page)
  return letters
}

/** A DTSTAMP never goes back (see `laterStamp`). */
async function stamp({ tx, stamped, now }: Page): Promise<void> {
  if (stamped.length === 0) return
  const at = now.toISOString()
  await tx.db
    .updateTable('registrations')
    .set({ stamped_at: at })
    .where('id', 'in', stamped)
    .where('stamped_at', '<', at)
    .execute()
}

/** Who has no address is told by the organizers. */
function isToBeTold({ email, status }: RegistrationRow): boolean {
  return email !== null && liveStatuses.some((live) => live === status)
}

/** Written by `orderTelling` alone. */
function noteOf({ note }: Telling): Text | null {
  return note === null ? null : (JSON.parse(note) as Text)
}

async function tellOne(page: Page, person: Person): Promise<number> {
  const { event } = page
  if (person.letters.some((letter) => isAboutChange(letter) && isOf(event, letter))) return 0
  const news = newsFor(person.known.facts, eventFacts(event), person.row.status)
  if (news === null) return takeBack(page, person)
  await putInOrder(page, person, isReplaced)
  writeChange(page, person, news)
  return 1
}

/** All that was to be told has been undone before it left: nobody needs to hear of either. */
async function takeBack(page: Page, person: Person): Promise<number> {
  const dropped = await putInOrder(page, person, isAboutChange)
  if (dropped < person.letters.length || dropped === 0) return 0
  // What was dropped stood for the confirmation too, which nobody has had.
  await tellStatus(page.tx, page.event, person.row, page.now)
  return 1
}

/** Letters that are still here tell what is now; an invitation to what does not take place stays here. */
async function mendQuietly(page: Page, person: Person): Promise<number> {
  const { status } = page.event.document
  const isOff = status === 'cancelled' || status === 'postponed'
  await putInOrder(page, person, (letter) => isOff && letter.data.calendar === 'REQUEST')
  return 0
}

/** Drops the unseen letters that are `pointless` now, and lets the others tell what is. Answers how many went. */
async function putInOrder(
  { tx, event }: Page,
  { row, letters }: Person,
  pointless: (letter: StandingLetter) => boolean,
): Promise<number> {
  let dropped = 0
  for (const letter of letters.filter(({ isUnseen }) => isUnseen)) {
    if (pointless(letter)) dropped += await dropUnseen(tx, letter.id)
    else if (!isOf(event, letter)) await mendUnseen(tx, letter.id, mended(letter.data, event, row))
  }
  return dropped
}

/** Whether it tells what is now. */
function isOf({ sequence }: EventRecord, { data }: StandingLetter): boolean {
  return data.eventSequence === sequence
}

function mended(data: LetterData, event: EventRecord, row: RegistrationRow): LetterData {
  const sequence = data.calendar === undefined ? {} : { sequence: sequenceOf(event, row) }
  return { ...data, ...sequence, eventSequence: event.sequence }
}

const aboutChange: readonly LetterKind[] = [
  'event-changed',
  'event-postponed',
  'event-cancelled',
  'event-back',
]
/** The letter about the change says all that these say. */
const replaced: readonly LetterKind[] = [
  ...aboutChange,
  'confirmed',
  'moved-up',
  'changed',
  'waiting',
  'maybe',
]

function isAboutChange({ kind }: StandingLetter): boolean {
  return aboutChange.includes(kind)
}

/** One that takes the event out of a calendar, since the person gave up their place, has that to do first. */
function isReplaced(letter: StandingLetter): boolean {
  const { kind, data } = letter
  return isAboutChange(letter) || (replaced.includes(kind) && data.calendar !== 'CANCEL')
}

function writeChange(page: Page, person: Person, kind: ChangeKind): void {
  const { event, now, note } = page
  const { row, known } = person
  const stampedAt = laterStamp(row.stamped_at, now)
  const calendar = calendarOf(page, person, stampedAt)
  if (calendar.calendar !== undefined) page.stamped.push(row.id)
  const data: LetterData = {
    status: row.status,
    guests: row.guests,
    sessions: sessionsOf(row),
    ...droppedSessions(person),
    ...(row.hold_until === null ? {} : { holdUntil: row.hold_until }),
    eventSequence: event.sequence,
    knew: known.sequence,
    ...(note === null ? {} : { note: inLanguage(note, row.language, event.document.language).text }),
    ...calendar,
  }
  const letter = letterTo({ ...row, event_id: event.id }, kind, data)
  if (letter !== null) page.letters.push(letter)
}

/** A dropped letter may have been the first to say so. */
function droppedSessions({ letters }: Person): Pick<LetterData, 'droppedSessions'> {
  const dropped = letters.flatMap(({ isUnseen, data }) => (isUnseen ? (data.droppedSessions ?? []) : []))
  return dropped.length === 0 ? {} : { droppedSessions: dropped }
}

/** Who has a place gets the invitation anew, or has it withdrawn if they ever got one; others get none. */
function calendarOf({ event }: Page, { row, letters }: Person, stampedAt: string): Partial<LetterData> {
  if (row.status !== 'confirmed') return {}
  const { status } = event.document
  if (status !== 'cancelled' && status !== 'postponed') return invitationPart(event, row, stampedAt)
  return isInvited(letters) ? withdrawalPart(event, row, stampedAt) : {}
}
