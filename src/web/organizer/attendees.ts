/** `/organize/events/{slug}/attendees.{csv,xlsx,pdf,json}`: the list as a file, made while it is sent. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import {
  attendeeExport,
  type ExportFormat,
  exportFileName,
  isExportFormat,
  mediaTypes,
} from '../../documents/attendee-export.ts'
import { record } from '../../domain/audit/record.ts'
import { findProject } from '../../domain/events/project-record.ts'
import { attendeePages } from '../../domain/registrations/attendees.ts'
import { fillList } from '../../domain/registrations/list/fill-list.ts'
import { phrase } from '../../platform/i18n.ts'
import { showError } from '../error-page.ts'
import type { Site } from '../site.ts'
import { eventTitle } from './event-frame.ts'
import { peopleWish } from './people-wish.ts'
import { onEvent, type Work } from './viewer.ts'

export function sendAttendees(site: Site) {
  return onEvent(site, 'export', async (work, req, res) => {
    const format = String(req.params.format)
    if (!isExportFormat(format)) return showError(site, req, res, 404)
    await recordExport(site, work, format, req)
    const chunks = await fileOf(site, work, format, req)
    res.set({ 'Content-Type': mediaTypes[format], 'Content-Disposition': disposition(format, work) })
    await send(site, chunks, res)
  })
}

/** Written down before the first byte leaves: who took which list away. */
async function recordExport(site: Site, work: Work, format: ExportFormat, req: Request): Promise<void> {
  const { event, viewer } = work
  await fillList(site.database, patienceMilliseconds)
  const after = { format, ...peopleWish(req, event.document).filter }
  const entry = { action: 'list-exported', by: viewer.organizer.id, eventId: event.id } as const
  await site.database.write((tx) => record(tx, { ...entry, subject: event.slug, after }, site.clock()))
}

/** A file waits for the newest as long as a page does. */
const patienceMilliseconds = 2000

async function fileOf(site: Site, { event, viewer, permission }: Work, format: ExportFormat, req: Request) {
  const { read } = site.database
  const record = event.projectId === null ? undefined : await findProject(read, event.projectId)
  const { filter } = peopleWish(req, event.document)
  return attendeeExport(format, {
    event,
    project: record?.project ?? null,
    pages: attendeePages(read, { eventId: event.id, permission }, filter),
    language: viewer.language,
    now: site.clock(),
  })
}

/** Whoever breaks off the download stops the reading; a fault in the middle breaks off the download. */
async function send(site: Site, chunks: AsyncIterable<Buffer>, res: Response): Promise<void> {
  try {
    await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 1 }), res)
  } catch (error) {
    if (isBrokenOff(error)) return
    if (!res.headersSent) throw error
    site.log.error({ fault: error instanceof Error ? error.message : 'not an Error' }, 'an export failed')
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

/** A plain name for every program, and the event's own title for those that read RFC 8187. */
function disposition(format: ExportFormat, work: Work): string {
  const title = phrase(
    work.viewer.language,
    format === 'pdf' ? 'organizer.file.pdf' : 'organizer.file.list',
    {
      title: eventTitle(work),
    },
  )
  const name = `${shortened(title.replace(/[\\/:*?"<>|]+/g, ' '), longestName)}.${format}`
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${exportFileName(format, work.event.slug)}"; filename*=UTF-8''${encoded}`
}

/** Programs show so many characters of a name */
const longestName = 80

/** The whole words that fit. */
function shortened(text: string, most: number): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  if (letters.length <= most) return letters.join('')
  const start = letters.slice(0, most + 1).join('')
  const end = start.lastIndexOf(' ')
  return (end > most / 2 ? start.slice(0, end) : letters.slice(0, most).join('')).trim()
}
