import type { AuditAction } from '../audit/action.ts'
import type { EventDocument } from './event.ts'

/** What a change of an event is called in the log: by its status where that changed. */
export function statusAction({ status: was }: EventDocument, { status: is }: EventDocument): AuditAction {
  if (was === is) return 'event-changed'
  if (is === 'draft') return 'event-unpublished'
  if (is !== 'published') return `event-${is}`
  return was === 'draft' ? 'event-published' : 'event-back'
}
