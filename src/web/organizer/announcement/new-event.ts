/** `/organize/events/new`: an event from its first words to its first publication. */
import type { Response } from 'express'
import { type Created, createEvent } from '../../../domain/events/create-event.ts'
import type { EventDocument } from '../../../domain/events/event.ts'
import { inLanguage } from '../../../domain/events/event.ts'
import { readEvent } from '../../../domain/events/file/event-file.ts'
import { freeSlug } from '../../../domain/events/free-slug.ts'
import { lastEventOf } from '../../../domain/registrations/organizer-events.ts'
import { showError } from '../../error-page.ts'
import type { Site } from '../../site.ts'
import { eventHome } from '../event-frame.ts'
import { projectOfText } from '../paste/pasted-view.ts'
import { everywhere, type Viewer } from '../viewer.ts'
import { fieldsOfEvent, type RawEvent, type Sheet } from './event-fields.ts'
import { afterFormAction, isFormAction } from './form-action.ts'
import { filesOfForm } from './form-files.ts'
import { type FieldMistake, fieldMistakes } from './mistake-words.ts'
import { eventOfFields } from './read-form.ts'
import { tidied } from './rows.ts'
import { sentForm } from './sent-form.ts'
import { languagesOf, typedIn } from './sheet.ts'
import { showNewForm } from './show-form.ts'
import { zoneOfLanguage } from './zone-of-language.ts'

export function newEventForm(site: Site) {
  return everywhere(site, 'create-event', (viewer, _req, res) => showNewEvent(site, res, viewer, {}))
}

/**
 * The form for a new event with what is known of it: `event` as an event file would say it, right or wrong, whole or
 * not. `pasted`: the announcement that it was read from, shown beside the form.
 */
export async function showNewEvent(
  site: Site,
  res: Response,
  viewer: Viewer,
  event: RawEvent,
  pasted?: string,
): Promise<void> {
  const first = await firstFields(site, viewer, event, pasted !== undefined)
  const sheet = { ...first, ...known(event, viewer), pasted }
  await showNewForm(site, res, viewer, { sheet, mistakes: [] })
}

function known(event: RawEvent, { language }: Viewer): Sheet {
  const own = typeof event['language'] === 'string' ? event['language'] : language
  return fieldsOfEvent(event, own)
}

/** What most events have in common with the last. Of a text that was read, the contact is its own. */
async function firstFields(site: Site, viewer: Viewer, event: RawEvent, isRead: boolean): Promise<Sheet> {
  const { organizer, language } = viewer
  const last = await lastEventOf(site.database.read, organizer.id)
  const own = typeof event['language'] === 'string' ? event['language'] : language
  const contact: Sheet = isRead
    ? {}
    : { [`contact.name.${own}`]: organizer.name, 'contact.email': organizer.email }
  return {
    kind: last?.document.kind ?? 'round-table',
    timezone: last?.document.timezone ?? zoneOfLanguage(own),
    ...contact,
  }
}

export function writeNewEvent(site: Site) {
  return everywhere(site, 'create-event', async (viewer, req, res) => {
    const sent = await sentForm(site, viewer, req)
    if ('refused' in sent) return showError(site, req, res, sent.refused === 'unreadable' ? 400 : 413)
    const pressed = typedIn(sent.sheet, 'do')
    if (isFormAction(pressed) || sent.mistakes.length > 0) {
      const next = afterFormAction(sent.sheet, pressed)
      return showNewForm(site, res, viewer, { ...next, mistakes: sent.mistakes })
    }
    const sheet = await withProject(site, tidied(sent.sheet))
    // What was read from a text is looked at once more before everybody sees it.
    const publishes = pressed === 'publish' && typedIn(sheet, 'pasted') === ''
    const stored = await store(site, viewer, sheet, publishes ? 'published' : 'draft')
    if ('mistakes' in stored) return showNewForm(site, res, viewer, { sheet, mistakes: stored.mistakes })
    res.redirect(303, `${eventHome(stored)}/edit?done=${publishes ? 'published' : 'saved'}`)
  })
}

/** The project that a pasted text names may have been written since the form was shown. */
async function withProject(site: Site, sheet: Sheet): Promise<Sheet> {
  const text = typedIn(sheet, 'pasted')
  if (text === '' || sheet['project'] !== undefined) return sheet
  const project = await projectOfText(site.database.read, text, site.clock())
  return project === undefined ? sheet : { ...sheet, project }
}

type Stored = { slug: string } | { mistakes: FieldMistake[] }

async function store(site: Site, viewer: Viewer, sheet: Sheet, status: string): Promise<Stored> {
  const written = eventOfFields(sheet, {})
  const read = readEvent({ ...written, slug: 'to-be-found', status })
  if ('mistakes' in read) return { mistakes: fieldMistakes(read.mistakes) }
  const files = await filesOfForm(site, viewer, read.document, sheet)
  if ('lost' in files) return { mistakes: [{ name: 'documents', key: 'announcement.mistake.file-gone' }] }
  const create = async (document: EventDocument) =>
    createEvent(site.database, { document, files, by: viewer.organizer.id }, site.clock())
  const created = await firstFree(site, read.document, languagesOf(sheet)[0] ?? '', create)
  if (created.done === 'created') return created
  if (created.reason === 'mistakes') return { mistakes: fieldMistakes(created.mistakes) }
  return { mistakes: [{ name: 'title', key: 'announcement.mistake.slug-taken' }] }
}

/** Somebody may take the address in the moment between; then the next one is free. */
async function firstFree(
  site: Site,
  document: EventDocument,
  own: string,
  create: (document: EventDocument) => Promise<Created>,
): Promise<Created> {
  const title = inLanguage(document.title, own, own)
  for (let tries = 1; ; tries += 1) {
    const slug = await freeSlug(site.database.read, title.text, title.language)
    const created = await create({ ...document, slug })
    if (created.done === 'created' || created.reason !== 'slug-taken' || tries === 5) return created
  }
}
