/** The form as it was sent, kept while its organizer looks at whom the change concerns. */
import type { Request } from 'express'
import { pendingRevision } from '../../../domain/registrations/telling/pending-revision.ts'
import type { Site } from '../../site.ts'
import { queryValue } from '../pages.ts'
import type { Work } from '../viewer.ts'
import type { Sheet } from './event-fields.ts'

/** `basedOn`: the version that the form showed */
export type KeptForm = { sheet: Sheet; basedOn: number }

export function keptForm({ sheet, basedOn }: KeptForm): string {
  return JSON.stringify({ sheet, basedOn })
}

/** Under `?pending=ID` what was typed, for whoever typed it. */
export async function formAgain(
  site: Site,
  { event, viewer }: Work,
  req: Request,
): Promise<KeptForm | undefined> {
  const id = queryValue(req, 'pending')
  if (id === '') return undefined
  const writer = { eventId: event.id, by: viewer.organizer.id }
  const pending = await pendingRevision(site.database.read, writer, id)
  // Written by `keptForm` alone.
  return pending?.form ? (JSON.parse(pending.form) as KeptForm) : undefined
}
