/** Many registrations at once: one statement for hundreds where the database is a server, quick single ones where it is a file. */
import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Value } from '../../../database/dialect.ts'
import { statement } from '../../../database/statement.ts'
import type { NewRegistration } from '../insert.ts'

export type ImportedRow = NewRegistration & { import_id: number | null }

const rowsAtOnce = 500

const columns = [
  ...['event_id', 'reference', 'uid', 'identity', 'status', 'pending_for', 'name', 'email', 'phone'],
  ...['phone_e164', 'organization', 'position', 'audience', 'locality', 'guests', 'guest_names', 'sessions'],
  ...['answers', 'note', 'language', 'source', 'consent_photos_at', 'consent_news_at', 'turn', 'hold_until'],
  ...['email_verified_at', 'sequence', 'stamped_at', 'generation', 'search', 'entered_by'],
  ...['over_limit_reason', 'registered_at', 'updated_at', 'import_id'],
] as readonly (keyof ImportedRow)[]

const insertOne = statement<Record<keyof ImportedRow, Value>>()('insert-imported', (db, p) =>
  db
    .insertInto('registrations')
    // `fromEntries` forgets that every column is there.
    .values(Object.fromEntries(columns.map((column) => [column, p(column)])) as never)
    .onConflict((conflict) => conflict.doNothing()),
)

/** Their ids, in the order of the rows. Throws where somebody is there already: whoever calls has looked before. */
export async function storePeople(
  tx: Tx,
  rows: readonly ImportedRow[],
  stored: (count: number) => void,
): Promise<number[]> {
  const ids: number[] = []
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce)
    ids.push(...(tx.dialect === 'postgres' ? await storeTogether(tx, some) : await storeSingly(tx, some)))
    stored(ids.length)
  }
  return ids
}

async function storeSingly(tx: Tx, rows: readonly ImportedRow[]): Promise<number[]> {
  const ids: number[] = []
  for (const row of rows) {
    // The columns of a new row hold texts, numbers and null alone.
    const id = await tx.insert(insertOne, row as Record<keyof ImportedRow, Value>)
    if (id === null) throw new Error('Somebody of the list is there already')
    ids.push(id)
  }
  return ids
}

async function storeTogether(tx: Tx, rows: readonly ImportedRow[]): Promise<number[]> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const { rows: made } = await sql<{ id: number; reference: string }>`
    insert into registrations (${names})
    select ${names} from json_populate_recordset(null::registrations, ${JSON.stringify(rows)}::json)
    on conflict do nothing returning id, reference`.execute(tx.db)
  const byReference = new Map(made.map(({ id, reference }) => [reference, id]))
  return rows.map(({ reference }) => {
    const id = byReference.get(reference)
    if (id === undefined) throw new Error('Somebody of the list is there already')
    return id
  })
}
