import type { RegistrationStatus } from '../../database/tables.ts'
import { randomOctets } from '../../platform/random.ts'
import type { AgendaItem, RegistrationTerms } from '../events/event.ts'
import type { LetterKind } from '../outbox/letter.ts'
import type { Answer } from './registration-input.ts'

export const holdMilliseconds = 24 * 60 * 60 * 1000

/** The same person for the product: the same name and address, case, spacing and Unicode form aside. */
export function identityOf(name: string, email: string | null): string | null {
  return email === null ? null : `${alike(name)}\n${alike(email)}`
}

/** Anything that evening out does more to than lower its case; nearly no name or address has it. */
const isUneven = /[^ -~А-яЁё]| {2}|^ | $/

function alike(text: string): string {
  if (!isUneven.test(text)) return text.toLowerCase()
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()
}

const referenceLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Eight letters and digits that cannot be taken for one another, `K7QM-3XRD`. */
export function newReference(): string {
  // 16 random bits a letter leave no letter noticeably likelier than another.
  const octets = randomOctets(16)
  let letters = ''
  for (let i = 0; i < 8; i++) {
    letters += (i === 4 ? '-' : '') + referenceLetters[octets.readUInt16LE(2 * i) % referenceLetters.length]
  }
  return letters
}

/**
 * 128 random bits: whoever answers with it was sent it (RFC 7986, 5.3). The time stands before them, so that new
 * rows stand side by side in their index.
 */
export function newUid(now: Date): string {
  return `${now.getTime().toString(36)}-${randomOctets(16).toString('hex')}`
}

/** What someone who wants to come becomes, places permitting. */
export type Wanted = {
  status: RegistrationStatus
  pendingFor: 'address' | 'approval' | null
  takesPlaces: boolean
}

export function wanted(answer: Answer, terms: RegistrationTerms, byOrganizer: boolean): Wanted {
  if (answer === 'no') return { status: 'declined', pendingFor: null, takesPlaces: false }
  if (answer === 'maybe') return { status: 'maybe', pendingFor: null, takesPlaces: false }
  if (byOrganizer) return confirmed
  if (terms.verify_email) return { status: 'pending', pendingFor: 'address', takesPlaces: !terms.approval }
  if (terms.approval) return { status: 'pending', pendingFor: 'approval', takesPlaces: false }
  return confirmed
}

const confirmed: Wanted = { status: 'confirmed', pendingFor: null, takesPlaces: true }

/** The letter that tells a person of their status. */
export function letterFor(status: RegistrationStatus, pendingFor: 'address' | 'approval' | null): LetterKind {
  if (status === 'pending') return pendingFor === 'address' ? 'verify-address' : 'awaiting-approval'
  return status === 'waitlisted' ? 'waiting' : status
}

/** A DTSTAMP never goes back for one UID, whatever the clock does (RFC 5546, 2.1.5). */
export function laterStamp(last: string, now: Date): string {
  const at = now.toISOString()
  return at > last ? at : last
}

/**
 * Two of the `chosen` sessions that nobody can attend both, or null. Those that somebody holds together already are
 * theirs: a programme may have moved since. A session without an end clashes with what runs when it begins.
 */
export function clashIn(
  agenda: readonly AgendaItem[],
  chosen: readonly string[],
  held: readonly string[] = [],
): readonly [string, string] | null {
  if (chosen.length < 2) return null
  const items = agenda.filter(({ id }) => chosen.includes(id))
  for (const [index, first] of items.entries()) {
    const isHeld = held.includes(first.id)
    const second = items
      .slice(index + 1)
      .find((other) => overlap(first, other) && !(isHeld && held.includes(other.id)))
    if (second !== undefined) return [first.id, second.id]
  }
  return null
}

/** Whether both run at some moment; one that ends when the other begins does not clash with it. */
export function overlap(a: AgendaItem, b: AgendaItem): boolean {
  if (a.day !== b.day) return false
  return a.starts === b.starts || (a.starts < endOf(b) && b.starts < endOf(a))
}

function endOf({ starts, ends = starts }: AgendaItem): string {
  return ends
}
