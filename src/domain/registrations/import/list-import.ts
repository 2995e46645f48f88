/** A list of people on its way into an event: what is kept of it between its steps. */
import type { Kysely, Selectable } from 'kysely'
import type { Database, Tx } from '../../../database/database.ts'
import type {
  ListImportState,
  ListImportsTable,
  RegistrationStatus,
  Tables,
} from '../../../database/tables.ts'
import type { Group } from '../../events/event.ts'
import type { Permission } from '../../organizers/permissions.ts'
import { allowed } from '../../organizers/permissions.ts'

export type ListSheet = { name: string; rows: number; columns: number }

/** A row as the file had it: its number there, then its cells. */
export type ListRow = readonly [number, ...string[]]

export type ListChoices = {
  sheet: number
  /** Number of the row with the names of columns; 0: there is none */
  header: number
  /** What each column holds; empty: it is left out */
  columns: readonly string[]
  /** Of letters, where the list does not say */
  language: string
  /** As the list says, or everybody confirmed */
  status: 'list' | 'confirmed'
  /** Whether those who come in are written to */
  letters: boolean
  /** Why the limit is passed; empty: whoever finds no place waits */
  overLimitReason: string
  /** Rows with mistakes stay out; else they keep the whole list out */
  leaveOut: boolean
  /** What words of the list mean that name no group by themselves */
  groupWords: Readonly<Record<string, Group | ''>>
}

export type ListProblem = {
  row: number
  /** From 0; null: the row as a whole */
  column: number | null
  value: string
  /** Whose row it is, as far as their name stands in it */
  who?: string
  /** A phrase and what is put into it */
  key: string
  values?: Readonly<Record<string, string | number>>
  /** It keeps nobody out: there already, perhaps a double */
  isNotice?: boolean
}

export type ListOutcome = {
  /** With a name or anything else in them */
  rows: number
  /** That have mistakes */
  wrong: number
  problems: number
  /** Who comes in, by the status they get */
  coming: Readonly<Partial<Record<RegistrationStatus, number>>>
  overLimit: number
  /** There already, and nothing of them changes */
  known: number
  /** Twice in the list */
  repeated: number
  /** Perhaps the same as somebody else */
  doubles: number
  letters: number
  /** Words that name no group */
  unknownGroups: readonly string[]
  /** When the list came in */
  at?: string
  /** After the list was taken back: who stayed, since they were changed or written to */
  stayed?: number
  /** What went wrong when it was last tried */
  failed?: 'changed' | 'interrupted'
}

export type ListImport = {
  id: number
  eventId: number
  organizerId: number
  fileName: string
  state: ListImportState
  sheets: readonly ListSheet[]
  choices: ListChoices | null
  outcome: ListOutcome | null
  run: string | null
  runUntil: string | null
  createdAt: string
  updatedAt: string
}

export const rowsInPart = 250
/** A piece of work that has not ended by then has died. */
const workMilliseconds = 90_000

