/** What an organizer does to many people at once. */
import type { RegistrationStatus } from '../../../database/tables.ts'

export const bulkActions = ['approve', 'wait', 'turn-down', 'cancel', 'label', 'unlabel'] as const
export type BulkAction = (typeof bulkActions)[number]

/** Why somebody is left as they are */
export type SkipReason =
  | ('unknown' | 'not-pending' | 'full' | 'session-full' | 'party-too-large')
  | ('already' | 'over' | 'not-coming' | 'failed' | 'changed-since' | 'came-anew')

export type Standing = { status: RegistrationStatus; pending_for: string | null }

/** Before places are looked at: what the action makes of somebody who stands so; null: it applies. */
export function skipReason(action: BulkAction, { status, pending_for }: Standing): SkipReason | null {
  if (action === 'label' || action === 'unlabel') return null
  if (action === 'approve') return status === 'confirmed' ? 'already' : null
  if (action === 'turn-down') return status === 'pending' && pending_for === 'approval' ? null : 'not-pending'
  if (status === 'cancelled' || status === 'declined') return action === 'cancel' ? 'already' : 'not-coming'
  if (action === 'cancel') return null
  if (status === 'waitlisted') return 'already'
  return status === 'maybe' ? 'not-coming' : null
}
