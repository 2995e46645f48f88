/** The one way from the form into an event that is known already. */
import type { EventDocument } from '../../../domain/events/event.ts'
import type { FileWish } from '../../../domain/events/store-files.ts'
import { type Revised, reviseEvent } from '../../../domain/registrations/revise-event.ts'
import type { Site } from '../../site.ts'
import type { Work } from '../viewer.ts'

export type Written = {
  document: EventDocument
  files: readonly FileWish[]
  /** The version that the form showed */
  basedOn: number
}

export type Saved = Revised

export function saveEvent(site: Site, { event, viewer }: Work, written: Written): Promise<Revised> {
  const revision = { ...written, eventId: event.id, by: viewer.organizer.id }
  return reviseEvent(site.database, revision, site.clock())
}
