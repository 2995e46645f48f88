import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { findEvent, placesOf } from '../../../src/domain/events/event-record.ts'
import { importFiles } from '../../../src/domain/events/import-events.ts'
import { promote } from '../../../src/domain/registrations/promote.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { onEachDatabase } from '../../support/databases.ts'
import {
  everything,
  folderOf,
  importedAt,
  importFrom,
  leastEvent,
  linesOf,
} from '../../support/event-files.ts'
import { people, person } from '../registrations/cast.ts'

/** An event of its own for each story: `leastEvent` under this slug, with more lines. */
function eventFile(slug: string, ...lines: string[]): string {
  return `${leastEvent.replace('round-table-2027', slug)}${lines.join('\n')}\n`
}

/** Imports one file again and again, as an organizer who edits it, and lets people move up. */
function editorOf(database: Database, now = importedAt) {
  const folder = folderOf({})
  const path = join(folder, 'event.yaml')
  return async (text: string) => {
    writeFileSync(path, text)
    const hooks = {
      onPlacesChanged: async (...[tx, id]: [Parameters<typeof promote>[0], number]) =>
        void (await promote(tx, id, now)),
    }
    const imported = await importFiles(database, [path], now, hooks)
    return imported.done === 'imported' ? imported.notices : linesOf(imported, folder)
  }
}

async function stored(database: Database, slug: string) {
  const event = await findEvent(database.read, slug)
  if (event === undefined) throw new Error(`${slug} is not stored`)
  return event
}

async function arrive(database: Database, slug: string, names: readonly string[], sessions: string[] = []) {
  for (const name of names)
    await register(database, await stored(database, slug), person(name, { sessions }), importedAt)
}

