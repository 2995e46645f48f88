/** `/organize/events/{slug}/edit`: the whole announcement, changed. */
import type { Request, Response } from 'express'
import type { EventDocument } from '../../../domain/events/event.ts'
import { documentAt } from '../../../domain/events/event-version.ts'
import { readEvent } from '../../../domain/events/file/event-file.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { type Saved, saveRevision } from '../changes/save-revision.ts'
import { eventHome } from '../event-frame.ts'
import { onEvent, type Work } from '../viewer.ts'
import { editNotice } from './edit-notice.ts'
import { fieldsOfEvent, type RawEvent, type Sheet } from './event-fields.ts'
import { afterFormAction, isFormAction } from './form-action.ts'
import { filesOfForm } from './form-files.ts'
import { formAgain, keptForm } from './kept-form.ts'
import { type Conflict, choicesIn, compared, showConflict, undecided } from './merging/conflict.ts'
import { merged } from './merging/merge.ts'
import { type FieldMistake, fieldMistakes } from './mistake-words.ts'
import { eventOfFields } from './read-form.ts'
import { tidied } from './rows.ts'
import { sentForm } from './sent-form.ts'
import { typedIn } from './sheet.ts'
import { showEditForm } from './show-form.ts'

export function editEventForm(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const { document, version } = work.event
    const kept = (await formAgain(site, work, req)) ?? { sheet: sheetOf(document), basedOn: version }
    const state = { sheet: kept.sheet, mistakes: [] }
    await showEditForm(site, res, work, state, kept.basedOn, await editNotice(site, work, req))
  })
}

/** The address of a page may change until it is published. */
function sheetOf(document: EventDocument): Sheet {
  const sheet = fieldsOfEvent(document, document.language)
  return document.status === 'draft' ? sheet : { ...sheet, slug: undefined }
}

/** What was sent, and the event as it was when the form was shown. */
type Sent = { sheet: Sheet; pressed: string; basedOn: number; base: EventDocument }

/** What may be saved: `yours` as it was typed, `document` with what others changed meanwhile. */
type Ready = { yours: EventDocument; document: EventDocument; basedOn: number }

type Desk = { site: Site; req: Request; res: Response; work: Work; sent: Sent }

export function changeEvent(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const form = await sentForm(site, work.viewer, req)
    if ('refused' in form) return showError(site, req, res, form.refused === 'unreadable' ? 400 : 413)
    const sent = await sentOn(site, work, form.sheet)
    if (isFormAction(sent.pressed) || form.mistakes.length > 0) {
      const next = afterFormAction(form.sheet, sent.pressed)
      return showEditForm(site, res, work, { ...next, mistakes: form.mistakes }, sent.basedOn)
    }
    const typed = readTyped(sent)
    if ('mistakes' in typed) return showMistakes(site, res, work, sent, typed.mistakes)
    await settle({ site, req, res, work, sent }, typed.document)
  })
}

async function sentOn(site: Site, { event }: Work, sheet: Sheet): Promise<Sent> {
  const pressed = typedIn(sheet, 'do')
  const basedOn = Number(typedIn(sheet, 'based_on'))
  const known = Number.isSafeInteger(basedOn) && basedOn > 0 && basedOn < event.version
  const base = known ? await documentAt(site.database.read, event.id, basedOn) : undefined
  const isOlder = base !== undefined
  // Whatever makes no sense counts as written on what is there now.
  return {
    sheet: tidied(sheet),
    pressed,
    basedOn: isOlder ? basedOn : event.version,
    base: base ?? event.document,
  }
}

function readTyped({ sheet, base, pressed }: Sent) {
  return read(eventOfFields(sheet, base), base, pressed)
}

function read(event: RawEvent, { status }: EventDocument, pressed: string) {
  const isPublished = pressed === 'publish' && status === 'draft'
  const found = readEvent({ ...event, status: isPublished ? 'published' : status })
  return 'mistakes' in found ? { mistakes: fieldMistakes(found.mistakes) } : found
}

