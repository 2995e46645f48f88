/** The letters that organizers wrote to people of an event, each with what became of its copies. */
import type { Kysely, Selectable } from 'kysely'
import type { LetterState, LettersTable, Tables, WrittenState } from '../../database/tables.ts'
import { allowed } from '../organizers/permissions.ts'
import { type Texts, type Written, written } from '../outbox/written.ts'
import type { Audience } from '../registrations/attendee-filter.ts'
import type { Selection } from './selection.ts'

export type WrittenLetter = Written & {
  key: string
  state: WrittenState
  fallback: string
  selection: Selection
  version: number
  /** How many it goes to; 0 before it is sent */
  recipients: number
  updatedAt: string
  sentAt: string | null
  /** Who wrote it, or sent it */
  by: string
}

export type LetterFigures = Readonly<Record<LetterState, number>>

export async function findWritten(
  db: Kysely<Tables>,
  { eventId, permission }: Audience,
  id: number,
): Promise<WrittenLetter | undefined> {
  const row = await lettersOf(db)
    .where('letters.id', '=', id)
    .where('letters.event_id', '=', eventId)
    .$if(permission !== 'the program itself', (query) =>
      permission === 'the program itself' ? query : query.where(allowed(permission, eventId)),
    )
    .executeTakeFirst()
  return row && writtenLetter(row)
}

export const lettersOnPage = 50

/** Newest first. */
export async function lettersWritten(
  db: Kysely<Tables>,
  { eventId, permission }: Audience,
): Promise<{ letter: WrittenLetter; figures: LetterFigures }[]> {
  const rows = await lettersOf(db)
    .where('letters.event_id', '=', eventId)
    .$if(permission !== 'the program itself', (query) =>
      permission === 'the program itself' ? query : query.where(allowed(permission, eventId)),
    )
    .orderBy('letters.id', 'desc')
    .limit(lettersOnPage)
    .execute()
  const figures = await figuresOfLetters(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ letter: writtenLetter(row), figures: figures.get(row.id) ?? none }))
}

const none: LetterFigures = { waiting: 0, sent: 0, failed: 0, dropped: 0 }

export async function figuresOfLetter(db: Kysely<Tables>, id: number): Promise<LetterFigures> {
  return (await figuresOfLetters(db, [id])).get(id) ?? none
}

async function figuresOfLetters(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<Map<number, LetterFigures>> {
  const figures = new Map<number, Record<LetterState, number>>()
  if (ids.length === 0) return figures
  for (const { letter_id: id, state, copies } of await copiesByState(db, ids).execute()) {
    if (id === null) continue
    figures.set(id, { ...(figures.get(id) ?? none), [state]: copies })
  }
  return figures
}

/** Read from the index alone. */
export function copiesByState(db: Kysely<Tables>, ids: readonly number[]) {
  return db
    .selectFrom('outbox')
    .select(['letter_id', 'state', (of) => of.fn.countAll<number>().as('copies')])
    .where('letter_id', 'is not', null)
    .where('letter_id', 'in', ids)
    .groupBy(['letter_id', 'state'])
}

function lettersOf(db: Kysely<Tables>) {
  return db
    .selectFrom('letters')
    .leftJoin('organizers', (join) =>
      join.on((is) => is('organizers.id', '=', is.fn.coalesce('letters.sent_by', 'letters.organizer_id'))),
    )
    .selectAll('letters')
    .select(['organizers.name as by_name', 'organizers.email as by_email'])
}

type Row = Selectable<LettersTable> & { by_name: string | null; by_email: string | null }

function writtenLetter(row: Row): WrittenLetter {
  return {
    ...written(row),
    key: row.key,
    fallback: row.fallback,
    // Written by the operations of this folder alone.
    selection: JSON.parse(row.selection) as Selection,
    version: row.version,
    recipients: row.recipients,
    updatedAt: row.updated_at,
    sentAt: row.sent_at,
    by: row.by_name || row.by_email || '',
  }
}

/** The subject for lists, in the reader's language where it is written in that. */
export function subjectOf({ texts, fallback }: { texts: Texts; fallback: string }, language: string): string {
  return (texts[language] ?? texts[fallback])?.subject ?? ''
}
