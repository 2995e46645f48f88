import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Tx } from '../../database/database.ts'
import { searchText } from './insert.ts'

/** What was needed to hold the event goes this long after it; who came stays as evidence for the funder. */
const daysKept = 90
const rowsAtOnce = 200

/**
 * Empties what people gave to be reached and looked after (address, telephone, notes, answers), also where the log
 * tells of it, deletes questions, letters and labels, and revokes the links in letters, once an event is long over. Names, organizations and
 * attendance stay. Answers how many registrations it emptied.
 */
export async function forget(database: Database, now: Date): Promise<number> {
  const events = await database.read
    .selectFrom('events')
    .select('id')
    .where('ends_at', '<=', latestForgotten(now))
    .execute()
  let emptied = 0
  for (const { id } of events) emptied += await forgetPeopleOf(database, id)
  return emptied
}

/** Whether what people gave for an event that ended at `endsAt` is kept no longer, nor shown to whoever has a link. */
export function isForgotten(endsAt: string, now: Date): boolean {
  return endsAt <= latestForgotten(now)
}

function latestForgotten(now: Date): string {
  return new Date(now.getTime() - daysKept * 24 * 60 * 60 * 1000).toISOString()
}

async function forgetPeopleOf(database: Database, eventId: number): Promise<number> {
  await database.write(async (tx) => {
    await tx.db.deleteFrom('questions').where('event_id', '=', eventId).execute()
    await tx.db.deleteFrom('outbox').where('event_id', '=', eventId).execute()
    await tx.db.deleteFrom('letters').where('event_id', '=', eventId).execute()
    await emptyMemories(tx, eventId)
  })
  let emptied = 0
  for (let last: number | undefined = 0; last !== undefined; ) {
    const page: Page = await pageAfter(database, eventId, last)
    const full = page.filter(holdsMore)
    if (full.length > 0) await database.write((tx) => empty(tx, full))
    emptied += full.length
    last = page.at(-1)?.id
    // A large event is read in small pieces, so that other requests are answered between them.
    await nextTurn()
  }
  return emptied
}

/** What people said stands in the log as well, in what merges could undo, and in organizers' words for them. */
async function emptyMemories(tx: Tx, eventId: number): Promise<void> {
  await tx.db
    .updateTable('audit_log')
    .set({ before: null, after: null })
    .where('event_id', '=', eventId)
    .where('registration_id', 'is not', null)
    .where((is) => is.or([is('before', 'is not', null), is('after', 'is not', null)]))
    .execute()
  await tx.db.updateTable('merges').set({ before: null }).where('event_id', '=', eventId).execute()
  const people = tx.db.selectFrom('registrations').select('id').where('event_id', '=', eventId)
  await tx.db.deleteFrom('person_labels').where('registration_id', 'in', people).execute()
}

type Page = Awaited<ReturnType<typeof pageAfter>>

function pageAfter(database: Database, eventId: number, last: number) {
  return database.read
    .selectFrom('registrations')
    .select(['id', 'name', 'organization', 'reference', 'email', 'phone', 'note', 'answers'])
    .where('event_id', '=', eventId)
    .where('id', '>', last)
    .orderBy('id')
    .limit(rowsAtOnce)
    .execute()
}

function holdsMore({ email, phone, note, answers }: Page[number]): boolean {
  return email !== null || phone !== '' || note !== '' || answers !== '{}'
}

async function empty(tx: Tx, rows: Page): Promise<void> {
  for (const row of rows) {
    const gone = { email: null, phone: '', phone_e164: null, note: '', answers: '{}', identity: null }
    await tx.db
      .updateTable('registrations')
      .set({ ...gone, search: searchText({ ...row, ...gone }) })
      .set((is) => ({ generation: is('generation', '+', 1) }))
      .where('id', '=', row.id)
      .execute()
  }
}
