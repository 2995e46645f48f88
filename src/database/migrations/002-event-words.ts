import { sql } from 'kysely'
import type { Tx } from '../database.ts'

/** The words by which events are found, in place of one text an event, and one walk along all that is shown. */
export async function eventWords(tx: Tx): Promise<void> {
  // Byte order, so that the words that begin alike stand together; nothing but the two columns is kept.
  const [order, end] = tx.dialect === 'postgres' ? ['collate "C" ', ''] : ['', ' without rowid']
  await run(
    tx,
    `create table event_words (word text ${order}not null,
      event_id bigint not null references events (id) on delete cascade, primary key (word, event_id))${end}`,
  )
  await run(tx, 'create index event_words_by_event on event_words (event_id, word)')
  await run(tx, "create index events_shown on events (starts_at, id, ends_at, kind) where status <> 'draft'")
  // The filters of the list count kinds and cities without touching the documents.
  await run(tx, 'drop index events_in_list')
  await run(tx, 'create index events_by_place on events (status, ends_at, kind, city, cities, starts_at)')
  await run(tx, 'alter table events drop column search')
}

async function run(tx: Tx, text: string): Promise<void> {
  await sql.raw(text).execute(tx.db)
}
