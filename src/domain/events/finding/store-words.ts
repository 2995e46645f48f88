import { sql } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type { EventDocument, Project } from '../event.ts'
import { keepOtherImportsOut } from '../import-lock.ts'
import { mannerOfWords, searchWords } from './search-words.ts'

/** Stores the words by which an event is found, in place of those it had. */
export async function storeWords(tx: Tx, eventId: number): Promise<void> {
  const row = await tx.db
    .selectFrom('events')
    .leftJoin('projects', 'projects.id', 'events.project_id')
    .select(['events.content', 'projects.content as project'])
    .where('events.id', '=', eventId)
    .executeTakeFirstOrThrow()
  // Both were written by import alone, after its checks.
  const document = JSON.parse(row.content) as EventDocument
  const project = row.project === null ? undefined : (JSON.parse(row.project) as Project)
  await tx.db.deleteFrom('event_words').where('event_id', '=', eventId).execute()
  await insertAll(tx, eventId, JSON.stringify(searchWords(document, project)))
}

/** A project's title and number are among the words of its events. */
export async function storeWordsOfProject(tx: Tx, projectId: number): Promise<void> {
  const events = await tx.db.selectFrom('events').select('id').where('project_id', '=', projectId).execute()
  for (const { id } of events) await storeWords(tx, id)
}

/** One statement, however many words. */
async function insertAll(tx: Tx, eventId: number, words: string): Promise<void> {
  const each =
    tx.dialect === 'postgres'
      ? sql`select value, cast(${eventId} as bigint) from json_array_elements_text(cast(${words} as json))`
      : sql`select value, ${eventId} from json_each(${words}) where true`
  await sql`insert into event_words (word, event_id) ${each} on conflict do nothing`.execute(tx.db)
}

const mark = 'event words'
const atOnce = 200

/** Makes the words of all events anew when this program makes them otherwise than the one that stored them. */
export async function refreshWords(database: Database, now: Date): Promise<void> {
  const manner = mannerOfWords()
  const known = await database.read
    .selectFrom('marks')
    .select('value')
    .where('name', '=', mark)
    .executeTakeFirst()
  if (known?.value === manner) return
  let last: number | null = 0
  while (last !== null) last = await refreshSome(database, last)
  const fields = { set_at: now.toISOString(), value: manner }
  await database.write((tx) =>
    tx.db
      .insertInto('marks')
      .values({ name: mark, ...fields })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(fields))
      .execute(),
  )
}

/** Some of the events behind `after`; the last of them, or null when there are no more. */
function refreshSome(database: Database, after: number): Promise<number | null> {
  return database.write(async (tx) => {
    await keepOtherImportsOut(tx)
    const some = await tx.db
      .selectFrom('events')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(atOnce)
      .execute()
    for (const { id } of some) await storeWords(tx, id)
    return some.at(-1)?.id ?? null
  })
}
