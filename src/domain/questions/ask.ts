import type { Database, Tx } from '../../database/database.ts'
import { inLanguage } from '../events/event.ts'
import type { EventRecord } from '../events/event-record.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { NewLetter } from '../outbox/letter.ts'

/** A question to an event's contact, shapes checked and texts cleaned at the door. */
export type Question = { name: string; email: string; message: string; language: string }

/** The same words sent twice are one question: people press buttons twice. */
const repeatMilliseconds = 10 * 60 * 1000

/**
 * Keeps a question and writes to both sides, in one transaction: the contact gets it with the asker's address to
 * answer to, the asker gets a copy. An event without an address keeps the question for its organizers.
 */
export function ask(database: Database, event: EventRecord, question: Question, now: Date): Promise<void> {
  return database.write(async (tx) => {
    if (await wasAskedLately(tx, event.id, question, now)) return
    const id = await keep(tx, event.id, question, now)
    await enqueue(tx, copyForAsker(event, question, id), now)
    const letter = letterToContact(event, question, id)
    if (letter !== undefined) await enqueue(tx, letter, now)
  })
}

async function wasAskedLately(tx: Tx, eventId: number, question: Question, now: Date): Promise<boolean> {
  const same = await tx.db
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('email', '=', question.email)
    .where('message', '=', question.message)
    .where('asked_at', '>', new Date(now.getTime() - repeatMilliseconds).toISOString())
    .executeTakeFirst()
  return same !== undefined
}

async function keep(tx: Tx, eventId: number, question: Question, now: Date): Promise<number> {
  const { id } = await tx.db
    .insertInto('questions')
    .values({ event_id: eventId, ...question, asked_at: now.toISOString() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function copyForAsker(event: EventRecord, question: Question, questionId: number): NewLetter {
  const { name, email, language } = question
  return {
    ...about(event, question, questionId),
    kind: 'question-received',
    language,
    toName: name,
    toEmail: email,
  }
}

/** In the event's own language, which its contact reads. */
function letterToContact(event: EventRecord, question: Question, questionId: number): NewLetter | undefined {
  const { contact, language } = event.document
  const toEmail = contact.answers_to ?? contact.email
  if (toEmail === undefined) return undefined
  const toName = contact.name === undefined ? '' : inLanguage(contact.name, language, language).text
  return { ...about(event, question, questionId), kind: 'question', language, toName, toEmail }
}

function about(event: EventRecord, { name, email, message, language }: Question, questionId: number) {
  return {
    eventId: event.id,
    registrationId: null,
    organizerId: null,
    questionId,
    data: { question: { name, email, message, language } },
  }
}
