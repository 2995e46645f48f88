/** The attendee list as CSV and JSON, with the contract's names; see `attendee-workbook.ts` for the one for people. */
import type { EventDocument } from '../domain/events/event.ts'
import { type Attendee, attendeeColumns, consentColumns } from '../domain/registrations/attendee.ts'
import { type CsvColumn, csv } from '../platform/csv.ts'
import { jsonArray } from '../platform/json-array.ts'
import { answerText, answerValue, cellOf, yesOrEmpty } from './attendee-cells.ts'

/** Pages are pulled as the file is read: a list of any length takes the memory of one page. */
export type AttendeeList = {
  event: EventDocument
  pages: AsyncIterable<readonly Attendee[]>
}

/** UTF-8 with a byte order mark, RFC 4180, in chunks. No cell is read as a formula. */
export function attendeeCsv(list: AttendeeList): AsyncGenerator<Buffer> {
  return csv(csvColumns(list.event), list.pages)
}

/** An array of objects with the names of the CSV's columns, in chunks. Missing e-mail and check-in are null. */
export function attendeeJson(list: AttendeeList): AsyncGenerator<Buffer> {
  const questions = list.event.form.map(({ id }) => id)
  return jsonArray((attendee: Attendee) => jsonRow(attendee, questions), list.pages)
}

function csvColumns(event: EventDocument): CsvColumn<Attendee>[] {
  return [
    ...attendeeColumns.map((name) => ({ name, cell: cellOf[name] })),
    ...event.form.map(({ id }) => ({
      name: `answers.${id}`,
      cell: (attendee: Attendee) => answerText(attendee, id, 'yes'),
    })),
    ...consentColumns.map((name) => ({ name, cell: (attendee: Attendee) => yesOrEmpty(attendee[name]) })),
  ]
}

function jsonRow(attendee: Attendee, questions: readonly string[]): object {
  const row: Record<string, unknown> = {}
  for (const name of attendeeColumns) row[name] = attendee[name]
  for (const id of questions) row[`answers.${id}`] = answerValue(attendee, id)
  for (const name of consentColumns) row[name] = yesOrEmpty(attendee[name])
  return row
}
