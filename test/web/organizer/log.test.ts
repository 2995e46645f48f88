import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '../../../src/domain/audit/record.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { findOrganizer } from '../../../src/domain/organizers/organizer.ts'
import { removeOrganizer } from '../../../src/domain/organizers/team/remove-organizer.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { hold, later, now, person, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Browser, openWorkspace, type Page, reading, signedIn, type Workspace } from './workspace.ts'

onEachDatabase('the log', (of) => {
  let workspace: Workspace
  let admin: Browser
  let maria: Browser
  let town: EventRecord
  const ids = { boss: 0, maria: 0, gone: 0 }

  beforeAll(async () => {
    const { database } = of()
    workspace = await openWorkspace(database)
    town = await hold(database, roundTable('town'))
    await hold(database, roundTable('village'))
    admin = await signedIn(workspace, database, 'boss@example.org', 'admin')
    maria = await signedIn(workspace, database, 'maria@example.org', 'organizer', ['town'])
    await signedIn(workspace, database, 'gone@example.org', 'organizer', ['town'])
    for (const name of ['boss', 'maria', 'gone'] as const)
      ids[name] = (await findOrganizer(database.read, `${name}@example.org`))?.id ?? 0
    await database.write((tx) => tx.db.deleteFrom('audit_log').execute())
  })
  afterAll(() => workspace.stop())

  const note = (entry: Parameters<typeof record>[1], minutes = 0) =>
    of().database.write((tx) => record(tx, entry, later(minutes)))

  /** What each line says was done, from the top. */
  const done = (page: Page) =>
    [...page.text.matchAll(/<td class="log-what">([^\n]*)/g)].map(([, what = '']) => what)

  test('before anything was done it says what will stand there', async () => {
    expect(reading(await maria.get('/organize/events/town/log'))).toContain('Nothing has been changed yet.')
  })

  test('tells who, what, about whom, and from what to what, in the words of the reader', async () => {
    const { database } = of()
    const anna = await register(database, town, person('Анна Гостова', { note: 'рампа' }), now)
    if (anna.done === 'refused') throw new Error(anna.reason)
    const { id } = await database.read
      .selectFrom('registrations')
      .select('id')
      .where('reference', '=', anna.reference)
      .executeTakeFirstOrThrow()
    const before = { status: 'pending', guests: 0, name: '<b>Ана</b>' }
    const after = { status: 'confirmed', guests: 2, name: 'Анна' }
    const about = { by: ids.maria, eventId: town.id, registrationId: id, subject: anna.reference }
    await note({ ...about, action: 'person-changed', before, after })
    const venue = { city: { bg: 'Варна', en: 'Varna' }, room: { bg: 'Зала 1' } }
    const moved = { venue: { ...venue, city: { bg: 'Бургас', en: 'Varna' } }, status: 'postponed' }
    const event = { by: ids.boss, eventId: town.id, subject: 'town' }
    await note({ ...event, action: 'event-changed', before: { venue, status: 'published' }, after: moved }, 1)
    const page = await maria.get('/organize/events/town/log')
    const words = reading(page)
    expect(done(page)).toEqual(['Event changed', 'Person changed'])
    expect(words).toContain('Place · Town or village (Bulgarian): Варна → Бургас')
    expect(words).toContain('Status: Published → Postponed')
    expect(words).not.toContain('Зала 1')
    expect(words).toContain('What changed: 3 fields')
    expect(words).toContain('Status Awaiting confirmation Confirmed')
    expect(words).toContain('Guests 0 2')
    expect(page.text).toContain('&lt;b&gt;Ана&lt;/b&gt;')
    expect(page.text).toContain(`/organize/events/town/people/${anna.reference}">Анна Гостова</a>`)
    maria.language = 'bg'
    expect(reading(await maria.get('/organize/events/town/log'))).toContain(
      'Населено място (български): Варна → Бургас',
    )
    maria.language = 'en'
  })

  test('says nothing that only the program knows things by, and times as people read them', async () => {
    const event = { by: ids.boss, eventId: town.id, subject: 'town' }
    await note({ ...event, action: 'list-imported', after: { import: 7, people: 12, over_limit: 1 } }, 3)
    await note({ ...event, action: 'list-exported', after: { format: 'csv', status: 'confirmed' } }, 3)
    const selection = { statuses: ['confirmed', 'maybe'] }
    await note({ ...event, action: 'letter-drafted', after: { languages: ['bg', 'ru'], selection } }, 3)
    const moved = { before: { starts: '2026-12-02T09:00' }, after: { starts: '2026-12-03T09:30' } }
    await note({ ...event, action: 'event-changed', ...moved }, 3)
    maria.language = 'bg'
    const words = reading(await maria.get('/organize/events/town/log'))
    maria.language = 'en'
    for (const told of [
      'Хора: 12 Над броя на местата: 1',
      'Формат: CSV Състояние: Потвърдено',
      'Езици: български, руски До кого · Статус: Потвърдено, Все още не е сигурно',
      'Начало: 2 декември 2026 г., 09:00 ч. → 3 декември 2026 г., 09:30 ч.',
    ])
      expect(words).toContain(told)
    await of().database.write((tx) =>
      tx.db.deleteFrom('audit_log').where('at', '=', later(3).toISOString()).execute(),
    )
  })

  test('is narrowed by who did it and what was done; nonsense narrows nothing', async () => {
    await note({ by: null, eventId: town.id, subject: 'XYZ', action: 'person-cancelled' }, 2)
    const log = '/organize/events/town/log'
    const lines = async (query: string) => done(await maria.get(log + query))
    expect(await lines('')).toEqual(['Registration cancelled', 'Event changed', 'Person changed'])
    expect(await lines(`?who=${ids.maria}`)).toEqual(['Person changed'])
    expect(await lines('?who=nobody')).toEqual(['Registration cancelled'])
    expect(await lines('?action=event-changed')).toEqual(['Event changed'])
    expect(await lines(`?action=event-changed&who=${ids.maria}`)).toEqual([])
    expect(await lines('?action=drop&who=x&before=-1')).toHaveLength(3)
    const choices = (await maria.get(log)).text
    expect(choices).toContain('>boss@example.org</option>')
    expect(choices).not.toContain('>gone@example.org</option>')
  })

  test('of one event tells nothing of another, and only the whole log tells of the team', async () => {
    await note(
      { by: ids.boss, eventId: null, colleagueId: ids.maria, subject: 'a', action: 'role-granted' },
      3,
    )
    expect(done(await maria.get('/organize/events/town/log'))).toHaveLength(3)
    expect((await maria.get('/organize/events/village/log')).status).toBe(404)
    expect((await maria.get('/organize/log')).status).toBe(404)
    const whole = await admin.get('/organize/log')
    expect(done(whole)[0]).toBe('Role given')
    expect(done(whole)).toHaveLength(4)
    expect(whole.text).toContain('href="/organize/events/town"')
    expect(done(await admin.get('/organize/events/village/log'))).toEqual([])
  })

  test('who has left is still named', async () => {
    await note({ by: ids.gone, eventId: town.id, subject: 'town', action: 'event-changed' }, 4)
    const { database } = of()
    await removeOrganizer(database, { by: ids.boss, organizerId: ids.gone }, later(5))
    const words = reading(await maria.get('/organize/events/town/log'))
    expect(words).toContain('gone@example.org removed since')
    expect(done(await admin.get('/organize/log'))[0]).toBe('Colleague removed')
  })

  test('goes back page by page, each entry once, whatever is added meanwhile', async () => {
    for (let n = 0; n < 120; n += 1)
      await note({ by: ids.boss, eventId: town.id, subject: `S${n}`, action: 'list-exported' }, 10 + n)
    const seen: string[] = []
    let address: string | undefined = '/organize/events/town/log?action=list-exported'
    while (address !== undefined) {
      const { text } = await maria.get(address)
      seen.push(...[...text.matchAll(/<td>(S\d+)/g)].map(([, subject = '']) => subject))
      await note({ by: ids.boss, eventId: town.id, subject: 'new', action: 'list-exported' }, 200)
      address = /href="([^"]+)" rel="next"/
        .exec(text)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=')
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `S${119 - n}`))
  })
})
