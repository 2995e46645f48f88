/** What was written of somebody, set right on their page. */
import { z } from 'zod'
import { placesOf } from '../../domain/events/event-record.ts'
import { correctPerson, type PersonCorrected } from '../../domain/registrations/correct-person.ts'
import type { Person } from '../../domain/registrations/person.ts'
import { findRegistration, type OwnRegistration } from '../../domain/registrations/registration-record.ts'
import { languageName, languages, phrase } from '../../platform/i18n.ts'
import type { Fields } from '../body.ts'
import { line, needed, tick } from '../fields.ts'
import { type Mistake, mistakesOf } from '../mistakes.ts'
import { firstOf, formView, isTicked } from '../public/registration/form-view.ts'
import { fieldsOfRegistration } from '../public/registration/held-fields.ts'
import { readChanges } from '../public/registration/registration-form.ts'
import { isFieldRefusal, refusedField } from '../refusals.ts'
import type { Site } from '../site.ts'
import { chosenLanguage, optionalAddress, withNothingCompulsory } from './add-person-form.ts'
import type { Work } from './viewer.ts'

/** What came of it; the form comes back with its mistakes and everything typed. */
export type CorrectionOutcome =
  | { done: string }
  | { correction: { fields: Fields; mistakes: readonly Mistake[] } }

export async function correct(site: Site, work: Work, id: number, sent: Fields): Promise<CorrectionOutcome> {
  const own = await findRegistration(site.database.read, id)
  const held = own === undefined ? {} : heldFields(own)
  // Our page sends every field it has, so a box that is absent is empty; a program may send only what changes.
  const fields = sent.whole === undefined ? { ...held, ...sent } : sent
  const { viewer, event } = work
  const who = person.safeParse(fields)
  const what = readChanges(withNothingCompulsory(event), fields, viewer.language)
  const mistakes = [
    ...(who.success ? [] : mistakesOf(who.error)),
    ...('mistakes' in what ? what.mistakes : []),
  ]
  if (!who.success || 'mistakes' in what) return { correction: { fields, mistakes } }
  const { over_limit_reason: overLimitReason, ...said } = who.data
  const { answer, ...changes } = what.input
  const wish = { ...changes, ...said, overLimitReason }
  const done = await correctPerson(site.database, id, wish, viewer.organizer.id, site.clock())
  if (done.done !== 'refused') return { done: 'corrected' }
  return { correction: { fields, mistakes: [mistakeOf(done, work)] } }
}

function mistakeOf(refusal: Extract<PersonCorrected, { done: 'refused' }>, { event, viewer }: Work): Mistake {
  const { reason } = refusal
  if (reason === 'unknown') return { field: 'name', key: 'organizer.refused.gone' }
  if (reason === 'same-person') return { field: 'name', key: 'organizer.mistake.same-person' }
  if (!isFieldRefusal(reason)) return { field: 'over_limit_reason', key: 'organizer.mistake.full' }
  const sessions = 'sessions' in refusal ? refusal.sessions : undefined
  return refusedField({ reason, sessions }, event.document, viewer.language)
}

const person = z.object({
  name: needed(200, 'public.mistake.name-missing'),
  email: optionalAddress,
  language: chosenLanguage,
  over_limit_reason: line(500),
  tells: tick,
})

function heldFields(own: OwnRegistration): Fields {
  const { name, email, language } = own.registration
  return { ...fieldsOfRegistration(own), name, email: email ?? '', language }
}

/** The form with what is held, or with what was typed and what is wrong with it. */
export async function correctionForm(
  site: Site,
  { attendee }: Person,
  { event, viewer }: Work,
  sent?: { fields: Fields; mistakes: readonly Mistake[] },
) {
  const own = await findRegistration(site.database.read, attendee.id)
  const fields = sent?.fields ?? (own === undefined ? {} : heldFields(own))
  const places = await placesOf(site.database.read, event.id)
  const { mistakes = [] } = sent ?? {}
  const state = { event: withNothingCompulsory(event), places }
  return {
    isOpen: sent !== undefined,
    form: formView(state, { fields, mistakes }, viewer.language),
    languages: languages.map((code) => ({
      value: code,
      label: languageName(code, viewer.language),
      selected: code === firstOf(fields.language),
    })),
    reason: firstOf(fields.over_limit_reason),
    tells: sent === undefined || isTicked(fields.tells),
    title: phrase(viewer.language, 'organizer.correct.title'),
  }
}
