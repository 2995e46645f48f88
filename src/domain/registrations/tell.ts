import type { Tx } from '../../database/database.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { LetterData, LetterKind, NewLetter } from '../outbox/letter.ts'

/** What a letter about a registration needs to know of it. */
export type Addressee = {
  id: number
  event_id: number
  name: string
  email: string | null
  language: string
}

/** Writes the letter in this transaction; who has no address is told by the organizers. */
export async function tell(
  tx: Tx,
  person: Addressee,
  kind: LetterKind,
  data: LetterData,
  now: Date,
): Promise<void> {
  const letter = letterTo(person, kind, data)
  if (letter !== null) await enqueue(tx, letter, now)
}

/** Null for who has no address. */
export function letterTo(person: Addressee, kind: LetterKind, data: LetterData): NewLetter | null {
  if (person.email === null) return null
  return {
    kind,
    eventId: person.event_id,
    registrationId: person.id,
    organizerId: null,
    questionId: null,
    language: person.language,
    toName: person.name,
    toEmail: person.email,
    data,
  }
}
