import type { EventDocument } from '../../../domain/events/event.ts'
import type { PhraseKey } from '../../../platform/i18n.ts'

/** What a reader of the public page would look for in vain; title and date every event has. */
export function missingOnPage({ venue, contact }: EventDocument): PhraseKey[] {
  const hasPlace = [venue.name, venue.address, venue.city, venue.online_url].some(
    (part) => part !== undefined,
  )
  const hasContact = [contact.name, contact.email, contact.phone].some((part) => part !== undefined)
  return [
    ...(hasPlace ? [] : (['changes.missing.place'] as const)),
    ...(hasContact ? [] : (['changes.missing.contact'] as const)),
  ]
}
