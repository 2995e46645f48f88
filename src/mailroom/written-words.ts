/** What a letter that an organizer wrote says to one person: its texts with the facts put in. */
import type { EventRecord } from '../domain/events/event-record.ts'
import { type Block, blocksOf, lineOf, type TokenValues } from '../domain/letters/letter-text.ts'
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import { describeDate, describeHours } from '../platform/dates.ts'
import { type Language, phrase } from '../platform/i18n.ts'
import { localTime } from '../platform/local-time.ts'
import { cleanLine } from '../platform/text.ts'
import { eventWords } from './letter-facts.ts'
import type { LetterSettings } from './letter-settings.ts'

export type WrittenContext = {
  subject: string
  blocks: readonly Block[]
  /** Where letters of this kind are stopped */
  stopPage: string
}

export function writtenContext(
  letter: ClaimedLetter,
  language: Language,
  page: string,
  settings: LetterSettings,
): WrittenContext {
  const { written, event, registration } = letter
  const text = written?.texts[letter.language]
  if (!text || event === null || registration === null) return { subject: '', blocks: [], stopPage: '' }
  const values = valuesFor(letter, event, language, page)
  return {
    subject: subjectOf(letter, lineOf(text.subject, values), language),
    blocks: blocksOf(text.body, values),
    stopPage: `${settings.baseUrl}/${language}/unsubscribe/letters/${stopToken(letter, settings)}`,
  }
}

/** Of a letter that is only looked at it opens nothing. */
export function stopToken({ data, registration }: ClaimedLetter, { tokens }: LetterSettings): string {
  return tokens.letters.sign(data.sample === undefined ? (registration?.id ?? 0) : 0)
}

function subjectOf({ kind }: ClaimedLetter, subject: string, language: Language): string {
  return kind === 'letter-test' ? phrase(language, 'writing.letter.test-subject', { subject }) : subject
}

function valuesFor(
  { to, registration }: ClaimedLetter,
  event: EventRecord,
  language: Language,
  page: string,
): TokenValues {
  const { title, contact } = eventWords(event, language)
  return {
    name: { text: cleanLine(registration?.name ?? to.name, 200) },
    event: { text: title },
    ...whenValues(event, language),
    place: { text: placeOf(event, language) },
    reference: { text: registration?.reference ?? '' },
    link: { text: page, href: page },
    contact: { text: contact[0]?.value ?? '' },
  }
}

function whenValues({ document, startsAt }: EventRecord, language: Language) {
  if (document.status === 'postponed')
    return { date: { text: phrase(language, 'letter.postponed') }, time: { text: '' } }
  const { clock } = localTime(startsAt, document.timezone)
  return {
    date: { text: describeDate(startsAt, document.timezone, language) },
    time: { text: describeHours(clock, undefined, language) },
  }
}

function placeOf(event: EventRecord, language: Language): string {
  const { where, online } = eventWords(event, language)
  return where[0]?.value ?? (online.length > 0 ? phrase(language, 'letter.online') : '')
}
