/** `/organize/events/{slug}/preview`: the public page as people will see it, of what is saved; files of drafts with it. */
import { attachedSizes } from '../../../domain/events/attached-sizes.ts'
import { placesOf } from '../../../domain/events/event-record.ts'
import { ownFile } from '../../../domain/events/own-file.ts'
import { phaseOf } from '../../../domain/events/phase.ts'
import { findProject } from '../../../domain/events/project-record.ts'
import { isLanguage, type Language, phrase } from '../../../platform/i18n.ts'
import { showError } from '../../error-page.ts'
import { showPage } from '../../page.ts'
import { eventPage } from '../../public/event/event.ts'
import { headersOf, pictureUse } from '../../public/event/event-files.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import { queryValue } from '../pages.ts'
import { onEvent, type Work } from '../viewer.ts'

const filesAt = (slug: string, name: string) => `${eventHome({ slug })}/files/${encodeURIComponent(name)}`

export function previewEvent(site: Site) {
  return onEvent(site, 'edit-event', async (work, req, res) => {
    const wanted = queryValue(req, 'language')
    const language = isLanguage(wanted) ? wanted : work.viewer.language
    const { event } = work
    const page = eventPage(site, await shownAsPublished(site, work), await belongings(site, work), language)
    // In every language of the site, under addresses of its own.
    const inside: Site = { ...site, prefix: (code) => `${eventHome(event)}/preview?language=${code}` }
    showPage(inside, res, language, 'organizer/announcement/preview', {
      ...page,
      path: '',
      ...{ register: undefined, calendars: undefined, share: undefined },
      facts: { ...page.facts, ask: undefined, calendar: undefined },
      preview: mark(work, language),
    })
  })
}

/** A draft is shown as it will be when it is published. */
async function shownAsPublished(site: Site, { event }: Work) {
  const { document } = event
  const shown =
    document.status === 'draft'
      ? { ...event, document: { ...document, status: 'published' as const } }
      : event
  const places = await placesOf(site.database.read, event.id)
  const now = site.clock()
  return { state: { event: shown, places }, phase: phaseOf(shown, places, now), now }
}

async function belongings(site: Site, { event }: Work) {
  const { read } = site.database
  const record = event.projectId === null ? undefined : await findProject(read, event.projectId)
  const pictures = await site.smallPictures.of(event, record?.project, filesAt)
  return { record, pictures, sizes: await attachedSizes(read, event.id), filesAt }
}

function mark({ event }: Work, language: Language) {
  const isDraft = event.document.status === 'draft'
  return {
    words: phrase(language, 'announcement.preview.words'),
    state: phrase(language, isDraft ? 'announcement.preview.draft' : 'announcement.preview.saved'),
    back: `${eventHome(event)}/edit`,
    backWords: phrase(language, 'announcement.preview.back'),
  }
}

/** `/organize/events/{slug}/files/{file}`: also those of a draft, which nobody else gets. */
export function sendOwnFile(site: Site) {
  return onEvent(site, 'edit-event', async ({ event }, req, res) => {
    const file = await ownFile(site.database.read, event, String(req.params.file))
    if (file === undefined) return showError(site, req, res, 404)
    const use = pictureUse(req)
    const small = use === null ? null : await site.smallPictures.small(file, use)
    res.set(headersOf({ ...file, mediaType: small?.mediaType ?? file.mediaType }))
    res.send(small?.body ?? file.body)
  })
}
