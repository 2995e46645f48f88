import { randomUUID } from 'node:crypto'
import type { Tx } from '../../database/database.ts'
import { statement } from '../../database/statement.ts'
import type { NewLetter } from './letter.ts'

type LetterValues = {
  event_id: number | null
  registration_id: number | null
  organizer_id: number | null
  question_id: number | null
  subscription_id: number | null
  kind: string
  language: string
  to_name: string
  to_email: string
  data: string
  message_id: string
  at: string
}

const insertLetter = statement<LetterValues>()('insert-letter', (db, p) =>
  db.insertInto('outbox').values({
    event_id: p('event_id'),
    registration_id: p('registration_id'),
    organizer_id: p('organizer_id'),
    question_id: p('question_id'),
    subscription_id: p('subscription_id'),
    kind: p('kind'),
    language: p('language'),
    to_name: p('to_name'),
    to_email: p('to_email'),
    data: p('data'),
    message_id: p('message_id'),
    state: 'waiting',
    attempts: 0,
    due_at: p('at'),
    created_at: p('at'),
  }),
)

/**
 * Puts a letter into the outbox: it leaves if and only if the transaction commits. The left part of its
 * Message-ID is fixed here, so that a repeat after a crash carries the same one.
 */
export async function enqueue(tx: Tx, letter: NewLetter, now: Date): Promise<void> {
  await tx.run(insertLetter, valuesOf(letter, now))
}

/** The same for some dozens at once: a database on a server is asked once. */
export async function enqueueAll(tx: Tx, letters: readonly NewLetter[], now: Date): Promise<void> {
  if (letters.length === 0) return
  const rows = letters.map((letter) => {
    const { at, ...values } = valuesOf(letter, now)
    return { ...values, state: 'waiting' as const, attempts: 0, due_at: at, created_at: at }
  })
  await tx.db.insertInto('outbox').values(rows).execute()
}

function valuesOf(letter: NewLetter, now: Date): LetterValues {
  return {
    event_id: letter.eventId,
    registration_id: letter.registrationId,
    organizer_id: letter.organizerId,
    question_id: letter.questionId,
    subscription_id: letter.subscriptionId ?? null,
    kind: letter.kind,
    language: letter.language,
    to_name: letter.toName,
    to_email: letter.toEmail,
    data: JSON.stringify(letter.data),
    // The time first, so that new rows stand side by side in their index.
    message_id: `${now.getTime().toString(36)}.${randomUUID()}`,
    at: now.toISOString(),
  }
}