/** Saves it, unless somebody else did meanwhile: then what both changed is compared first. */
async function settle(desk: Desk, yours: EventDocument): Promise<void> {
  const { site, res, work, sent } = desk
  const { event } = work
  if (sent.basedOn === event.version) return save(desk, { yours, document: yours, basedOn: event.version })
  const conflict = { ...sent, yours, current: event }
  const comparison = compared(conflict)
  const choices = choicesIn(sent.sheet)
  // A version also rises with the project: then there is nothing to compare.
  const isAlone = comparison.differences.every(({ changedBy }) => changedBy === 'yours')
  const isAnswer = typedIn(sent.sheet, 'against') === String(event.version)
  const isOpen = undecided(comparison, choices).length > 0
  if (!isAlone && (!isAnswer || isOpen)) return showConflict(site, res, work, conflict, isAnswer)
  const both = merged(comparison, choices)
  const found = read(both, event.document, sent.pressed)
  if ('document' in found) return save(desk, { yours, ...found, basedOn: event.version })
  const sheet = withUploads(fieldsOfEvent(both, yours.language), sent.sheet)
  await showEditForm(site, res, work, { sheet, mistakes: found.mistakes }, event.version)
}

/** The files that were put aside, beside the names that they have, whatever row that is now. */
function withUploads(sheet: Sheet, sent: Sheet): Sheet {
  const uploads = Object.keys(sent).filter((name) => name.endsWith('.upload'))
  const numbers = new Map(
    uploads.map((name) => [typedIn(sent, name.slice(0, -'.upload'.length)), sent[name]]),
  )
  const files = Object.keys(sheet).filter((name) => /^\w+\.\d+\.(logo|photo|file)$/.test(name))
  const found = files.map((name) => [`${name}.upload`, numbers.get(typedIn(sheet, name))])
  return { ...sheet, ...Object.fromEntries(found) }
}

async function save(
  { site, req, res, work, sent }: Desk,
  { yours, document, basedOn }: Ready,
): Promise<void> {
  const files = await filesOfForm(site, work.viewer, document, sent.sheet)
  if ('lost' in files)
    return showMistakes(site, res, work, sent, [{ name: 'documents', key: 'announcement.mistake.file-gone' }])
  const written = { document, files, basedOn, form: keptForm(sent) }
  const saved = await saveRevision(site, work, written)
  if (saved.done === 'asked') return res.redirect(303, saved.location)
  if (saved.done === 'revised') return res.redirect(303, addressAfter(written, sent.pressed))
  if (saved.reason === 'unknown') return showError(site, req, res, 404)
  if (saved.reason !== 'conflict') return showMistakes(site, res, work, sent, refusalMistakes(saved))
  const conflict: Conflict = { ...sent, yours, current: saved.current }
  await showConflict(site, res, { ...work, event: saved.current }, conflict, false)
}

function addressAfter({ document }: Pick<Ready, 'document'>, pressed: string): string {
  const [, section] = /^save:([\w-]+)$/.exec(pressed) ?? []
  const done = pressed === 'publish' ? 'published' : 'saved'
  return `${eventHome(document)}/edit?done=${done}${section === undefined ? '' : `#${section}`}`
}

function showMistakes(
  site: Site,
  res: Response,
  work: Work,
  { sheet, basedOn }: Sent,
  mistakes: FieldMistake[],
) {
  return showEditForm(site, res, work, { sheet, mistakes }, basedOn)
}

function refusalMistakes(
  refused: Exclude<Saved, { done: 'revised' | 'asked' } | { reason: 'conflict' | 'unknown' }>,
): FieldMistake[] {
  if (refused.reason === 'mistakes') return fieldMistakes(refused.mistakes)
  if (refused.reason === 'slug-taken') return [{ name: 'slug', key: 'announcement.mistake.slug-taken' }]
  return [{ name: 'slug', key: 'announcement.mistake.slug-fixed' }]
}
