import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Settings } from '../config.ts'
import type { Database } from '../database/database.ts'
import { attendeeExport, isExportFormat } from '../documents/attendee-export.ts'
import { calendarFile } from '../documents/calendar-feed.ts'
import { type EventRecord, findEvent } from '../domain/events/event-record.ts'
import { findProject } from '../domain/events/project-record.ts'
import { attendeePages } from '../domain/registrations/attendees.ts'
import { baseAddress, type Ground, openGround } from '../main.ts'
import { isLanguage } from '../platform/i18n.ts'

const options = { format: { type: 'string', default: '' }, out: { type: 'string' } } as const

/** Writes the file to --out, or to standard output for the next program. */
export async function exportAttendees(settings: Settings, words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
  const [slug = '', ...rest] = positionals
  if (slug === '' || rest.length > 0)
    return complain('Say: export SLUG --format csv|xlsx|pdf|json|ics [--out FILE]', 2)
  const { format, out } = values
  if (format !== 'ics' && !isExportFormat(format))
    return complain(`There is no format ${format}; say csv, xlsx, pdf, json or ics`, 2)
  const ground = await openGround(settings)
  const { database } = ground
  try {
    const event = await findEvent(database.read, slug)
    if (event === undefined) return complain(`There is no event ${slug}`, 1)
    const chunks = format === 'ics' ? [await calendar(ground, event)] : await list(database, event, format)
    await pipeline(Readable.from(chunks), out === undefined ? process.stdout : createWriteStream(out))
    return 0
  } finally {
    await database.close()
  }
}

async function list(database: Database, event: EventRecord, format: 'csv' | 'xlsx' | 'pdf' | 'json') {
  const project = event.projectId === null ? undefined : await findProject(database.read, event.projectId)
  return attendeeExport(format, {
    event,
    project: project?.project ?? null,
    pages: attendeePages(database.read, { eventId: event.id, permission: 'the program itself' }),
    language: languageOf(event),
    now: new Date(),
  })
}

async function calendar(ground: Ground, event: EventRecord): Promise<Buffer> {
  const { brandName, mailFrom } = ground.settings
  const baseUrl = await baseAddress(ground)
  const organizer = { name: mailFrom.name, email: mailFrom.address }
  return Buffer.from(calendarFile(event, { baseUrl, brandName, organizer }, languageOf(event)))
}

/** At a terminal nobody's language is known but the event's own. */
function languageOf({ document }: EventRecord) {
  return isLanguage(document.language) ? document.language : 'en'
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
