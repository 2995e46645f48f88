/** The form that invites a colleague: whom, as what, for which events. */
import type { EventRecord } from '../../../domain/events/event-record.ts'
import type { Scope } from '../../../domain/organizers/team/grantable.ts'
import { grantableRoles } from '../../../domain/organizers/team/grantable.ts'
import { languageName, languages, phrase } from '../../../platform/i18n.ts'
import type { Fields } from '../../body.ts'
import { isAddress } from '../../fields.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import { firstOf, type Typed } from '../../public/registration/form-view.ts'
import { readerOf, whenWords } from '../../public/words.ts'
import type { TeamPlace } from './place.ts'

export const nothingAsked: Typed = { fields: {}, mistakes: [] }

export type AskedInvitation = {
  email: string
  name: string
  role: ReturnType<typeof grantableRoles>[number]
  scopes: Scope[]
  language: string
}

/** `choices`: the events that the form offered. */
export function readInvitation(
  fields: Fields,
  place: TeamPlace,
  choices: readonly EventRecord[],
): { asked: AskedInvitation } | { mistakes: Mistake[] } {
  const email = firstOf(fields.email).trim()
  const role = grantableRoles(place.rights).find((one) => one === firstOf(fields.role))
  const scopes = scopesIn(fields, place, choices)
  const mistakes: Mistake[] = []
  if (email === '') mistakes.push({ field: 'email', key: 'public.mistake.email-missing' })
  else if (!isAddress(email)) mistakes.push({ field: 'email', key: 'public.mistake.email-wrong' })
  if (role === undefined) mistakes.push({ field: 'role', key: 'team.mistake.role' })
  if (scopes.length === 0) mistakes.push({ field: 'scope', key: 'team.mistake.events' })
  if (role === undefined || mistakes.length > 0) return { mistakes }
  const language = languages.find((code) => code === firstOf(fields.language)) ?? place.viewer.language
  return { asked: { email, name: firstOf(fields.name), role, scopes, language } }
}

function scopesIn(fields: Fields, { event }: TeamPlace, choices: readonly EventRecord[]): Scope[] {
  if (event !== undefined) return [event.id]
  if (firstOf(fields.scope) === 'all') return [null]
  const slugs = [fields.events ?? []].flat()
  return choices.filter(({ slug }) => slugs.includes(slug)).map(({ id }) => id)
}

export function inviteForm(place: TeamPlace, choices: readonly EventRecord[], { fields, mistakes }: Typed) {
  const { viewer } = place
  const { language } = viewer
  const shown = shownMistakes(mistakes, language)
  const chosen = firstOf(fields.language) || language
  return {
    typed: { email: firstOf(fields.email), name: firstOf(fields.name) },
    mistakes: shown,
    wrong: Object.fromEntries(shown.map(({ field, text }) => [field, text])),
    roles: roleChoices(fields, place),
    ...scopeChoices(fields, choices, place),
    languages: languages.map((code) => ({
      value: code,
      label: languageName(code, language),
      selected: code === chosen,
    })),
  }
}

function roleChoices(fields: Fields, { viewer, rights }: TeamPlace) {
  return grantableRoles(rights).map((role, at) => ({
    value: role,
    id: at === 0 ? 'role' : `role-${role}`,
    label: phrase(viewer.language, `team.role.${role}`),
    help: phrase(viewer.language, `team.role-help.${role}`),
    checked: firstOf(fields.role) === role,
  }))
}

function scopeChoices(fields: Fields, choices: readonly EventRecord[], { viewer, event }: TeamPlace) {
  if (event !== undefined) return { isForOne: true }
  const { language } = viewer
  const slugs = [fields.events ?? []].flat()
  return {
    scope: firstOf(fields.scope),
    events: choices.map((one) => ({
      value: one.slug,
      title: readerOf(one.document, language)(one.document.title),
      when: whenWords({ event: one }, language).date,
      checked: slugs.includes(one.slug),
    })),
  }
}
