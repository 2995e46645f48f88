import type { Kysely, Selectable } from 'kysely'
import type { LetterState, QuestionsTable, Tables } from '../../database/tables.ts'
import { allowed } from '../organizers/permissions.ts'
import type { Audience } from '../registrations/attendee-filter.ts'

/** A question with what became of the letter that took it to the contact; null when nobody was written to. */
export type Asked = Selectable<QuestionsTable> & { letter: LetterState | null; reason: string | null }

/** What people asked about an event, newest first. */
export function questionsAbout(
  db: Kysely<Tables>,
  { eventId, permission }: Audience,
  most = 500,
): Promise<Asked[]> {
  return db
    .selectFrom('questions')
    .leftJoin('outbox', (join) =>
      join.onRef('outbox.question_id', '=', 'questions.id').on('outbox.kind', '=', 'question'),
    )
    .selectAll('questions')
    .select(['outbox.state as letter', 'outbox.reason'])
    .where('questions.event_id', '=', eventId)
    .$if(permission !== 'the program itself', (query) =>
      permission === 'the program itself' ? query : query.where(allowed(permission, eventId)),
    )
    .orderBy('questions.id', 'desc')
    .limit(most)
    .execute()
}
