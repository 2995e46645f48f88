/** The script of the thread that works on lists; `list-work.ts` starts it, nobody imports it. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { connectAgain } from '../../../database/connect.ts'
import type { Database } from '../../../database/database.ts'
import { findEventById } from '../../../domain/events/event-record.ts'
import { findDoubles } from '../../../domain/registrations/doubles/find-doubles.ts'
import { bringIn } from '../../../domain/registrations/import/bring-in.ts'
import {
  endWork,
  forgetKind,
  keepList,
  keepParts,
  type ListChoices,
  type ListImport,
  type ListRow,
  listOfRun,
  partsOf,
  problemsKind,
  sheetKind,
} from '../../../domain/registrations/import/list-import.ts'
import { takeBack } from '../../../domain/registrations/import/take-back.ts'
import { fillList } from '../../../domain/registrations/list/fill-list.ts'
import { readTable } from '../../../platform/read-table.ts'
import { type Sheet, TableRefused } from '../../../platform/table-file.ts'
import type { JobResult, ListJob, Message } from './list-jobs.ts'
import { checkList, type Looked, readList } from './look-through.ts'

const bounds = { rows: 50_000, columns: 200, cellCharacters: 20_000, characters: 40_000_000 }

// What `list-work.ts` handed over: the two are written for each other.
const job = workerData as ListJob
const now = new Date(job.now)
// On Linux this is the priority of the calling thread alone: pages go first where processors are few.
if (process.platform === 'linux') setPriority(10)
const database = connectAgain(job.databaseUrl, 2)
try {
  const result = await work()
  say({ result })
  // Nobody waits for this here, and the organizer looks at the people next.
  if (result.done === 'stored' || result.done === 'taken-back') await fillList(database)
} finally {
  await database.close()
}

function say(message: Message): void {
  parentPort?.postMessage(message)
}

async function work(): Promise<JobResult> {
  if (job.kind === 'read') return read(job)
  if (job.kind === 'doubles') return { done: 'doubles', pairs: await findDoubles(database.read, job.eventId) }
  const list = await listOfRun(database.read, job.importId, job.run)
  if (job.kind === 'check') return check(database, list, job.run)
  if (job.kind === 'store') return store(list, job.run)
  await takeBack(database, { list, by: job.by, run: job.run }, now)
  return { done: 'taken-back' }
}

async function read({ eventId, fileName, file, by }: Extract<ListJob, { kind: 'read' }>): Promise<JobResult> {
  try {
    const sheets = await readTable(Buffer.from(file.buffer, file.byteOffset, file.byteLength), bounds)
    if (sheets.length === 0) return { done: 'refused', reason: 'empty', row: null }
    const kept = { eventId, by, fileName, sheets: sheets.map(sheetOf) }
    return { done: 'read', id: await keepList(database, kept, now) }
  } catch (error) {
    if (error instanceof TableRefused) return { done: 'refused', reason: error.reason, row: error.row }
    throw error
  }
}

function sheetOf({ name, rows }: Sheet) {
  const columns = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  return { name, columns, rows: rows.map(({ number, cells }): ListRow => [number, ...cells]) }
}

/** The whole of the work is the rows read, and as much again for what comes after. */
async function looked(list: ListImport): Promise<{ seen: Looked; choices: ListChoices; of: number }> {
  const event = await findEventById(database.read, list.eventId)
  if (event === undefined || list.choices === null) throw new Error('Nothing has been chosen for this list')
  const { choices } = list
  const rows = await partsOf<ListRow>(database.read, list.id, sheetKind(choices.sheet))
  const of = rows.length * 2
  const seen = readList(event, rows, choices, list.organizerId, (done) => say({ progress: { done, of } }))
  return { seen, choices, of }
}

async function check(database: Database, list: ListImport, run: string): Promise<JobResult> {
  const { seen, choices } = await looked(list)
  const event = await findEventById(database.read, list.eventId)
  if (event === undefined) throw new Error('The event is gone')
  const { outcome, problems } = await checkList(database.read, event, seen, choices)
  await database.write(async (tx) => {
    await endWork(tx, { id: list.id, run, state: 'checked', outcome }, now)
    await forgetKind(tx, list.id, problemsKind)
    await keepParts(tx, list.id, problemsKind, problems)
  })
  return { done: 'checked' }
}

async function store(list: ListImport, run: string): Promise<JobResult> {
  const { seen, choices, of } = await looked(list)
  const stored = (count: number) => say({ progress: { done: of / 2 + count, of } })
  const isWhole = seen.wrong === 0 || choices.leaveOut
  const people = seen.people
  const result = isWhole
    ? await bringIn(database, { list, choices, run, people }, now, stored)
    : ({ done: 'refused', reason: 'changed' } as const)
  if (result.done === 'brought-in') return { done: 'stored' }
  const outcome = list.outcome === null ? {} : { outcome: { ...list.outcome, failed: result.reason } }
  await database.write((tx) => endWork(tx, { id: list.id, run, state: 'checked', ...outcome }, now))
  return { done: 'changed' }
}
