/** The yardstick of the exports: the same encoder over the same rows, all of them in memory. Prints milliseconds. */
import { connect } from '../../src/database/connect.ts'
import { attendeeCsv, attendeeJson } from '../../src/documents/attendee-list.ts'
import { attendeeXlsx } from '../../src/documents/attendee-workbook.ts'
import { findEvent } from '../../src/domain/events/event-record.ts'
import type { Attendee } from '../../src/domain/registrations/attendee.ts'
import { attendeePages } from '../../src/domain/registrations/attendees.ts'

const [, , url = '', slug = '', format = 'csv'] = process.argv
const database = await connect(url)
const record = await findEvent(database.read, slug)
if (record === undefined) throw new Error(`There is no event ${slug}`)
const event = record.document

const kept: (readonly Attendee[])[] = []
const audience = { eventId: record.id, permission: 'the program itself' } as const
for await (const page of attendeePages(database.read, audience)) kept.push(page)
await database.close()

async function* pages() {
  yield* kept
}

const encoders = {
  csv: () => attendeeCsv({ event, pages: pages() }),
  xlsx: () => attendeeXlsx({ event, pages: pages() }, 'en', new Date()),
  json: () => attendeeJson({ event, pages: pages() }),
}
if (format !== 'csv' && format !== 'xlsx' && format !== 'json')
  throw new Error(`There is no encoder ${format}`)

globalThis.gc?.()
const started = performance.now()
let bytes = 0
for await (const piece of encoders[format]()) bytes += piece.length
const took = performance.now() - started
if (bytes === 0) throw new Error('The encoder wrote nothing')
console.log(took)
