/** A letter as one of its recipients gets it, written by the very code that writes it when it leaves. */
import { findProject } from '../../../domain/events/project-record.ts'
import { languageFor, type Recipient, recipientOf, sampleFor } from '../../../domain/letters/sample-letter.ts'
import type { WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { languageName, phrase } from '../../../platform/i18n.ts'
import type { MailMessage } from '../../../platform/mailer.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { queryValue } from '../pages.ts'
import type { Work } from '../viewer.ts'
import { letterAddress, onLetter } from './on-letter.ts'

export async function previewOf(site: Site, work: Work, letter: WrittenLetter, to: string) {
  const { event, viewer, permission } = work
  const audience = { eventId: event.id, permission }
  const found = await recipientOf(site.database.read, audience, letter.selection, to)
  if (found === undefined) return undefined
  const { recipient, previous, next } = found
  const message = await messageTo(site, work, letter, recipient)
  const address = letterAddress(work, letter.id)
  const step = (reference: string | undefined) =>
    reference === undefined ? undefined : `${address}?to=${reference}#preview`
  return {
    title: phrase(viewer.language, 'writing.preview.for', { name: recipient.name }),
    reference: recipient.reference,
    to: `${recipient.name} <${recipient.email}>`,
    language: languageName(languageFor(letter, recipient.language), viewer.language),
    from: `${message.from.name} <${message.from.address}>`,
    subject: message.subject,
    text: message.text,
    hasCalendar: message.calendar !== null,
    html: `${address}/html?to=${recipient.reference}`,
    previous: step(previous),
    next: step(next),
  }
}

async function messageTo(
  site: Site,
  { event }: Work,
  letter: WrittenLetter,
  recipient: Recipient,
): Promise<MailMessage> {
  const { read } = site.database
  const sample = await sampleFor(read, event, letter, recipient, site.clock())
  const project = event.projectId === null ? undefined : await findProject(read, event.projectId)
  return site.render(sample, project?.project ?? null)
}

/** `…/html`: the letter's own page, alone in its frame: it may set its own styles, and run or load nothing. */
export function showLetterHtml(site: Site) {
  return onLetter(site, 'see-letters', async (work, letter, req, res) => {
    const audience = { eventId: work.event.id, permission: work.permission }
    const { selection } = letter
    const found = await recipientOf(site.database.read, audience, selection, queryValue(req, 'to'))
    if (found === undefined) return showError(site, req, res, 404)
    const { html } = await messageTo(site, work, letter, found.recipient)
    res.set({ 'Content-Security-Policy': framePolicy, 'X-Frame-Options': 'SAMEORIGIN' })
    res.type('html').send(html)
  })
}

const framePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'; sandbox allow-popups"
