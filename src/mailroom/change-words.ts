/** What a letter about a changed event says of the change: what was, what is now, and the organizers' own words. */
import { eventFacts } from '../domain/events/event-facts.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import { whatMoved } from '../domain/registrations/telling/what-changed.ts'
import { describeWhen } from '../platform/dates.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { cleanLines } from '../platform/text.ts'
import { eventWords } from './letter-facts.ts'

export type ChangeContext = {
  /** A sentence for each thing that is another now */
  changes: readonly string[]
  moved: 'time' | 'place' | 'both' | 'online' | ''
  note: string
}

export function changeContext({ event, knew, data }: ClaimedLetter, language: Language): ChangeContext {
  const note = cleanLines(data.note ?? '', 2000)
  if (event === null || knew === null) return { changes: [], moved: '', note }
  const moved = whatMoved(eventFacts(knew), eventFacts(event))
  const seesOnline = data.status === 'confirmed' && moved.online
  const isPostponed = event.document.status === 'postponed'
  return {
    changes: [
      ...(moved.time || isPostponed ? [timeLine(knew, event, language)] : []),
      ...(moved.place ? [placeLine(knew, event, language)] : []),
      ...(seesOnline ? [onlineLine(knew, event, language)] : []),
    ],
    moved: movedWord(moved),
    note,
  }
}

function movedWord({ time, place, online }: ReturnType<typeof whatMoved>): ChangeContext['moved'] {
  if (time && place) return 'both'
  if (time) return 'time'
  if (place) return 'place'
  return online ? 'online' : ''
}

function timeLine(before: EventRecord, after: EventRecord, language: Language): string {
  const when = ({ startsAt, endsAt, document }: EventRecord) =>
    document.status === 'postponed'
      ? phrase(language, 'changes.unknown-date')
      : describeWhen(startsAt, endsAt, document.timezone, language).full
  // What was postponed had a day before, and that is the one that people remember.
  const known = { ...before, document: { ...before.document, status: 'published' as const } }
  return line(phrase(language, 'changes.time'), when(known), when(after), language)
}

function placeLine(before: EventRecord, after: EventRecord, language: Language): string {
  const where = (event: EventRecord) =>
    eventWords(event, language).where[0]?.value ?? phrase(language, 'changes.no-place')
  return line(phrase(language, 'changes.place'), where(before), where(after), language)
}

function onlineLine(before: EventRecord, after: EventRecord, language: Language): string {
  const where = ({ document }: EventRecord) =>
    document.venue.online_url ?? phrase(language, 'changes.no-place')
  return line(phrase(language, 'changes.online'), where(before), where(after), language)
}

function line(what: string, before: string, after: string, language: Language): string {
  return phrase(language, 'changes.line', { what, before, after })
}
