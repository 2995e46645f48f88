/** The form for somebody who confirmed by telephone or on paper: the public form, with fewer things compulsory. */
import { z } from 'zod'
import type { Source } from '../../database/tables.ts'
import type { EventDocument } from '../../domain/events/event.ts'
import type { EventRecord } from '../../domain/events/event-record.ts'
import type { RegistrationInput } from '../../domain/registrations/registration-input.ts'
import type { Language } from '../../platform/i18n.ts'
import { isLanguage, languages } from '../../platform/i18n.ts'
import type { Fields } from '../body.ts'
import { isAddress, line, needed, refuseField, single } from '../fields.ts'
import { mistakesOf } from '../mistakes.ts'
import { type Read, readChanges } from '../public/registration/registration-form.ts'

/** How people reach an organizer. */
export const channels = ['phone', 'paper', 'mail', 'desk'] as const satisfies readonly Source[]

export function readAddedPerson(
  event: EventRecord,
  fields: Fields,
  language: Language,
  enteredBy: number,
): Read<RegistrationInput> {
  const who = person.safeParse(fields)
  const what = readChanges(withNothingCompulsory(event), fields, language)
  const mistakes = [
    ...(who.success ? [] : mistakesOf(who.error)),
    ...('mistakes' in what ? what.mistakes : []),
  ]
  if (!who.success || 'mistakes' in what) return { mistakes }
  const { name, email, channel, language: letters, over_limit_reason } = who.data
  const reason = over_limit_reason === '' ? {} : { overLimitReason: over_limit_reason }
  return { input: { name, email, ...what.input, language: letters, source: channel, enteredBy, ...reason } }
}

/** Whoever telephones may not be asked everything. The answers that come are checked as ever. */
export function withNothingCompulsory(event: EventRecord): EventRecord {
  const form = event.document.form.map((question) => ({ ...question, required: false }))
  const document: EventDocument = { ...event.document, form }
  return { ...event, document }
}

/** The language of letters when nobody has chosen: the event's own, where letters are written in it. */
export function lettersLanguage({ document }: EventRecord): Language {
  return isLanguage(document.language) ? document.language : (languages[0] ?? 'en')
}

/** Empty where none is known. */
export const optionalAddress = line(300).transform((text, context) => {
  if (text === '') return null
  return isAddress(text) ? text : refuseField(context, 'public.mistake.email-wrong')
})

const channel = single.transform(
  (typed, context) =>
    channels.find((one) => one === typed) ?? refuseField(context, 'organizer.mistake.channel-missing'),
)

export const chosenLanguage = single.transform((typed, context) =>
  isLanguage(typed) ? typed : refuseField(context, 'organizer.mistake.language-missing'),
)

const person = z.object({
  name: needed(200, 'public.mistake.name-missing'),
  email: optionalAddress,
  channel,
  language: chosenLanguage,
  over_limit_reason: line(500),
})
