/** What stands for the names in the addresses of `permission-table.ts`, made anew for each request. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProject } from '../../../src/domain/events/write-project.ts'
import { keepDraft } from '../../../src/domain/letters/draft.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { newSignInLink } from '../../../src/domain/organizers/sign-in-link.ts'
import { startBulk } from '../../../src/domain/registrations/bulk/start.ts'
import { keepList } from '../../../src/domain/registrations/import/list-import.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { keepRevision } from '../../../src/domain/registrations/telling/pending-revision.ts'
import { now, person } from '../../domain/registrations/cast.ts'
import { enrolApp } from './code-app.ts'
import type { World } from './permission-world.ts'
import { signedIn } from './workspace.ts'

export const fills: Readonly<Record<string, (world: World) => Promise<string>>> = {
  bulk: async ({ database, mine, count }) => {
    const audience = { eventId: mine.id, permission: 'the program itself' as const }
    const order = { audience, chosen: { ids: [0] }, action: 'label' as const, label: `${count()}`, by: 1 }
    return String(await startBulk(database, order, now))
  },
  slug: async () => 'mine',
  project: newProject,
  reference: newPerson,
  name: keptLetter,
  file: ownFile,
  token: signInToken,
  id: pendingChange,
  factor: colleaguesFactor,
  colleague: async (world) => String((await newColleague(world)).organizer_id),
  role: async (world) => String((await newColleague(world)).id),
  letter: newDraft,
  list: newList,
  one: newPerson,
  other: newPerson,
}

/** These name what belongs to the event "mine": under the address of another event nobody finds it. */
export const ofEvent: readonly string[] = ['reference', 'letter', 'file', 'list', 'one', 'other', 'bulk']

async function newProject({ database, personas, count }: World): Promise<string> {
  const project = {
    ...{ slug: 'to-be-found', language: 'bg', title: { bg: `Проект ${count()}` } },
    ...{ period: 'other' as const, emblem: 'none' as const, organizations: [], indicators: [] },
  }
  const written = await createProject(database, { project, by: personas['admin of all'].id }, now)
  if (written.done === 'refused') throw new Error(written.reason)
  return written.slug
}

/** Somebody who waits for the organizer's decision on "mine". */
async function newPerson({ database, mine, count }: World): Promise<string> {
  const done = await register(database, mine, person(`Човек ${count()}`), now)
  if (done.done === 'refused') throw new Error(done.reason)
  return done.reference
}

/** A list of people of "mine" whose columns are still to be chosen. */
async function newList({ database, mine, personas, count }: World): Promise<string> {
  const rows = [[1, 'Име', 'Имейл'] as const, [2, `Нов ${count()}`, 'new@example.org'] as const]
  const sheets = [{ name: '', columns: 2, rows }]
  const list = { eventId: mine.id, by: personas.organizer.id, fileName: 'people.csv', sheets }
  return String(await keepList(database, list, now))
}

/** A letter to the people of "mine" that was not sent yet. */
async function newDraft({ database, mine, personas, count }: World): Promise<string> {
  const organizerId = personas['admin of all'].id
  const writer = { eventId: mine.id, permission: { organizerId, right: 'write-letters' as const } }
  const draft = {
    texts: { bg: { subject: 'Тема', body: 'Текст' } },
    ...{ fallback: 'bg', selection: {}, hasInvitation: false },
  }
  return String(await keepDraft(database, writer, `draft-${count()}`, draft, now))
}

async function keptLetter({ mailFolder }: World): Promise<string> {
  const name = '20261122T200357123Z-00000012'
  writeFileSync(join(mailFolder, `${name}.eml`), 'Subject: letter\r\n\r\ntext\r\n')
  return name
}

/** A change of "mine" that is not saved yet, by each organizer in turn: nobody sees another's. */
async function pendingChange({ database, mine, personas }: World): Promise<string> {
  const document = { ...mine.document, venue: { city: { bg: 'Варна' } } }
  const change = { eventId: mine.id, basedOn: mine.version, document, files: null, form: null }
  return keepRevision(database, { ...change, by: personas.organizer.id }, now)
}

/** Of a link that signs in a colleague at the desk. */
async function signInToken({ database, workspace, personas }: World): Promise<string> {
  const { id } = personas.desk
  return workspace.tokens.signIn.sign(await database.write((tx) => newSignInLink(tx, id, now)))
}

/** Of somebody who is none of those who ask. */
async function colleaguesFactor({ database, workspace, count }: World): Promise<string> {
  const email = `factor-${count()}@example.org`
  const colleague = await signedIn(workspace, database, email, 'organizer', ['mine'])
  await enrolApp(colleague)
  const row = await database.read
    .selectFrom('second_factors')
    .select((is) => is.fn.max('id').as('id'))
    .executeTakeFirstOrThrow()
  return String(row.id)
}

/** The role of somebody at the desk of "mine" who has not come yet. */
async function newColleague({ database, count }: World) {
  const email = `colleague-${count()}@example.org`
  const asked = { email, name: '', role: 'desk' as const, eventSlugs: ['mine'] }
  const added = await addOrganizer(database, asked, now)
  if (added.done === 'refused') throw new Error(added.reason)
  return database.read
    .selectFrom('organizer_roles')
    .selectAll()
    .where('organizer_id', '=', added.organizerId)
    .executeTakeFirstOrThrow()
}

/** A document of "mine". */
async function ownFile({ database, mine, count }: World): Promise<string> {
  const name = `programme-${count()}.txt`
  const body = Buffer.from('08:00')
  const file = { event_id: mine.id, project_id: null, name, media_type: 'text/plain', size: body.length }
  const values = { ...file, sha256: name, body }
  await database.write((tx) => tx.db.insertInto('files').values(values).execute())
  return name
}
