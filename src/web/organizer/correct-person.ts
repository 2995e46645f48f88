/** What was written of somebody, set right on their page. */
import { z } from 'zod'
import type { Group } from '../../domain/events/event.ts'
import { correctPerson } from '../../domain/registrations/correct-person.ts'
import type { Person } from '../../domain/registrations/person.ts'
import { type PhraseKey, phrase } from '../../platform/i18n.ts'
import type { Fields } from '../body.ts'
import { choice, line, needed, paragraph, tick } from '../fields.ts'
import { type Mistake, mistakesOf, shownMistakes } from '../mistakes.ts'
import { firstOf, isTicked } from '../public/registration/form-view.ts'
import type { Site } from '../site.ts'
import { optionalAddress } from './add-person-form.ts'
import type { Work } from './viewer.ts'

/** What came of it; the form comes back with its mistakes and everything typed. */
export type CorrectionOutcome =
  | { done: string }
  | { correction: { fields: Fields; mistakes: readonly Mistake[] } }

export async function correct(
  site: Site,
  { event, viewer }: Work,
  id: number,
  fields: Fields,
): Promise<CorrectionOutcome> {
  const read = shape(event.document.registration.groups).safeParse(fields)
  if (!read.success) return { correction: { fields, mistakes: mistakesOf(read.error) } }
  const done = await correctPerson(site.database, id, read.data, viewer.organizer.id, site.clock())
  if (done.done === 'refused')
    return { correction: { fields, mistakes: [{ field: 'name', key: refusals[done.reason] }] } }
  return { done: 'corrected' }
}

const refusals = {
  unknown: 'organizer.refused.gone',
  'same-person': 'organizer.mistake.same-person',
} as const satisfies Readonly<Record<string, PhraseKey>>

function shape(groups: readonly Group[]) {
  return z.object({
    name: needed(200, 'public.mistake.name-missing'),
    email: optionalAddress,
    phone: line(60),
    organization: line(200),
    position: line(200),
    locality: line(200),
    group: choice(groups, '' as const, 'public.mistake.group'),
    note: paragraph(2000),
    tells: tick,
  })
}

const typed = [
  ['name', 'column.name'],
  ['email', 'column.email'],
  ['phone', 'column.phone'],
  ['organization', 'column.organization'],
  ['position', 'column.position'],
  ['locality', 'column.locality'],
] as const satisfies readonly (readonly [string, PhraseKey])[]

/** The form with what is held, or with what was typed and what is wrong with it. */
export function correctionForm(
  { attendee }: Person,
  { event, viewer }: Work,
  sent?: { fields: Fields; mistakes: readonly Mistake[] },
) {
  const { language } = viewer
  const mistakes = shownMistakes(sent?.mistakes ?? [], language)
  const wrong = (field: string) => mistakes.find((mistake) => mistake.field === field)?.text
  const value = (field: 'name' | 'email' | 'phone' | 'organization' | 'position' | 'locality' | 'note') =>
    sent === undefined ? (attendee[field] ?? '') : firstOf(sent.fields[field])
  const group = sent === undefined ? attendee.group : firstOf(sent.fields.group)
  return {
    isOpen: sent !== undefined,
    form: { mistakes },
    fields: typed.map(([id, label]) => ({
      id,
      label: phrase(language, label),
      value: value(id),
      mistake: wrong(id),
    })),
    groups: event.document.registration.groups.map((each) => ({
      value: each,
      label: phrase(language, `group.${each}`),
      selected: each === group,
    })),
    groupWrong: wrong('group'),
    note: { value: value('note'), mistake: wrong('note') },
    tells: sent === undefined || isTicked(sent.fields.tells),
  }
}
