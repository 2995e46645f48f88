import { daysBetween } from '../../platform/zones.ts'
import type { EventDocument } from './event.ts'
import { moved, movedTo } from './moved-to.ts'

/** The same event once more, on `day`: a draft with everything but what came of the first. */
export function duplicateOf(event: EventDocument, slug: string, day: string): EventDocument {
  const { results: _, ...copy } = movedTo(event, day)
  const { opens } = event.registration
  const days = daysBetween(event.starts.slice(0, 10), day)
  return {
    ...copy,
    slug,
    status: 'draft',
    registration: { ...copy.registration, ...(opens === undefined ? {} : { opens: moved(opens, days) }) },
  }
}
