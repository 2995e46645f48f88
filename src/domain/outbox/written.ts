/** A letter that an organizer writes to many, as far as its copies need to know it. */
import type { Selectable } from 'kysely'
import type { LettersTable, RegistrationStatus, WrittenState } from '../../database/tables.ts'

export type WrittenText = { subject: string; body: string }

/** By language; whoever reads none of these gets the fallback. */
export type Texts = Readonly<Record<string, WrittenText>>

export type Written = {
  id: number
  state: WrittenState
  texts: Texts
  /** Confirmed people get their invitation with it. */
  hasInvitation: boolean
  /** Those it was expressly written to, whatever became of them; empty: whoever comes or may come */
  statuses: readonly RegistrationStatus[]
}

export function written(row: Selectable<LettersTable>): Written {
  // Both were written by the operations on letters alone.
  const { statuses = [] } = JSON.parse(row.selection) as { statuses?: RegistrationStatus[] }
  return {
    id: row.id,
    state: row.state,
    texts: JSON.parse(row.texts) as Texts,
    hasInvitation: row.invitation === 1,
    statuses,
  }
}

/** Why a copy must not leave any more; undefined: it may. */
export function unwantedReason(
  letter: Written,
  person: { status: RegistrationStatus; lettersStoppedAt: string | null } | null,
): 'stopped' | 'unwanted' | undefined {
  if (letter.state === 'stopping' || letter.state === 'stopped') return 'stopped'
  if (person === null || person.lettersStoppedAt !== null) return 'unwanted'
  const isGone = person.status === 'cancelled' || person.status === 'declined'
  return isGone && !letter.statuses.includes(person.status) ? 'unwanted' : undefined
}
