import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventArchive } from '../../../src/domain/events/event-archive.ts'
import { findEvent } from '../../../src/domain/events/event-record.ts'
import { readEvent } from '../../../src/domain/events/file/event-file.ts'
import { parseYaml } from '../../../src/domain/events/file/source.ts'
import { eventFile } from '../../../src/domain/events/file/write-file.ts'
import { importFiles } from '../../../src/domain/events/import-events.ts'
import { findProject } from '../../../src/domain/events/project-record.ts'
import { loadSamples } from '../../../src/domain/events/samples.ts'
import { importEvents } from '../../browser/matrix/events.ts'
import { makeDatabase, type TestDatabase } from '../../support/databases.ts'
import { folderOf } from '../../support/event-files.ts'

const now = new Date('2026-11-22T10:00:00.000Z')
const hooks = { onPlacesChanged: async () => {} }

/** What import would read from the text; mistakes as they are. */
function readBack(text: string): unknown {
  const parsed = parseYaml(text)
  if ('mistakes' in parsed) return parsed
  const value = parsed.value as { events?: unknown[] }
  const read = readEvent(value.events?.[0] ?? value)
  return 'document' in read ? read.document : read
}

describe('the samples', () => {
  let from: TestDatabase
  let to: TestDatabase
  beforeAll(async () => {
    from = await makeDatabase('sqlite')
    to = await makeDatabase('sqlite')
    await loadSamples(from.database, now)
  })
  afterAll(async () => {
    await from.remove()
    await to.remove()
  })

  test('come back as they were from their files, with project, logos and documents, a second time too', async () => {
    const slugs = await from.database.read.selectFrom('events').select('slug').execute()
    expect(slugs.length).toBeGreaterThan(10)
    const folder = folderOf({})
    for (const { slug } of slugs) {
      const event = await findEvent(from.database.read, slug)
      if (event === undefined) throw new Error('It was listed')
      const files = await eventArchive(from.database.read, event)
      mkdirSync(join(folder, slug))
      for (const { name, body } of files) writeFileSync(join(folder, slug, name), body)
      const imported = await importFiles(to.database, [join(folder, slug, `${slug}.yaml`)], now, hooks)
      expect(imported).toMatchObject({ done: 'imported' })
      const back = await findEvent(to.database.read, slug)
      expect(back?.document).toEqual(event.document)
      const projects = [event, back].map((each) =>
        each?.projectId ? findProject((each === event ? from : to).database.read, each.projectId) : undefined,
      )
      const [was, is] = await Promise.all(projects)
      expect(is?.project).toEqual(was?.project)
      if (back === undefined) throw new Error('It was imported')
      expect(await eventArchive(to.database.read, back)).toEqual(files)
    }
  })
})

test('an event with everything, and one with nothing, come back as they were', async () => {
  const { database, remove } = await makeDatabase('sqlite')
  await importEvents(database)
  for (const slug of ['everything', 'least', 'longest', 'over', 'cancelled', 'postponed']) {
    const event = await findEvent(database.read, slug)
    if (event === undefined) throw new Error(`There is no ${slug}`)
    const text = eventFile(event.document, null)
    expect(readBack(text)).toEqual(event.document)
    expect(text).not.toMatch(/waitlist: true|guests: 0|: \[\]|: \{\}|status: published/)
  }
  await remove()
})

test('is written for people: bare dates, texts by language, long ones in blocks, nothing that holds anyway', () => {
  const read = readEvent({
    ...{ slug: 'least', language: 'bg', timezone: 'Europe/Sofia', title: { bg: 'Маса', en: 'Table' } },
    ...{ starts: '2027-03-02T09:00', ends: '2027-03-02T13:00', summary: 'Първа страна: № 1' },
    description: '# Ред\n\n- едно\n- две',
    agenda: [{ starts: '09:00', title: '2027' }],
  })
  if ('mistakes' in read) throw new Error('It is right')
  expect(eventFile(read.document, null)).toBe(`slug: least
language: bg
timezone: Europe/Sofia
starts: 2027-03-02T09:00
ends: 2027-03-02T13:00
title:
  bg: Маса
  en: Table
summary: "Първа страна: № 1"
description: |-
  # Ред

  - едно
  - две
agenda:
  - starts: "09:00"
    title: "2027"
`)
})

const word = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    'true',
    'null',
    '~',
    '0042',
    '09:00',
    '- a',
    '# b',
    'a: b',
    '"',
    "'",
    '|',
    '> x',
    '&a *a',
    '@',
    '%',
    '2027-03-02',
    '1e3',
    'да '.repeat(60),
  ),
)
const line = word
const prose = fc
  .array(fc.oneof(word, fc.constantFrom('', '    code', '\ttab', '---', '...', '# x', '- y')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((lines) => lines.join('\n'))
const textOf = (text: fc.Arbitrary<string>) =>
  fc.oneof(text, fc.dictionary(fc.constantFrom('bg', 'en', 'ru', 'ky', 'be'), text, { minKeys: 1 }))

const raw = fc.record(
  {
    kind: fc.constantFrom('other', 'round-table'),
    status: fc.constantFrom('draft', 'published', 'postponed', 'cancelled'),
    title: textOf(line),
    summary: textOf(line),
    description: textOf(prose),
    venue: fc.record(
      { name: textOf(line), directions: textOf(prose), country: fc.constant('BG') },
      { requiredKeys: [] },
    ),
    contact: fc.record({ name: textOf(line), phone: fc.constant('+359 42 000 000') }, { requiredKeys: [] }),
    registration: fc.record(
      {
        capacity: fc.nat(500),
        waitlist: fc.boolean(),
        guests: fc.nat(5),
        approval: fc.boolean(),
        verify_email: fc.boolean(),
        groups: fc.constantFrom(['ngo'], ['other', 'ngo']),
      },
      { requiredKeys: [] },
    ),
    organizations: fc.array(fc.record({ name: textOf(line), role: fc.constantFrom('organizer', 'funder') }), {
      maxLength: 3,
    }),
    agenda: fc.array(
      fc.record(
        {
          starts: fc.constantFrom('09:00', '10:30'),
          day: fc.constantFrom('2027-03-02', '2027-03-03'),
          title: textOf(line),
          description: textOf(prose),
          room: textOf(line),
          speakers: fc.array(line, { maxLength: 2 }),
          capacity: fc.nat(50),
        },
        { requiredKeys: ['starts', 'title'] },
      ),
      { maxLength: 4 },
    ),
    form: fc
      .array(fc.record({ label: textOf(line), type: fc.constant('text'), required: fc.boolean() }), {
        maxLength: 2,
      })
      .map((questions) => questions.map((question, i) => ({ id: `q${i}`, ...question }))),
    results: fc.record({ attended: fc.nat(100), summary: textOf(prose) }, { requiredKeys: [] }),
  },
  { requiredKeys: ['title'] },
)

test('whatever event there may be comes back as it was', () => {
  let whole = 0
  fc.assert(
    fc.property(raw, (fields) => {
      const when = { starts: '2027-03-02T09:00', ends: '2027-03-03T18:00', timezone: 'Europe/Sofia' }
      const read = readEvent({ slug: 'any-event', language: 'bg', ...when, ...fields })
      if ('mistakes' in read) return
      whole++
      const text = eventFile(read.document, null)
      expect(readBack(text)).toEqual(read.document)
    }),
    { numRuns: 1500 },
  )
  expect(whole).toBeGreaterThan(300)
})