onEachDatabase('an import', (of) => {
  test('keeps the instants that wall-clock times mean, and what lists are found by', async () => {
    const { database } = of()
    await editorOf(database)(
      eventFile(
        'found-event',
        'summary: { bg: Ремонт на ЧИТАЛИЩЕТО, en: Repairs }',
        'venue: { name: Зала, city: { bg: Стара Загора, en: Stara Zagora, de: Stara Zagora } }',
        'organizations: [{ name: Сдружение „Ёлка“, role: organizer }]',
        'registration: { opens: 2027-01-10T09:00, capacity: 20 }',
      ),
    )
    const row = await database.read
      .selectFrom('events')
      .selectAll()
      .where('slug', '=', 'found-event')
      .executeTakeFirstOrThrow()
    const { id: _, content, ...columns } = row
    expect(JSON.parse(content).title).toEqual({ bg: 'Кръгла маса' })
    expect(columns).toEqual({
      slug: 'found-event',
      kind: 'other',
      status: 'published',
      language: 'bg',
      timezone: 'Europe/Sofia',
      starts_at: '2027-03-02T07:00:00.000Z',
      ends_at: '2027-03-02T11:00:00.000Z',
      opens_at: '2027-01-10T07:00:00.000Z',
      closes_at: '2027-03-02T07:00:00.000Z',
      city: 'Стара Загора',
      cities: '|стара загора|stara zagora|',
      project_id: null,
      version: 1,
      sequence: 0,
      is_sample: 0,
      created_at: importedAt.toISOString(),
      updated_at: importedAt.toISOString(),
    })
    expect(await placesOf(database.read, row.id)).toEqual({
      capacity: 20,
      taken: 0,
      waiting: 0,
      sessions: [],
    })
  })

  test('raises the version with each change, the calendar sequence with time, place and status only', async () => {
    const { database } = of()
    const edit = editorOf(database)
    const text = eventFile('edited-event', 'venue: { name: Зала 1 }')
    const edits = [
      text,
      text,
      text.replace('Кръгла маса', 'Кръгла маса за гражданите'),
      text.replace('T13:00', 'T14:00'),
      text.replace('T13:00', 'T14:00').replace('Зала 1', 'Зала 2'),
      `${text.replace('T13:00', 'T14:00').replace('Зала 1', 'Зала 2')}status: postponed\n`,
      text.replace('Europe/Sofia', 'Europe/Bucharest'),
    ]
    const seen: string[] = []
    for (const each of edits) {
      expect(await edit(each)).toEqual([])
      const { version, sequence } = await stored(database, 'edited-event')
      seen.push(`${version} ${sequence}`)
    }
    expect(seen).toEqual(['1 0', '1 0', '2 0', '3 1', '4 2', '5 3', '6 4'])
  })

  test('with fewer places than are taken drops nobody and says so', async () => {
    const { database } = of()
    const edit = editorOf(database)
    await edit(eventFile('full-event', 'registration: { capacity: 3 }'))
    await arrive(database, 'full-event', ['Ана', 'Боян', 'Вера', 'Георги'])
    const event = await stored(database, 'full-event')
    const before = await people(database, event)
    expect(before).toEqual(['Ана: confirmed', 'Боян: confirmed', 'Вера: confirmed', 'Георги: waitlisted 1'])

    expect(await edit(eventFile('full-event', 'registration: { capacity: 1, waitlist: false }'))).toEqual([
      'full-event: capacity is 1 and 3 places are taken; everybody keeps theirs',
      'full-event: no more are taken to the waiting list; the 1 who wait stay in line',
    ])
    expect(await people(database, event)).toEqual(before)
    expect(await placesOf(database.read, event.id)).toEqual({
      capacity: 1,
      taken: 3,
      waiting: 1,
      sessions: [],
    })
  })

  test('with more places lets those who wait move up in the same transaction', async () => {
    const { database } = of()
    const edit = editorOf(database)
    await edit(eventFile('grown-event', 'registration: { capacity: 1 }'))
    await arrive(database, 'grown-event', ['Ана', 'Боян', 'Вера'])
    const event = await stored(database, 'grown-event')

    expect(await edit(eventFile('grown-event', 'registration: { capacity: 2 }'))).toEqual([])
    expect(await people(database, event)).toEqual(['Ана: confirmed', 'Боян: confirmed', 'Вера: waitlisted 2'])
    expect(await edit(eventFile('grown-event'))).toEqual([])
    expect(await people(database, event)).toEqual(['Ана: confirmed', 'Боян: confirmed', 'Вера: confirmed'])
    expect(await placesOf(database.read, event.id)).toEqual({
      capacity: null,
      taken: 3,
      waiting: 0,
      sessions: [],
    })
  })

  test('undoes everything when letting people move up fails', async () => {
    const { database } = of()
    await editorOf(database)(eventFile('kept-event', 'registration: { capacity: 1 }'))
    const before = await everything(database)
    const folder = folderOf({
      'a.yaml': eventFile('kept-event', 'registration: { capacity: 5 }'),
      'b.yaml': eventFile('other-event'),
    })
    const onPlacesChanged = () => Promise.reject(new Error('no more paper'))
    const paths = ['b.yaml', 'a.yaml'].map((name) => join(folder, name))
    await expect(importFiles(database, paths, importedAt, { onPlacesChanged })).rejects.toThrow(
      'no more paper',
    )
    expect(await everything(database)).toEqual(before)
  })

  test('keeps the places of sessions, and refuses to take one from under those who chose it', async () => {
    const { database } = of()
    const edit = editorOf(database)
    const agenda = (...items: string[]) =>
      eventFile('sections-event', 'agenda:', ...items.map((item) => `  - ${item}`))
    const session = (id: string, capacity: number) =>
      `{ id: ${id}, starts: "10:00", title: Секция ${id}, capacity: ${capacity}, signup: true }`
    const plenary = '{ id: plenary, starts: "09:00", title: Пленарна част, capacity: 90 }'
    await edit(agenda(plenary, session('a', 2), session('b', 2), session('c', 2)))
    await arrive(database, 'sections-event', ['Ана', 'Боян'], ['a'])
    const event = await stored(database, 'sections-event')

    expect(await edit(agenda(plenary, session('a', 1), session('d', 5)))).toEqual([
      'sections-event: session a has room for 1 and 2 places are taken; everybody keeps theirs',
    ])
    const { sessions } = await placesOf(database.read, event.id)
    expect([...sessions].sort((one, other) => one.session.localeCompare(other.session))).toEqual([
      { session: 'a', capacity: 1, taken: 2 },
      { session: 'd', capacity: 5, taken: 0 },
    ])

    const before = await everything(database)
    expect(await edit(agenda(plenary, session('d', 5)))).toEqual([
      'event.yaml: agenda: session "a" may not go: 2 registrations have chosen it; keep its id and signup: true (line 8)',
    ])
    expect(await everything(database)).toEqual(before)
  })

  test('stores files, forgets those no longer named, and counts a changed one as a change', async () => {
    const { database } = of()
    const named = (file: string) =>
      eventFile('filed-event', `documents: [{ title: Програма, kind: programme, file: ${file} }]`)
    const folder = folderOf({
      'event.yaml': `${named('programme.txt')}organizations: [{ name: А, role: partner, logo: logo.svg }]\n`,
      'programme.txt': 'Програма',
      'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'new.pdf': '%PDF-1.7',
    })
    const files = async () => {
      const { id } = await stored(database, 'filed-event')
      const query = database.read.selectFrom('files').select(['name', 'media_type', 'size', 'body'])
      return query.where('event_id', '=', id).orderBy('name').execute()
    }
    await importFrom(folder, ['event.yaml'], database)
    expect(await files()).toEqual([
      {
        name: 'logo.svg',
        media_type: 'image/svg+xml',
        size: 41,
        body: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      },
      {
        name: 'programme.txt',
        media_type: 'text/plain; charset=utf-8',
        size: 16,
        body: Buffer.from('Програма'),
      },
    ])
    writeFileSync(join(folder, 'programme.txt'), 'Програма, нова')
    await importFrom(folder, ['event.yaml'], database)
    expect((await stored(database, 'filed-event')).version).toBe(2)

    writeFileSync(join(folder, 'event.yaml'), named('new.pdf'))
    await importFrom(folder, ['event.yaml'], database)
    expect((await files()).map(({ name }) => name)).toEqual(['new.pdf'])
  })

  test('takes a project of an earlier run, and shows its changes on the pages of its events', async () => {
    const { database } = of()
    const project = (title: string) => `projects: [{ slug: comma, language: ru, title: ${title} }]`
    const folder = folderOf({
      'project.yaml': project('КОМГОР'),
      'changed.yaml': project('«КОМГОР»'),
      'event.yaml': eventFile('project-event', 'project: comma'),
    })
    expect(linesOf(await importFrom(folder, ['project.yaml'], database), folder)).toEqual(['imported comma'])
    await importFrom(folder, ['event.yaml'], database)
    const { version, projectId } = await stored(database, 'project-event')
    expect({ version, hasProject: projectId !== null }).toEqual({ version: 1, hasProject: true })

    await importFrom(folder, ['project.yaml'], database)
    expect((await stored(database, 'project-event')).version).toBe(1)
    await importFrom(folder, ['changed.yaml'], database)
    expect((await stored(database, 'project-event')).version).toBe(2)
  })

  test('of several files at once stores all, whatever their order', async () => {
    const { database } = of()
    const folder = folderOf({
      'a-event.yaml': eventFile('many-one', 'project: many'),
      'b-both.json': JSON.stringify({
        projects: [{ slug: 'many', language: 'en', title: 'Many', emblem: 'eu' }],
        events: [
          {
            slug: 'many-two',
            language: 'en',
            timezone: 'UTC',
            starts: '2027-03-02T09:00:00',
            ends: '2027-03-02T10:00',
            title: 'Two',
          },
        ],
      }),
      'c-marked.yaml': `\ufeff${eventFile('many-three').replaceAll('\n', '\r\n')}`,
    })
    const imported = await importFrom(folder, ['a-event.yaml', 'b-both.json', 'c-marked.yaml'], database)
    expect(linesOf(imported, folder)).toEqual([
      'imported many',
      'imported many-one',
      'imported many-two',
      'imported many-three',
    ])
    expect((await stored(database, 'many-two')).document.starts).toBe('2027-03-02T09:00')
    expect((await stored(database, 'many-three')).document.title).toEqual({ bg: 'Кръгла маса' })
  })

  test('by eight people at once stores each event once', async () => {
    const { database } = of()
    const slugs = ['one', 'two', 'three'].map((name) => `twin-${name}`)
    const folder = folderOf(Object.fromEntries(slugs.map((slug) => [`${slug}.yaml`, eventFile(slug)])))
    const names = slugs.map((slug) => `${slug}.yaml`)
    const all = await Promise.all(Array.from({ length: 8 }, () => importFrom(folder, names, database)))
    expect(all).toEqual(all.map(() => ({ done: 'imported', slugs, notices: [] })))
    expect((await stored(database, 'twin-three')).version).toBe(1)
  })
})