/** Keeps what was read of a file; answers the number of the list. */
export function keepList(
  database: Database,
  list: {
    eventId: number
    by: number
    fileName: string
    sheets: readonly { name: string; columns: number; rows: readonly ListRow[] }[]
  },
  now: Date,
): Promise<number> {
  const at = now.toISOString()
  const { eventId, by, fileName, sheets } = list
  const sizes = sheets.map(({ name, columns, rows }) => ({ name, columns, rows: rows.length }))
  return database.write(async (tx) => {
    const { id } = await tx.db
      .insertInto('list_imports')
      .values({
        ...{ event_id: eventId, organizer_id: by, file_name: fileName, state: 'read' as const },
        ...{ sheets: JSON.stringify(sizes), created_at: at, updated_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [at, { rows }] of sheets.entries()) await keepParts(tx, id, sheetKind(at), rows)
    return id
  })
}

export function sheetKind(sheet: number): string {
  return `sheet-${sheet}`
}

/** What is wrong with the rows. */
export const problemsKind = 'problems'

export async function forgetKind(tx: Tx, importId: number, kind: string): Promise<void> {
  await tx.db
    .deleteFrom('list_import_parts')
    .where('import_id', '=', importId)
    .where('kind', '=', kind)
    .execute()
}

export async function keepParts(
  tx: Tx,
  importId: number,
  kind: string,
  rows: readonly unknown[],
): Promise<void> {
  for (let from = 0, part = 0; from < rows.length; from += rowsInPart, part++) {
    const content = JSON.stringify(rows.slice(from, from + rowsInPart))
    await tx.db.insertInto('list_import_parts').values({ import_id: importId, kind, part, content }).execute()
  }
}

/** Parts of one kind in order, from `first` on. */
export async function partsOf<Row>(
  db: Kysely<Tables>,
  importId: number,
  kind: string,
  first = 0,
  most = 100_000,
): Promise<Row[]> {
  const parts = await db
    .selectFrom('list_import_parts')
    .select('content')
    .where('import_id', '=', importId)
    .where('kind', '=', kind)
    .where('part', '>=', first)
    .where('part', '<', first + most)
    .orderBy('part')
    .execute()
  // Written by `keepParts` alone.
  return parts.flatMap(({ content }) => JSON.parse(content) as Row[])
}

export async function findList(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
  id: number,
): Promise<ListImport | undefined> {
  const row = await db
    .selectFrom('list_imports')
    .selectAll()
    .where('id', '=', id)
    .where('event_id', '=', eventId)
    .where(allowed(permission, eventId))
    .executeTakeFirst()
  return row && listImport(row)
}

/** Those of the last day, newest first. */
export async function listsOf(
  db: Kysely<Tables>,
  permission: Permission,
  eventId: number,
): Promise<ListImport[]> {
  const rows = await db
    .selectFrom('list_imports')
    .selectAll()
    .where('event_id', '=', eventId)
    .where(allowed(permission, eventId))
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.map(listImport)
}

/** For the thread that works on it: nobody else holds the name of its run. */
export async function listOfRun(db: Kysely<Tables>, id: number, run: string): Promise<ListImport> {
  const row = await db
    .selectFrom('list_imports')
    .selectAll()
    .where('id', '=', id)
    .where('run', '=', run)
    .executeTakeFirst()
  if (row === undefined) throw new Error('The list has been taken from this run')
  return listImport(row)
}

function listImport(row: Selectable<ListImportsTable>): ListImport {
  return {
    id: row.id,
    eventId: row.event_id,
    organizerId: row.organizer_id,
    fileName: row.file_name,
    state: row.state,
    // All three are written by the operations of this folder alone.
    sheets: JSON.parse(row.sheets) as ListSheet[],
    choices: row.choices === null ? null : (JSON.parse(row.choices) as ListChoices),
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as ListOutcome),
    run: row.run,
    runUntil: row.run_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Whether something works on the list now. */
export function isWorkedOn({ run, runUntil }: Pick<ListImport, 'run' | 'runUntil'>, now: Date): boolean {
  return run !== null && runUntil !== null && runUntil > now.toISOString()
}

type Busy = Extract<ListImportState, 'checking' | 'storing' | 'undoing'>

const begins: Readonly<Record<Busy, readonly ListImportState[]>> = {
  checking: ['read', 'checked', 'checking'],
  storing: ['checked', 'storing'],
  undoing: ['done', 'undoing'],
}

/**
 * Takes the list for a piece of work, unless another has it. False: it has, or the list is not that far. What the list
 * was is kept by its state: work that died leaves the list where it can be begun again.
 */
export async function beginWork(
  database: Database,
  { id, state, run, choices }: { id: number; state: Busy; run: string; choices?: ListChoices },
  now: Date,
): Promise<boolean> {
  const at = now.toISOString()
  return database.write(async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('list_imports')
      .set({
        state,
        run,
        run_until: new Date(now.getTime() + workMilliseconds).toISOString(),
        updated_at: at,
      })
      .$if(choices !== undefined, (query) => query.set({ choices: JSON.stringify(choices) }))
      .where('id', '=', id)
      .where('state', 'in', begins[state])
      .where((is) => is.or([is('run', 'is', null), is('run_until', '<=', at)]))
      .executeTakeFirst()
    return numUpdatedRows === 1n
  })
}

/**
 * Gives the list back with what was found. Refuses where the run has lost the list meanwhile: whatever the same
 * transaction did is undone then.
 */
export async function endWork(
  tx: Tx,
  work: { id: number; run: string; state: ListImportState; outcome?: ListOutcome },
  now: Date,
): Promise<void> {
  const { id, run, state, outcome } = work
  const { numUpdatedRows } = await tx.db
    .updateTable('list_imports')
    .set({ state, run: null, run_until: null, updated_at: now.toISOString() })
    .$if(outcome !== undefined, (query) => query.set({ outcome: JSON.stringify(outcome) }))
    .where('id', '=', id)
    .where('run', '=', run)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error('The list has been taken from this run')
}

/** The work died: the list is where it was before, so that it can be begun again. */
export async function giveUpWork(
  database: Database,
  { id, run }: { id: number; run: string },
  now: Date,
): Promise<void> {
  await database.write(async (tx) => {
    const row = await tx.db
      .selectFrom('list_imports')
      .select(['state', 'outcome'])
      .where('id', '=', id)
      .where('run', '=', run)
      .executeTakeFirst()
    if (row === undefined) return
    // Written by the operations of this folder alone.
    const outcome = row.outcome === null ? null : (JSON.parse(row.outcome) as ListOutcome)
    const failed = outcome === null ? {} : { outcome: { ...outcome, failed: 'interrupted' as const } }
    await endWork(tx, { id, run, state: stateBefore(row.state), ...failed }, now)
  })
}

/** Where a list stands whose work has died. */
export function stateBefore(state: ListImportState): ListImportState {
  if (state === 'checking') return 'read'
  if (state === 'storing') return 'checked'
  return state === 'undoing' ? 'done' : state
}

/** Throws the rows away; what is known of the list as a whole stays. */
export async function forgetRows(tx: Tx, importId: number): Promise<void> {
  await tx.db.deleteFrom('list_import_parts').where('import_id', '=', importId).execute()
}

/** The organizer wants nothing of it any more. False: it is being worked on, or is done. */
export async function dropList(database: Database, id: number, now: Date): Promise<boolean> {
  return database.write(async (tx) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('list_imports')
      .where('id', '=', id)
      .where('state', 'in', ['read', 'checking', 'checked', 'storing'])
      .where((is) => is.or([is('run', 'is', null), is('run_until', '<=', now.toISOString())]))
      .executeTakeFirst()
    return numDeletedRows === 1n
  })
}

const dayMilliseconds = 24 * 60 * 60 * 1000

/** Until when a list that came in can be taken back as a whole. */
export function takeBackUntil({ createdAt }: Pick<ListImport, 'createdAt'>): Date {
  return new Date(Date.parse(createdAt) + dayMilliseconds)
}

/** Lists of yesterday go, with every row that is left of them. Answers how many. */
export async function forgetLists(database: Database, now: Date): Promise<number> {
  return database.write(async (tx) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('list_imports')
      .where('created_at', '<=', new Date(now.getTime() - dayMilliseconds).toISOString())
      .where((is) => is.or([is('run', 'is', null), is('run_until', '<=', now.toISOString())]))
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}
