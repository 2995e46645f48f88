/** `/organize/events/{slug}/duplicate`: the same event once more, on another day. */
import type { Response } from 'express'
import { attachedFiles } from '../../../domain/events/attached-file.ts'
import { createEvent } from '../../../domain/events/create-event.ts'
import { duplicateOf } from '../../../domain/events/duplicate-of.ts'
import { inLanguage } from '../../../domain/events/event.ts'
import { readEvent } from '../../../domain/events/file/event-file.ts'
import { freeSlug } from '../../../domain/events/free-slug.ts'
import { phrase } from '../../../platform/i18n.ts'
import { isDay } from '../../../platform/zones.ts'
import { type Fields, fieldsOf } from '../../body.ts'
import { type Mistake, shownMistakes } from '../../mistakes.ts'
import { firstOf } from '../../public/registration/form-view.ts'
import type { Site } from '../../site.ts'
import { eventFrame, eventHome, eventTitle } from '../event-frame.ts'
import { onEvent, type Work } from '../viewer.ts'
import { showWorkspace } from '../workspace-page.ts'

export function duplicateForm(site: Site) {
  return onEvent(site, 'edit-event', (work, _req, res) => showForm(site, res, work, {}, []))
}

export function duplicateEvent(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const fields = fieldsOf(req)
    const read = await readCopy(site, work, fields)
    if ('mistakes' in read) return showForm(site, res, work, fields, read.mistakes)
    const files = await attachedFiles(site.database.read, work.event.id)
    const { document } = read
    const made = await createEvent(
      site.database,
      { document, files, by: work.viewer.organizer.id },
      site.clock(),
    )
    if (made.done === 'created') return res.redirect(303, `${eventHome(made)}/status?done=duplicated`)
    const key = made.reason === 'slug-taken' ? 'changes.duplicate.slug-taken' : 'changes.day.hours'
    await showForm(site, res, work, fields, [{ field: made.reason === 'slug-taken' ? 'slug' : 'day', key }])
  })
}

type Copy = { document: Parameters<typeof createEvent>[1]['document'] } | { mistakes: Mistake[] }

async function readCopy(site: Site, { event }: Work, fields: Fields): Promise<Copy> {
  const { title, language } = event.document
  const own = inLanguage(title, language, language)
  const typed = firstOf(fields.slug).trim().toLowerCase()
  const slug = typed || (await freeSlug(site.database.read, own.text, own.language))
  const day = firstOf(fields.day).trim()
  const mistakes: Mistake[] = [
    ...(/^[a-z0-9][a-z0-9-]{1,78}[a-z0-9]$/.test(slug)
      ? []
      : [{ field: 'slug', key: 'changes.duplicate.slug-wrong' as const }]),
    ...(isDay(day) ? [] : [{ field: 'day', key: 'changes.day.wrong' as const }]),
  ]
  if (mistakes.length > 0) return { mistakes }
  const read = readEvent(duplicateOf(event.document, slug, day))
  return 'mistakes' in read ? { mistakes: [{ field: 'day', key: 'changes.day.hours' }] } : read
}

function showForm(site: Site, res: Response, work: Work, fields: Fields, mistakes: readonly Mistake[]): void {
  const { event, viewer } = work
  const { language } = viewer
  const heading = phrase(language, 'changes.duplicate.title')
  const title = `${heading}: ${eventTitle(work)}`
  const shown = shownMistakes(mistakes, language)
  showWorkspace(site, res, viewer, `${eventHome(event)}/duplicate`, 'organizer/changes/duplicate', {
    ...eventFrame(work, 'status'),
    styles: ['workspace-changes.css'],
    status: shown.length > 0 ? 422 : 200,
    title: shown.length > 0 ? phrase(language, 'public.error-prefix', { title }) : title,
    heading,
    form: {
      mistakes: shown,
      typed: { slug: firstOf(fields.slug), day: firstOf(fields.day) },
      wrong: Object.fromEntries(shown.map(({ field, text }) => [field, text])),
    },
  })
}
