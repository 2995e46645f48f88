/** `/organize/events/{slug}/letters/unreached`: who did not get it, with their telephones, to be called through. */
import { type Unreached, unreachedPage } from '../../../domain/letters/unreached.ts'
import { findWritten, subjectOf } from '../../../domain/letters/written-letter.ts'
import { phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { queryValue } from '../pages.ts'
import { reasonWords } from '../reason-words.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { kindWords } from './letter-words.ts'
import { letterAddress, lettersHome } from './on-letter.ts'

export function unreached(site: Site) {
  return onEvent(site, 'see-letters', async (work, req, res) => {
    const { event, viewer, permission } = work
    const { language } = viewer
    const audience = { eventId: event.id, permission }
    const asked = Number(queryValue(req, 'letter'))
    const letter = asked > 0 ? await findWritten(site.database.read, audience, asked) : undefined
    if (asked > 0 && (letter === undefined || letter.state === 'draft')) return showError(site, req, res, 404)
    const after = Math.max(0, Math.trunc(Number(queryValue(req, 'after'))) || 0)
    const found = await unreachedPage(
      site.database.read,
      audience,
      letter === undefined ? {} : { letter },
      after,
    )
    const address = `${lettersHome(work)}/unreached`
    const query = letter === undefined ? '' : `letter=${letter.id}&`
    const subject = letter && subjectOf(letter, language)
    const heading = phrase(language, 'writing.unreached.title')
    showWorkspace(site, res, viewer, address, 'organizer/letters/unreached', {
      ...eventFrame(work, 'letters'),
      styles: ['workspace-writing.css'],
      title: `${heading}: ${eventTitle(work)}`,
      heading,
      subject,
      back: letter === undefined ? lettersHome(work) : letterAddress(work, letter.id),
      people: found.people.map((person) => personWords(person, work)),
      more: found.hasMore ? `${address}?${query}after=${found.people.at(-1)?.id}` : undefined,
    })
  })
}

function personWords(person: Unreached, { event, viewer }: Work) {
  const { language } = viewer
  const { name, organization, phone, email, kind, reason, reference } = person
  return {
    name,
    href: `${eventHome(event)}/people/${reference}`,
    organization,
    phone,
    tel: phone === '' ? undefined : `tel:${phone.replace(/[^+\d]/g, '')}`,
    email,
    what: kind === null ? undefined : kindWords(kind, language),
    why:
      kind === null
        ? phrase(language, 'writing.unreached.no-address')
        : reason === null
          ? undefined
          : reasonWords(reason, language),
  }
}
