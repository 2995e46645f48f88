/** The formats in which an attendee list leaves the house: one table for the page and the command line. */
import type { Project } from '../domain/events/event.ts'
import type { EventRecord } from '../domain/events/event-record.ts'
import type { Attendee } from '../domain/registrations/attendee.ts'
import type { Language } from '../platform/i18n.ts'
import { attendeeCsv, attendeeJson } from './attendee-list.ts'
import { attendeeXlsx } from './attendee-workbook.ts'
import { signInSheet } from './sign-in-sheet.ts'

export type AttendeeExport = {
  event: Pick<EventRecord, 'slug' | 'document' | 'startsAt' | 'endsAt'>
  project: Project | null
  pages: AsyncIterable<readonly Attendee[]>
  /** Of labels, in the formats for people */
  language: Language
  now: Date
}

/** `pdf` is the sign-in sheet. */
export const exportFormats = ['csv', 'xlsx', 'pdf', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

export function isExportFormat(candidate: string): candidate is ExportFormat {
  return Object.hasOwn(mediaTypes, candidate)
}

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
}

/** The file in chunks, made as it is read; what goes wrong on the way is thrown to the reader. */
export function attendeeExport(format: ExportFormat, wanted: AttendeeExport): AsyncGenerator<Buffer> {
  const { event, project, pages, language, now } = wanted
  const list = { event: event.document, pages }
  if (format === 'csv') return attendeeCsv(list)
  if (format === 'json') return attendeeJson(list)
  if (format === 'xlsx') return attendeeXlsx(list, language, now)
  const { startsAt, endsAt } = event
  return signInSheet({ ...list, startsAt, endsAt, project, language, madeAt: now })
}

/** "attendees-round-table-2027.csv"; slugs are plain letters, so the name needs no quoting. */
export function exportFileName(format: ExportFormat, slug: string): string {
  return `${format === 'pdf' ? 'sign-in-sheet' : 'attendees'}-${slug}.${format}`
}
