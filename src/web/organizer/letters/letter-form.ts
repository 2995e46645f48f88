/** `/organize/events/{slug}/letters/new` and `…/letters/{id}/edit`: the form in which a letter is written. */
import type { Request, Response } from 'express'
import { changeDraft, keepDraft } from '../../../domain/letters/draft.ts'
import { reachOf } from '../../../domain/letters/reach.ts'
import type { WrittenLetter } from '../../../domain/letters/written-letter.ts'
import { phrase } from '../../../platform/i18n.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { showError } from '../../error-page.ts'
import type { Mistake } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventTitle } from '../event-frame.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { readLetter } from './letter-fields.ts'
import { fieldsOfLetter, firstFields, letterFormView } from './letter-form-view.ts'
import { letterAddress, lettersHome, onLetter, writerOf } from './on-letter.ts'
import { type Asked, selectionOf } from './selection-wish.ts'

export function newLetterForm(site: Site) {
  return onEvent(site, 'write-letters', (work, req, res) => {
    // Express types a query by its parser; ours is `node:querystring`.
    const asked = req.query as Asked
    const key = site.tokens.random(12)
    return showForm(site, res, work, { fields: { ...firstFields(work), ...asked, key }, mistakes: [] })
  })
}

export function writeLetter(site: Site) {
  return onEvent(site, 'write-letters', async (work, req, res) => {
    const fields = fieldsOf(req)
    const read = readLetter(fields, work)
    const key = firstOf(fields.key)
    if (firstOf(fields.action) === 'count') return showForm(site, res, work, { fields, mistakes: [] })
    if ('mistakes' in read) return showForm(site, res, work, { fields, mistakes: read.mistakes })
    if (!/^[\w-]{16}$/.test(key)) return showError(site, req, res, 400)
    const id = await keepDraft(site.database, writerOf(work), key, read.draft, site.clock())
    res.redirect(303, letterAddress(work, id))
  })
}

export function editLetterForm(site: Site) {
  return onDraft(site, (work, letter, _req, res) =>
    showForm(site, res, work, { letter, fields: fieldsOfLetter(letter), mistakes: [] }),
  )
}

export function editLetter(site: Site) {
  return onDraft(site, async (work, letter, req, res) => {
    const fields = fieldsOf(req)
    const read = readLetter(fields, work)
    if (firstOf(fields.action) === 'count') return showForm(site, res, work, { letter, fields, mistakes: [] })
    if ('mistakes' in read) return showForm(site, res, work, { letter, fields, mistakes: read.mistakes })
    const of = { id: letter.id, version: Number(firstOf(fields.version)) || 0 }
    const changed = await changeDraft(site.database, writerOf(work), of, read.draft, site.clock())
    if (changed.done === 'changed') return res.redirect(303, letterAddress(work, letter.id))
    // What is there now takes the place of what it was made from: the next press is meant.
    const current = { ...fields, version: String(letter.version) }
    const mistakes: Mistake[] = [{ field: 'fallback', key: 'writing.mistake.changed-meanwhile' }]
    return showForm(site, res, work, { letter, fields: current, mistakes, isClash: true })
  })
}

type DraftHandler = (work: Work, letter: WrittenLetter, req: Request, res: Response) => void | Promise<void>

/** What was sent is written no more: its own page says so. */
function onDraft(site: Site, handler: DraftHandler) {
  return onLetter(site, 'write-letters', (work, letter, req, res) => {
    if (letter.state !== 'draft') return res.redirect(303, letterAddress(work, letter.id))
    return handler(work, letter, req, res)
  })
}

type Shown = { letter?: WrittenLetter; fields: Fields; mistakes: readonly Mistake[]; isClash?: true }

async function showForm(site: Site, res: Response, work: Work, shown: Shown): Promise<void> {
  const { event, viewer, permission } = work
  const { letter, fields, mistakes } = shown
  const { language } = viewer
  const selection = selectionOf(fields, event.document)
  const reach = await reachOf(site.database.read, { eventId: event.id, permission }, selection)
  const path = letter === undefined ? `${lettersHome(work)}/new` : `${letterAddress(work, letter.id)}/edit`
  const heading = phrase(language, letter === undefined ? 'writing.new' : 'writing.edit')
  const title = `${heading}: ${eventTitle(work)}`
  const isWrong = mistakes.length > 0
  showWorkspace(site, res, viewer, path, 'organizer/letters/form', {
    ...eventFrame(work, 'letters'),
    ...letterFormView(fields, mistakes, selection, reach, work),
    styles: ['workspace-writing.css'],
    status: shown.isClash ? 409 : isWrong ? 422 : 200,
    title: isWrong ? phrase(language, 'public.error-prefix', { title }) : title,
    heading,
    back: letter === undefined ? lettersHome(work) : letterAddress(work, letter.id),
  })
}
