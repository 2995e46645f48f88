/** `/organize/events/{slug}/add`: somebody who confirmed by telephone, on paper, by mail or at the door. */
import type { Response } from 'express'
import { placesOf } from '../../domain/events/event-record.ts'
import { placesLeft } from '../../domain/events/phase.ts'
import { type RegistrationRefused, register } from '../../domain/registrations/register.ts'
import { languageName, languages, phrase } from '../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../body.ts'
import type { Mistake } from '../mistakes.ts'
import { firstOf, formView, nothingTyped, type Typed } from '../public/registration/form-view.ts'
import { isFieldRefusal, refusedField } from '../refusals.ts'
import type { Site } from '../site.ts'
import { channels, lettersLanguage, readAddedPerson, withNothingCompulsory } from './add-person-form.ts'
import { eventFrame, eventHome, eventTitle } from './event-frame.ts'
import { personAddress } from './person.ts'
import { onEvent, type Work } from './viewer.ts'
import { showWorkspace } from './workspace-page.ts'

export function addPersonForm(site: Site) {
  return onEvent(site, 'change-people', (work, _req, res) => showForm(site, res, work, nothingTyped))
}

export function addPerson(site: Site) {
  return onEvent(site, 'change-people', async (work, req, res) => {
    const { event, viewer } = work
    const fields = fieldsOf(req)
    const read = readAddedPerson(event, fields, viewer.language, viewer.organizer.id)
    if ('mistakes' in read) return showForm(site, res, work, { fields, mistakes: read.mistakes })
    const result = await register(site.database, event, read.input, site.clock())
    if (result.done === 'refused')
      return showForm(site, res, work, { fields, mistakes: [mistakeOf(result, work)] })
    const done = result.repeated
      ? 'already-there'
      : result.status === 'waitlisted'
        ? 'added-waiting'
        : 'added'
    res.redirect(303, `${personAddress(work, result.reference)}?done=${done}`)
  })
}

/** Who types in somebody is not held to dates, so what is left is about places. */
function mistakeOf(refusal: RegistrationRefused, { event, viewer }: Work): Mistake {
  const { reason, sessions } = refusal
  if (!isFieldRefusal(reason)) return { field: 'over_limit_reason', key: 'organizer.mistake.full' }
  return refusedField({ reason, sessions }, event.document, viewer.language)
}

async function showForm(site: Site, res: Response, work: Work, typed: Typed): Promise<void> {
  const { event, viewer } = work
  const { language } = viewer
  const places = await placesOf(site.database.read, event.id)
  const heading = phrase(language, 'organizer.add.title')
  const title = `${heading}: ${eventTitle(work)}`
  const isWrong = typed.mistakes.length > 0
  const form = formView({ event: withNothingCompulsory(event), places }, typed, language)
  showWorkspace(site, res, viewer, `${eventHome(event)}/add`, 'organizer/add-person', {
    ...eventFrame(work, 'add'),
    status: isWrong ? 422 : 200,
    title: isWrong ? phrase(language, 'public.error-prefix', { title }) : title,
    heading,
    form,
    isFull: placesLeft(places) === 0,
    ...ownFields(typed.fields, work),
  })
}

/** What the public form does not have. */
function ownFields(fields: Fields, { event, viewer }: Work) {
  const chosen = firstOf(fields.language) || lettersLanguage(event)
  return {
    channels: channels.map((value) => ({
      value,
      id: value === channels[0] ? 'channel' : `channel-${value}`,
      label: phrase(viewer.language, `source.${value}`),
      checked: firstOf(fields.channel) === value,
    })),
    languages: languages.map((code) => ({
      value: code,
      label: languageName(code, viewer.language),
      selected: code === chosen,
    })),
    reason: firstOf(fields.over_limit_reason),
  }
}
