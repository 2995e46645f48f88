import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { invitation } from '../documents/invitation.ts'
import type { LetterData, LetterKind } from '../domain/outbox/letter.ts'
import { invitationPart } from '../domain/registrations/calendar-part.ts'
import type { ClaimedLetter, RenderLetter } from '../domain/registrations/due-letters.ts'
import { isLanguage, type Language } from '../platform/i18n.ts'
import type { MailMessage } from '../platform/mailer.ts'
import { languageFile } from '../platform/phrases.ts'
import { cleanLine } from '../platform/text.ts'
import { letterHead, senderOf } from './letter-address.ts'
import { type LetterContext, letterContext } from './letter-context.ts'
import type { LetterSettings } from './letter-settings.ts'
import { type LetterCompiler, type LetterTemplate, letterCompiler } from './letter-template.ts'
import { announced } from './news-words.ts'

export type { LetterSettings } from './letter-settings.ts'

/** `templates`: the folder of the layouts. A language has its letters in its own folder; each is compiled once, when first needed. */
export function createRenderer(templates: string, settings: LetterSettings): RenderLetter {
  const template = templatesIn(templates)
  return (letter, project) => {
    checkWhole(letter)
    const language = languageOf(letter)
    const calendar = calendarOf(letter, language, settings)
    const context = letterContext(letter, language, project, calendar !== null, settings)
    const { subject, text, html } = template(letter.kind, language)
    return {
      ...letterHead(letter, language, settings),
      subject: cleanLine(subject(context), 250),
      text: text(context),
      html: html(context),
      calendar,
    }
  }
}

function templatesIn(
  folder: string,
): (kind: LetterKind, language: Language) => LetterTemplate<LetterContext> {
  const layout = (name: string) => readFileSync(join(folder, `${name}.hbs`), 'utf8')
  const compiled = new Map<string, LetterTemplate<LetterContext>>()
  let compile: LetterCompiler<LetterContext> | undefined
  return (kind, language) => {
    const name = `${kind}/${language}`
    compile ??= letterCompiler<LetterContext>({
      text: layout('letter.txt'),
      html: layout('letter.html'),
      factsText: layout('facts.txt'),
      factsHtml: layout('facts.html'),
      newsText: layout('news.txt'),
      newsHtml: layout('news.html'),
      writtenText: layout('written.txt'),
      writtenHtml: layout('written.html'),
      pieces: layout('pieces.html'),
    })
    const template = compiled.get(name) ?? compile(languageFile(language, `letters/${fileOf(kind)}.hbs`))
    compiled.set(name, template)
    return template
  }
}

/** A test is the letter itself, said to be one. */
function fileOf(kind: LetterKind): string {
  return kind === 'letter-test' ? 'letter' : kind
}

const toOrganizers: ReadonlySet<LetterKind> = new Set([
  'sign-in',
  'colleague-invitation',
  'address-confirm',
  'address-changed',
])

/** A row whose event or registration is gone says nothing that one could send. */
function checkWhole(letter: ClaimedLetter): void {
  const { kind } = letter
  if (toOrganizers.has(kind)) return
  if (kind === 'subscription-confirm' || kind === 'new-events') checkSubscription(letter)
  else checkAboutEvent(letter)
}

function checkAboutEvent({ kind, event, registration, written, language }: ClaimedLetter): void {
  if (event === null) throw new Error(`A letter ${kind} without its event`)
  const isQuestion = kind === 'question' || kind === 'question-received'
  if (!isQuestion && registration === null) throw new Error(`A letter ${kind} without its registration`)
  const isWritten = kind === 'letter' || kind === 'letter-test'
  if (isWritten && !written?.texts[language]) throw new Error(`A letter ${kind} without its text`)
}

function checkSubscription({ kind, subscription, news }: ClaimedLetter): void {
  if (subscription === null) throw new Error(`A letter ${kind} without its subscription`)
  if (kind === 'new-events' && announced(news).length === 0) throw new Error('A letter about no events')
}

function languageOf({ language, event }: ClaimedLetter): Language {
  if (isLanguage(language)) return language
  const own = event?.document.language ?? ''
  return isLanguage(own) ? own : 'en'
}

/** The personal calendar object: only where the row says so and there is a registration to name it. */
function calendarOf(
  letter: ClaimedLetter,
  language: Language,
  settings: LetterSettings,
): MailMessage['calendar'] {
  const { data, event, registration } = letter
  if (event === null || registration === null) return null
  const { calendar: method, sequence = event.sequence, stampedAt = letter.createdAt } = again(letter) ?? data
  if (!method) return null
  const { name, address: email } = senderOf(letter, language, settings)
  const content = invitation({
    method,
    uid: registration.uid,
    sequence,
    stampedAt,
    event: event.document,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    language,
    organizer: { name, email },
    attendee: { name: cleanLine(letter.to.name, 100), email: letter.to.email },
    partstat: 'ACCEPTED',
    rsvp: settings.inbound,
    url: `${settings.baseUrl}/${language}/events/${event.slug}`,
  })
  return { method, content }
}

/** The invitation as it was sent last, where an organizer sends it along once more. */
function again({ written, event, registration }: ClaimedLetter): LetterData | undefined {
  if (!written?.hasInvitation || registration?.status !== 'confirmed' || event === null) return undefined
  return invitationPart(event, registration, registration.stampedAt)
}
