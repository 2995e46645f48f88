/** `/organize/events/{slug}/edit`: the whole announcement, changed. */
import type { Request, Response } from 'express'
import type { EventDocument } from '../../../domain/events/event.ts'
import { documentAt } from '../../../domain/events/event-version.ts'
import { readEvent } from '../../../domain/events/file/event-file.ts'
import type { Revised } from '../../../domain/registrations/revise-event.ts'
import { phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import { queryValue } from '../pages.ts'
import { onEvent, type Work } from '../viewer.ts'
import { fieldsOfEvent, type Sheet } from './event-fields.ts'
import { afterFormAction, isFormAction } from './form-action.ts'
import { filesOfForm } from './form-files.ts'
import { type FieldMistake, fieldMistakes } from './mistake-words.ts'
import { eventOfFields } from './read-form.ts'
import { tidied } from './rows.ts'
import { saveEvent, type Written } from './save-event.ts'
import { sentForm } from './sent-form.ts'
import { typedIn } from './sheet.ts'
import { showEditForm } from './show-form.ts'

export function editEventForm(site: Site) {
  return onEvent(site, 'edit-event', (work, req, res) =>
    showEditForm(
      site,
      res,
      work,
      { sheet: sheetOf(work.event.document), mistakes: [] },
      work.event.version,
      noticeOf(work, req),
    ),
  )
}

/** The address of a page may change until it is published. */
export function sheetOf(document: EventDocument): Sheet {
  const sheet = fieldsOfEvent(document, document.language)
  return document.status === 'draft' ? sheet : { ...sheet, slug: undefined }
}

export function changeEvent(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const sent = await sentForm(site, work.viewer, req)
    if ('refused' in sent) return showError(site, req, res, sent.refused === 'unreadable' ? 400 : 413)
    const pressed = typedIn(sent.sheet, 'do')
    const basedOn = Number(typedIn(sent.sheet, 'based_on')) || work.event.version
    if (isFormAction(pressed) || sent.mistakes.length > 0) {
      const next = afterFormAction(sent.sheet, pressed)
      return showEditForm(site, res, work, { ...next, mistakes: sent.mistakes }, basedOn)
    }
    const sheet = tidied(sent.sheet)
    const read = await readWritten(site, work, sheet, basedOn, pressed === 'publish')
    if ('mistakes' in read) return showEditForm(site, res, work, { sheet, mistakes: read.mistakes }, basedOn)
    await answer(site, res, work, sheet, read, pressed)
  })
}

async function answer(
  site: Site,
  res: Response,
  work: Work,
  sheet: Sheet,
  written: Written,
  pressed: string,
) {
  const saved = await saveEvent(site, work, written)
  if (saved.done === 'revised') {
    const [, section = ''] = /^save:([\w-]+)$/.exec(pressed) ?? []
    const done = pressed === 'publish' ? 'published' : 'saved'
    const { slug } = written.document
    return res.redirect(303, `${eventHome({ slug })}/edit?done=${done}${section === '' ? '' : `#${section}`}`)
  }
  const mistakes = refusalMistakes(saved)
  return showEditForm(site, res, work, { sheet, mistakes }, written.basedOn)
}

/** What was typed, on top of the event as it was when the form was shown. */
async function readWritten(
  site: Site,
  { event, viewer }: Work,
  sheet: Sheet,
  basedOn: number,
  publishes: boolean,
): Promise<Written | { mistakes: FieldMistake[] }> {
  const kept = await documentOf(site, event, basedOn)
  const status = publishes && kept.status === 'draft' ? 'published' : kept.status
  const read = readEvent({ ...eventOfFields(sheet, kept), status })
  if ('mistakes' in read) return { mistakes: fieldMistakes(read.mistakes) }
  const files = await filesOfForm(site, viewer, read.document, sheet)
  if ('lost' in files) return { mistakes: [{ name: 'documents', key: 'announcement.mistake.file-gone' }] }
  return { document: read.document, files, basedOn }
}

async function documentOf(site: Site, event: Work['event'], version: number): Promise<EventDocument> {
  if (version === event.version) return event.document
  return (await documentAt(site.database.read, event.id, version)) ?? event.document
}

function refusalMistakes(refused: Exclude<Revised, { done: 'revised' }>): FieldMistake[] {
  if (refused.reason === 'mistakes') return fieldMistakes(refused.mistakes)
  if (refused.reason === 'slug-taken') return [{ name: 'slug', key: 'announcement.mistake.slug-taken' }]
  return [{ name: 'slug', key: 'announcement.mistake.slug-fixed' }]
}

function noticeOf({ event, viewer }: Work, req: Request) {
  const { language } = viewer
  const done = queryValue(req, 'done')
  const link = {
    href: `/${language}/events/${event.slug}`,
    label: phrase(language, 'announcement.published-see'),
  }
  if (done === 'published') return { words: phrase(language, 'announcement.published'), link }
  if (done !== 'saved') return undefined
  if (event.document.status === 'draft') return { words: phrase(language, 'announcement.saved-draft') }
  return { words: phrase(language, 'announcement.saved'), link }
}
