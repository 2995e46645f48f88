import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEvent } from '../../../src/domain/events/event-record.ts'
import { loadSamples } from '../../../src/domain/events/samples.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { hold, now, person, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

onEachDatabase('the samples', (of) => {
  let workspace: Workspace
  beforeAll(async () => {
    await loadSamples(of().database, now)
    await hold(of().database, roundTable('ours'))
    workspace = await openWorkspace(of().database)
  })
  afterAll(() => workspace.stop())

  test('are removed by an administrator with all that was tried on them, and nothing else is', async () => {
    const { database } = of()
    const boss = await signedIn(workspace, database, 'boss@example.org', 'admin')
    const writer = await signedIn(workspace, database, 'writer@example.org', 'organizer')
    const sample = await database.read
      .selectFrom('events')
      .select('slug')
      .where('is_sample', '=', 1)
      .where('starts_at', '>', now.toISOString())
      .executeTakeFirstOrThrow()
    const event = await findEvent(database.read, sample.slug)
    if (event === undefined) throw new Error('There is no such sample')
    await register(database, event, { ...person('Проба'), source: 'phone', enteredBy: 1 }, now)
    await register(database, (await findEvent(database.read, 'ours')) ?? event, person('Вера'), now)
    expect(reading(await writer.get('/organize'))).not.toContain('Remove the samples')
    expect(reading(await boss.get('/organize'))).toContain('Remove the samples')
    const done = await boss.post('/organize/samples')
    expect([done.status, done.location]).toEqual([303, '/organize?done=samples-removed'])
    const page = reading(await boss.get('/organize?done=samples-removed'))
    expect(page).toContain('The samples are gone.')
    expect(page).not.toContain('Remove the samples')
    const left = await database.read.selectFrom('events').select('slug').execute()
    expect(left).toEqual([{ slug: 'ours' }])
    const people = await database.read.selectFrom('registrations').select('name').execute()
    expect(people).toEqual([{ name: 'Вера' }])
    const log = await database.read
      .selectFrom('audit_log')
      .select('before')
      .where('action', '=', 'samples-removed')
      .execute()
    expect(log).toEqual([{ before: '{"people":1}' }])
  })
})
