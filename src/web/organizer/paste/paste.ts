/** `/organize/events/new/paste`: the text of an announcement, pasted or in a file, becomes the draft of an event. */
import type { Response } from 'express'
import { longestAnnouncement } from '../../../domain/events/announcement/read-announcement.ts'
import { phrase } from '../../../platform/i18n.ts'
import { type FileReason, textOfFile } from '../../../platform/text-of-file.ts'
import { showError } from '../../error-page.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import type { Site } from '../../site.ts'
import { takeUpload, type Upload } from '../../upload.ts'
import { showNewEvent } from '../announcement/new-event.ts'
import { everywhere, type Viewer } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'
import { draftFrom } from './pasted-view.ts'

const path = '/organize/events/new/paste'
const megabyte = 1024 * 1024
/** A document of words with some pictures in it */
const bounds = {
  fileBytes: 10 * megabyte,
  files: 1,
  fieldBytes: 2 * megabyte,
  dropsTooLarge: { totalBytes: 10 * megabyte },
}

export function pasteForm(site: Site) {
  return everywhere(site, 'create-event', (viewer, _req, res) => showPaste(site, res, viewer, '', []))
}

export function readPasted(site: Site) {
  return everywhere(site, 'create-event', async (viewer, req, res) => {
    const upload = await takeUpload(req, bounds)
    if ('refused' in upload) {
      if (upload.refused === 'unreadable') return showError(site, req, res, 400)
      return showPaste(site, res, viewer, '', [{ field: 'text', key: 'paste.mistake.too-long' }])
    }
    const typed = typedText(upload)
    const given = await textGiven(upload, typed)
    if ('mistake' in given) return showPaste(site, res, viewer, typed, [given.mistake])
    const draft = await draftFrom(site.database.read, given.text, site.clock())
    if (draft === null)
      return showPaste(site, res, viewer, given.text, [{ field: 'text', key: 'paste.mistake.no-event' }])
    await showNewEvent(site, res, viewer, draft, given.text)
  })
}

function typedText({ fields }: Upload): string {
  return [fields.text ?? ''].flat().join('\n')
}

/** A file counts before what stands in the box. */
async function textGiven(
  { files, tooLarge = [] }: Upload,
  typed: string,
): Promise<{ text: string } | { mistake: Mistake }> {
  if (tooLarge.length > 0) return { mistake: { field: 'file', key: 'paste.mistake.file-large' } }
  const file = files.find(({ body }) => body.length > 0)
  if (file !== undefined) {
    const read = await textOfFile(file.body, longestAnnouncement)
    return 'refused' in read ? { mistake: fileMistake(read.refused) } : read
  }
  if (typed.trim() === '') return { mistake: { field: 'text', key: 'paste.mistake.nothing' } }
  const isLong = Buffer.byteLength(typed) > longestAnnouncement
  return isLong ? { mistake: { field: 'text', key: 'paste.mistake.too-long' } } : { text: typed }
}

function fileMistake(reason: FileReason): Mistake {
  return { field: 'file', key: `paste.file.${reason}` }
}

function showPaste(
  site: Site,
  res: Response,
  viewer: Viewer,
  text: string,
  mistakes: readonly Mistake[],
): void {
  const { language } = viewer
  const title = phrase(language, 'paste.title')
  const shown = shownMistakes(mistakes, language)
  const isWrong = shown.length > 0
  showWorkspace(site, res, viewer, path, 'organizer/paste/paste', {
    styles: ['workspace-paste.css'],
    scripts: ['paste.js'],
    status: isWrong ? 422 : 200,
    title: isWrong ? phrase(language, 'public.error-prefix', { title }) : title,
    heading: title,
    here: 'events',
    path,
    text,
    form: { mistakes: shown },
    wrong: Object.fromEntries(shown.map(({ field, text: words }) => [field, words])),
  })
}
