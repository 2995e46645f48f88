/** The confirmation form of one event: what a browser sends, read into what `register` takes, or its mistakes. */
import { z } from 'zod'
import type { EventDocument } from '../../../domain/events/event.ts'
import type { EventRecord } from '../../../domain/events/event-record.ts'
import type { Answers, Changes, RegistrationInput } from '../../../domain/registrations/registration-input.ts'
import type { Language } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import {
  choice,
  emailAddress,
  line,
  needed,
  paragraph,
  refuseField,
  several,
  tick,
  wholeNumber,
} from '../../fields.ts'
import { type Mistake, mistakesOf } from '../../mistakes.ts'
import { answerField, answerName } from './answer-field.ts'

export type Read<Input> = { input: Input } | { mistakes: Mistake[] }

/** The whole form, from somebody new. */
export function readRegistration(
  event: EventRecord,
  fields: Fields,
  language: Language,
): Read<RegistrationInput> {
  const who = person.safeParse(fields)
  const what = readChanges(event, fields, language)
  const mistakes = who.success ? [] : mistakesOf(who.error)
  if ('mistakes' in what) return { mistakes: [...mistakes, ...what.mistakes] }
  if (!who.success) return { mistakes }
  const { name, email } = who.data
  return { input: { name, email, ...what.input, language, source: 'web', enteredBy: null } }
}

/** The form on one's own page: everything but name and address. */
export function readChanges(event: EventRecord, fields: Fields, language: Language): Read<Required<Changes>> {
  const { common, coming, declining } = schemasOf(event.document, language)
  const sent = common.safeParse(fields)
  const answered = (fields.answer === 'no' ? declining : coming).safeParse(fields)
  if (!sent.success || !answered.success) {
    const errors = [sent.error, answered.error].filter((error) => error !== undefined)
    return { mistakes: errors.flatMap((error) => mistakesOf(error)) }
  }
  return { input: changesOf(event.document, sent.data, answered.data) }
}

const person = z.object({ name: needed(200, 'public.mistake.name-missing'), email: emailAddress })

type Schemas = {
  common: ReturnType<typeof commonSchema>
  coming: ReturnType<typeof answersSchema>
  /** Who does not come need not answer the event's own questions. */
  declining: ReturnType<typeof answersSchema>
}

/** Made once for each content of an event and language: making a schema takes longer than many uses of it. */
const made = new WeakMap<EventDocument, Map<Language, Schemas>>()

function schemasOf(document: EventDocument, language: Language): Schemas {
  const byLanguage = made.get(document) ?? new Map<Language, Schemas>()
  made.set(document, byLanguage)
  const schemas = byLanguage.get(language) ?? {
    common: commonSchema(document),
    coming: answersSchema(document, language, true),
    declining: answersSchema(document, language, false),
  }
  byLanguage.set(language, schemas)
  return schemas
}

function commonSchema(document: EventDocument) {
  const { groups, guests } = document.registration
  return z
    .object({
      phone: line(60),
      organization: line(200),
      position: line(200),
      locality: line(200),
      group: choice(groups, '' as const, 'public.mistake.group'),
      answer: choice(['yes', 'no', 'maybe'], 'yes' as const, 'public.mistake.answer'),
      guests: wholeNumber('public.mistake.guests-number'),
      guest_names: paragraph(4000),
      sessions: sessionsField(document),
      note: paragraph(2000),
      consent_photos: tick,
      consent_news: tick,
    })
    .superRefine((sent, context) => refuseParty(sent, guests, context), { when: isPartyRead })
}

function answersSchema(document: EventDocument, language: Language, isComing: boolean) {
  const fields = document.form.map((question) => [
    answerName(question),
    answerField(question, document, language, isComing),
  ])
  // `fromEntries` forgets what the list holds.
  return z.object(Object.fromEntries(fields) as Record<string, ReturnType<typeof answerField>>)
}

function sessionsField(document: EventDocument) {
  const offered = new Set(document.agenda.filter(({ signup }) => signup).map(({ id }) => id))
  return several.transform((ids, context) =>
    ids.every((id) => offered.has(id)) ? ids : refuseField(context, 'public.mistake.session-unknown'),
  )
}

/** All mistakes are told at once, so one in another field keeps nobody from counting the guests. */
function isPartyRead({ issues }: z.core.ParsePayload): boolean {
  return issues.every(({ path }) => path?.[0] !== 'guests' && path?.[0] !== 'guest_names')
}

type Party = { guests: number | undefined; guest_names: string }

/** Names alone say how many come, too. */
function refuseParty(
  { guests, guest_names }: Party,
  most: number,
  context: z.core.$RefinementCtx<unknown>,
): void {
  const names = namesIn(guest_names).length
  const count = guests ?? names
  if (count > most)
    addIssue(context, guests === undefined ? 'guest_names' : 'guests', 'public.mistake.guests-many', most)
  else if (names > count) addIssue(context, 'guest_names', 'public.mistake.guest-names-many', count)
}

function addIssue(context: z.core.$RefinementCtx<unknown>, field: string, message: string, n: number): void {
  context.issues.push({ code: 'custom', path: [field], message, params: { n }, input: context.value })
}

function namesIn(text: string): string[] {
  return text
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

type Sent = z.output<Schemas['common']>

function changesOf(
  document: EventDocument,
  sent: Sent,
  answered: Record<string, Answers[string] | undefined>,
): Required<Changes> {
  const { guest_names, consent_photos, consent_news, guests, ...rest } = sent
  const guestNames = namesIn(guest_names)
  // Without a prototype: ids of questions are names that people chose.
  const answers: Answers = Object.create(null)
  for (const question of document.form) {
    const answer = answered[answerName(question)]
    if (answer !== undefined) answers[question.id] = answer
  }
  return {
    ...rest,
    guests: guests ?? guestNames.length,
    guestNames,
    answers,
    consentPhotos: consent_photos,
    consentNews: consent_news,
  }
}
