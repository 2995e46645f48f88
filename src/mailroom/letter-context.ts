/** What templates may say of one letter: texts cleaned, dates in words, links from the one origin. */
import type { Project } from '../domain/events/event.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import type { ClaimedLetter } from '../domain/registrations/due-letters.ts'
import { describeInstant } from '../platform/dates.ts'
import { type Language, languageName, phrase } from '../platform/i18n.ts'
import { cleanLine, cleanLines } from '../platform/text.ts'
import { type ChangeContext, changeContext } from './change-words.ts'
import { invitationFacts } from './invitation-facts.ts'
import { eventWords, type Fact, factsOf, projectLines, sessionTitles } from './letter-facts.ts'
import type { LetterSettings } from './letter-settings.ts'
import { type NewsContext, newsContext, whyNews, wishFacts } from './news-words.ts'
import { type WrittenContext, writtenContext } from './written-words.ts'

export type LetterContext = {
  language: Language
  greeting: string
  brand: string
  title: string
  facts: readonly Fact[]
  status: string
  guests: number
  droppedSessions: string
  holdUntil: string
  calendar: boolean
  eventCancelled: boolean
  /** An organizer has noted it; they may be mistaken */
  byOrganizer: boolean
  page: string
  eventPage: string
  calendarFile: string
  signInPage: string
  /** Where an organizer confirms a new address, and that address */
  addressPage: string
  newAddress: string
  /** Who invites a colleague */
  inviter: string
  contactName: string
  asker: string
  askerEmail: string
  message: string
  /** In which language a question was asked: the contact's letter is in that of the event */
  askedIn: string
  /** That the event is not a real one; empty for all others */
  sample: string
  signature: readonly string[]
  foot: readonly string[]
  /** What an organizer wrote; they sign it themselves */
  written: WrittenContext
} & NewsContext &
  ChangeContext

export function letterContext(
  letter: ClaimedLetter,
  language: Language,
  project: Project | null,
  calendar: boolean,
  settings: LetterSettings,
): LetterContext {
  const { event, data } = letter
  const { question } = data
  const links = linksOf(letter, language, settings)
  return {
    language,
    greeting: greeting(letter, language),
    brand: settings.brandName,
    status: data.status ?? '',
    guests: data.guests ?? 0,
    byOrganizer: data.byOrganizer === true,
    calendar,
    asker: cleanLine(question?.name ?? '', 200),
    askerEmail: cleanLine(question?.email ?? '', 320),
    message: cleanLines(question?.message ?? '', 5000),
    askedIn: askedIn(letter, language),
    newAddress: data.address?.to ?? '',
    inviter: cleanLine(data.invitation?.by ?? '', 200),
    sample: notReal(letter, language),
    foot: [...(project ? projectLines(project, language) : []), ...why(letter, language, settings)],
    ...links,
    written: writtenContext(letter, language, links.page, settings),
    ...newsContext(letter, language, settings),
    ...changeContext(letter, language),
    ...(event === null
      ? withoutEvent(letter, language, settings)
      : aboutEvent(letter, event, language, settings)),
  }
}

type AboutEvent = Pick<
  LetterContext,
  'title' | 'facts' | 'droppedSessions' | 'holdUntil' | 'eventCancelled' | 'contactName' | 'signature'
>

function aboutEvent(
  { data, ...letter }: ClaimedLetter,
  event: EventRecord,
  language: Language,
  settings: LetterSettings,
): AboutEvent {
  const { document } = event
  const { title, organizers, contactName } = eventWords(event, language)
  return {
    title,
    facts: factsOf({ data, ...letter }, event, language),
    droppedSessions: sessionTitles(data.droppedSessions ?? [], event, language),
    holdUntil: data.holdUntil ? describeInstant(data.holdUntil, document.timezone, language) : '',
    eventCancelled: document.status === 'cancelled',
    contactName,
    signature: letter.written !== null ? [] : organizers.length > 0 ? organizers : [settings.brandName],
  }
}

function withoutEvent(letter: ClaimedLetter, language: Language, { brandName }: LetterSettings): AboutEvent {
  return {
    title: '',
    facts: [...wishFacts(letter, language), ...invitationFacts(letter, language)],
    droppedSessions: '',
    holdUntil: '',
    eventCancelled: false,
    contactName: '',
    signature: [brandName],
  }
}

function linksOf(letter: ClaimedLetter, language: Language, { baseUrl, tokens }: LetterSettings) {
  const { registration, event, data } = letter
  // A letter that is only looked at opens nobody's registration.
  const generation = data.sample === undefined ? registration?.generation : -1
  const own = registration && tokens.registration.sign(registration.id, generation ?? -1)
  // The page behind the link goes on in the language of the letter.
  const wayIn = (token: string) => `${baseUrl}/organize/sign-in/${token}?language=${language}`
  return {
    page: own ? `${baseUrl}/${language}/r/${own}` : '',
    eventPage: event ? `${baseUrl}/${language}/events/${event.slug}` : '',
    calendarFile: event ? `${baseUrl}/events/${event.slug}.ics` : '',
    signInPage: data.signIn ? wayIn(tokens.signIn.sign(data.signIn)) : '',
    addressPage: data.address
      ? `${baseUrl}/organize/account/address/${tokens.address.sign(data.address)}`
      : '',
  }
}

function notReal({ kind, event, to }: ClaimedLetter, language: Language): string {
  const sample = event?.isSample ? phrase(language, 'letter.sample') : ''
  if (kind !== 'letter-test') return sample
  const test = phrase(language, 'writing.letter.test-note', { address: to.email })
  return sample === '' ? test : `${test} ${sample}`
}

function askedIn({ data: { question } }: ClaimedLetter, language: Language): string {
  if (question?.language === undefined) return ''
  const name = languageName(question.language, language)
  return phrase(language, 'letter.asked-in', { language: name })
}

function greeting({ to }: ClaimedLetter, language: Language): string {
  const name = cleanLine(to.name, 200)
  return name === ''
    ? phrase(language, 'letter.greeting-nameless')
    : phrase(language, 'letter.greeting', { name })
}

/** Why the letter came and where a reply goes: asked by everyone who did not expect it. */
function why(letter: ClaimedLetter, language: Language, { baseUrl }: LetterSettings): string[] {
  const { kind, event, subscription } = letter
  const site = new URL(baseUrl).host
  if (subscription !== null) return [whyNews(letter, subscription, site, language)]
  if (kind === 'colleague-invitation') return [phrase(language, 'team.letter.why', { site })]
  if (event === null) return [phrase(language, 'letter.why-organizer', { site })]
  if (kind === 'question') return [phrase(language, 'letter.why-contact', { site })]
  const reason = phrase(language, 'letter.why', { site })
  return [event.document.contact.email ? `${reason} ${phrase(language, 'letter.reply-to-contact')}` : reason]
}
