import type { Selectable } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { EventsTable } from '../../database/tables.ts'
import type { EventDocument } from './event.ts'
import { eventColumns } from './event-columns.ts'
import { keepPast } from './event-facts.ts'
import { type EventRecord, eventRecord } from './event-record.ts'
import { keepVersion } from './event-version.ts'
import type { Mistake } from './file/mistake.ts'
import { storeWords } from './finding/store-words.ts'
import { type FileWish, storeFiles } from './store-files.ts'
import { storePlaces } from './store-places.ts'
import type { Stamp } from './store-project.ts'

export type StoredEvent = {
  id: number
  notices: string[]
  /** Refusals that only the database could tell; the transaction must be undone. */
  mistakes: Mistake[]
  /** Places may have become more while people wait. */
  mayMoveUp: boolean
  /** What it was, where another time, place or status came: whoever is registered has a right to know. */
  moved: EventRecord | null
}

type Known = Selectable<EventsTable>
type Columns = ReturnType<typeof eventColumns> & { project_id: number | null }

/** Inserts or updates an event with its places and files. */
export async function storeEvent(
  tx: Tx,
  document: EventDocument,
  /** Null: those that it has */
  files: readonly FileWish[] | null,
  stamp: Stamp,
): Promise<StoredEvent> {
  const columns = { ...eventColumns(document), project_id: await projectId(tx, document.project) }
  const known = await tx.db
    .selectFrom('events')
    .selectAll()
    .where('slug', '=', document.slug)
    .executeTakeFirst()
  const id = known?.id ?? (await insert(tx, columns, stamp))
  const stored = await storeOwnFiles(tx, id, files)
  const isMoved = known !== undefined && (await update(tx, known, columns, stored.isChanged, stamp))
  await keepVersion(tx, id)
  await storeWords(tx, id)
  const { notices, mistakes } = await storePlaces(tx, id, document)
  const mayMoveUp = known !== undefined && document.status === 'published' && columns.ends_at > stamp.now
  const moved = isMoved ? eventRecord(known) : null
  return { id, notices, mistakes: [...stored.mistakes, ...mistakes], mayMoveUp, moved }
}

/** Whoever wrote on top of a version that had a file may find it gone. */
async function storeOwnFiles(
  tx: Tx,
  id: number,
  files: readonly FileWish[] | null,
): Promise<{ isChanged: boolean; mistakes: Mistake[] }> {
  if (files === null) return { isChanged: false, mistakes: [] }
  const { isChanged, missing } = await storeFiles(tx, { column: 'event_id', id }, files)
  const mistakes = missing.map((name) => ({ path: ['documents'], cause: `"${name}" is no longer there` }))
  return { isChanged, mistakes }
}

async function projectId(tx: Tx, slug: string | undefined): Promise<number | null> {
  if (slug === undefined) return null
  const { id } = await tx.db
    .selectFrom('projects')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  return id
}

async function insert(tx: Tx, columns: Columns, { now, samples }: Stamp): Promise<number> {
  const { id } = await tx.db
    .insertInto('events')
    .values({
      ...columns,
      version: 1,
      sequence: 0,
      is_sample: samples ? 1 : 0,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Answers whether time, place or status became another. */
async function update(
  tx: Tx,
  known: Known,
  columns: Columns,
  filesChanged: boolean,
  stamp: Stamp,
): Promise<boolean> {
  // What a person imports under a sample's name is theirs, and stays when samples are taken out.
  const is_sample = stamp.samples ? known.is_sample : 0
  const wanted: Partial<Known> = { ...columns, is_sample }
  const changed =
    filesChanged || Object.entries(wanted).some(([key, value]) => Reflect.get(known, key) !== value)
  if (!changed) return false
  const isMoved = isElsewhereOrAnotherTime(known, columns)
  if (isMoved) await keepPast(tx, known, stamp.now)
  await tx.db
    .updateTable('events')
    .set({
      ...columns,
      is_sample,
      version: known.version + 1,
      sequence: known.sequence + (isMoved ? 1 : 0),
      updated_at: stamp.now,
    })
    .where('id', '=', known.id)
    .execute()
  return isMoved
}

/** Calendars take an update only with a higher SEQUENCE (RFC 5546, 2.1.4): for time, place and status, not for typos. */
function isElsewhereOrAnotherTime(known: Known, columns: Columns): boolean {
  const place = ({ content }: { content: string }) =>
    JSON.stringify((JSON.parse(content) as EventDocument).venue) // both were written by `eventColumns`
  return (
    known.starts_at !== columns.starts_at ||
    known.ends_at !== columns.ends_at ||
    known.timezone !== columns.timezone ||
    known.status !== columns.status ||
    place(known) !== place(columns)
  )
}
