/** Two events with people on both, and everybody who may come to their workspace. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../../../src/database/database.ts'
import type { Role } from '../../../src/database/tables.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { findOrganizer } from '../../../src/domain/organizers/organizer.ts'
import { ask } from '../../../src/domain/questions/ask.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { hold, now, person, roundTable } from '../../domain/registrations/cast.ts'
import { Browser, openWorkspace, signedIn, type Workspace } from './workspace.ts'

/** In the order of the columns of the table. */
const cast = {
  nobody: null,
  'participant A': null,
  'participant B': null,
  'organizer of another event': { role: 'organizer', events: ['theirs'] },
  desk: { role: 'desk', events: ['mine'] },
  contact: { role: 'contact', events: ['mine'] },
  organizer: { role: 'organizer', events: ['mine'] },
  admin: { role: 'admin', events: ['mine'] },
  'organizer of all': { role: 'organizer', events: [] },
  'admin of all': { role: 'admin', events: [] },
} as const satisfies Record<string, { role: Role; events: readonly string[] } | null>

export type PersonaName = keyof typeof cast

// Object.keys forgets that the keys are the personas.
export const personaNames = Object.keys(cast) as PersonaName[]

type Persona = { id: number; browser: Browser }

/** `token` opens the person's own page. */
export type Participant = { id: number; reference: string; token: string; secrets: readonly string[] }

export type World = {
  database: Database
  workspace: Workspace
  mailFolder: string
  mine: EventRecord
  theirs: EventRecord
  a: Participant
  b: Participant
  /** What only those may read who may see people or questions of "mine" */
  secrets: readonly string[]
  personas: Record<PersonaName, Persona>
  /** A number that was not there before */
  count(): number
}

export async function openWorld(database: Database): Promise<World> {
  const mailFolder = mkdtempSync(join(tmpdir(), 'turnout-mail-'))
  const workspace = await openWorkspace(database, { keptMail: mailFolder })
  const mine = await hold(database, roundTable('mine', { approval: true }))
  const theirs = await hold(database, roundTable('theirs'))
  const a = await participant(workspace, database, mine, 'Елена Тайна', '+359 88 784 8238', 'строго лично')
  const b = await participant(workspace, database, mine, 'Борис Скрит', '+359 88 111 2233', 'само за мен')
  const message = 'Въпрос между нас'
  await ask(database, mine, { name: 'Ася', email: 'asya@example.org', message, language: 'bg' }, now)
  let counted = 0
  const world = {
    ...{ database, workspace, mailFolder, mine, theirs, a, b },
    secrets: [...a.secrets, ...b.secrets, message, 'asya@example.org'],
    personas: {} as World['personas'],
    count: () => ++counted,
  }
  for (const name of personaNames) world.personas[name] = await enter(world, name)
  return world
}

/** The person in a new browser, signed in where they have a role. */
export async function enter({ workspace, database, a, b }: World, name: PersonaName): Promise<Persona> {
  const part = cast[name]
  if (part === null) {
    const browser = new Browser(workspace)
    if (name === 'participant A') await browser.get(`/en/r/${a.token}`)
    if (name === 'participant B') await browser.get(`/en/r/${b.token}`)
    return { id: 0, browser }
  }
  const email = `${name.replaceAll(' ', '-').toLowerCase()}@example.org`
  const browser = await signedIn(workspace, database, email, part.role, [...part.events])
  const found = await findOrganizer(database.read, email)
  return { id: found?.id ?? 0, browser }
}

async function participant(
  workspace: Workspace,
  database: Database,
  event: EventRecord,
  name: string,
  phone: string,
  note: string,
): Promise<Participant> {
  const email = `${phone.slice(-4)}.secret@example.org`
  const done = await register(database, event, person(name, { email, phone, note }), now)
  if (done.done === 'refused') throw new Error(done.reason)
  const { id, generation } = await database.read
    .selectFrom('registrations')
    .select(['id', 'generation'])
    .where('reference', '=', done.reference)
    .executeTakeFirstOrThrow()
  const { reference } = done
  const token = workspace.tokens.registration.sign(id, generation)
  return { id, reference, token, secrets: [name, email, phone.slice(-8), note, reference] }
}

/** Every row of every table, as text. */
export async function everything(database: Database): Promise<ReadonlySet<string>> {
  const tables = await sql<{ name: string }>`${sql.raw(tableNames[database.dialect])}`.execute(database.read)
  const held = new Set<string>()
  for (const { name } of tables.rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(database.read)
    for (const row of rows) held.add(`${name} ${JSON.stringify(row)}`)
  }
  return held
}

/** Rows that are only in one of the two. */
export function changed(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...before.symmetricDifference(after)]
}

const tableNames = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  postgres: `select tablename as name from pg_tables where schemaname = 'public'`,
}
