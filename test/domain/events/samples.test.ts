import { expect, test } from 'vitest'
import { eventRecord, placesOf } from '../../../src/domain/events/event-record.ts'
import { describeProblem } from '../../../src/domain/events/file/mistake.ts'
import { phaseOf } from '../../../src/domain/events/phase.ts'
import { removeSamples } from '../../../src/domain/events/remove-samples.ts'
import { withDays } from '../../../src/domain/events/sample-days.ts'
import { loadSamples } from '../../../src/domain/events/samples.ts'
import { makeDatabase, onEachDatabase } from '../../support/databases.ts'
import { everything, folderOf, importFrom, leastEvent } from '../../support/event-files.ts'

const sunday = new Date('2026-11-22T20:00:00.000Z')

const past = [
  'comma-final-conference-2019',
  'ivanovo-final-conference-2023',
  'kyrgyzstan-planning-session-2012',
  'stara-zagora-round-table-2020',
  'ufa-communities-2019',
]
const open = [
  'bishkek-planning-session',
  'koshov-public-discussion',
  'minsk-courtyards-seminar',
  'ruse-open-councils',
  'stara-zagora-round-table',
  'ufa-communities-conference',
  'yambol-press-training',
]
const early = ['ufa-youth-budget-workshop']

test('days are counted from today in the zone of the file, and kept to working days', () => {
  const days = '@{+0} @{+1} @{+5} @{+13} @{-1} @{+6+1} @{+13-1}'
  // In Sofia it is still Sunday the 22nd, in Bishkek Monday the 23rd.
  expect(withDays(`timezone: Europe/Sofia\n${days}`, sunday)).toBe(
    'timezone: Europe/Sofia\n2026-11-23 2026-11-23 2026-11-27 2026-12-07 2026-11-20 2026-12-01 2026-12-04',
  )
  expect(withDays(`timezone: Asia/Bishkek\n${days}`, sunday)).toBe(
    'timezone: Asia/Bishkek\n2026-11-23 2026-11-24 2026-11-30 2026-12-07 2026-11-20 2026-12-01 2026-12-04',
  )
})

test('nothing takes place in the holidays, nor a second day on a weekend', () => {
  const on = (day: string, tokens: string) =>
    withDays(`timezone: Europe/Sofia\n${tokens}`, new Date(`${day}T10:00:00Z`)).split('\n')[1]
  expect(on('2026-11-23', '@{+38} @{+38-4} @{+32}')).toBe('2027-01-11 2027-01-07 2027-01-11')
  expect(on('2026-12-28', '@{-2} @{-4}')).toBe('2026-12-23 2026-12-23')
  expect(on('2027-04-20', '@{+12} @{+20}')).toBe('2027-05-10 2027-05-10')
  // Friday the 4th would have Saturday for its second day.
  expect(on('2026-12-02', '@{+2} @{+2+1} @{+1} @{+1+1}')).toBe('2026-12-07 2026-12-08 2026-12-03 2026-12-04')
})

onEachDatabase('the samples', (of) => {
  test('are there from the start, and go with all that came of them', async () => {
    const { database } = of()
    const folder = folderOf({ 'own.yaml': leastEvent })
    await importFrom(folder, ['own.yaml'], database)
    const before = await everything(database)

    const loaded = await loadSamples(database, sunday)
    expect(loaded.done === 'refused' ? loaded.problems.map(describeProblem) : loaded.notices).toEqual([])
    expect(await phases(database, sunday)).toEqual({ over: past, open, early, others: ['round-table-2027'] })

    const files = await database.read.selectFrom('files').selectAll().execute()
    expect(files.length).toBeGreaterThan(20)
    const samples = await database.read
      .selectFrom('events')
      .selectAll()
      .where('is_sample', '=', 1)
      .orderBy('id')
      .execute()
    const [first] = samples
    await database.write(async ({ db }) => {
      await db
        .insertInto('questions')
        .values({
          event_id: first?.id ?? 0,
          name: 'Мария Примерова',
          email: 'maria@example.org',
          message: 'Има ли асансьор?',
          language: 'bg',
          asked_at: sunday.toISOString(),
        })
        .execute()
    })

    expect(await removeSamples(database)).toEqual({
      events: samples.map(({ slug }) => slug),
      projects: ['comma', 'ivanovo', 'open-councils'],
      registrations: 0,
      checkIns: 0,
      questions: 1,
      letters: 0,
      files: files.length,
    })
    expect(await everything(database)).toEqual(before)
  })

  test('loaded twice are the same, and one that somebody imports is theirs', async () => {
    const { database } = of()
    await loadSamples(database, sunday)
    const once = await everything(database)
    await loadSamples(database, sunday)
    expect(await everything(database)).toEqual(once)

    const own = leastEvent.replace('round-table-2027', 'ruse-open-councils')
    await importFrom(folderOf({ 'own.yaml': own }), ['own.yaml'], database)
    const { events } = await removeSamples(database)
    expect(events).not.toContain('ruse-open-councils')
    const left = await database.read.selectFrom('events').select('slug').orderBy('slug').execute()
    expect(left.map(({ slug }) => slug)).toEqual(['round-table-2027', 'ruse-open-councils'])
  })
})

test('the samples are right on whatever day they are loaded', async () => {
  const made = await makeDatabase('sqlite')
  try {
    for (let day = 0; day < 400; day += 13) {
      const now = new Date(Date.UTC(2026, 0, 1 + day, day % 24))
      const loaded = await loadSamples(made.database, now)
      expect(loaded.done === 'refused' ? loaded.problems.map(describeProblem) : []).toEqual([])
      expect(await phases(made.database, now)).toEqual({ over: past, open, early, others: [] })
    }
  } finally {
    await made.remove()
  }
})

async function phases(database: Awaited<ReturnType<typeof makeDatabase>>['database'], now: Date) {
  const rows = await database.read.selectFrom('events').selectAll().orderBy('slug').execute()
  const found: Record<string, string[]> = { over: [], open: [], early: [], others: [] }
  for (const row of rows) {
    const phase = phaseOf(eventRecord(row), await placesOf(database.read, row.id), now)
    const list = row.is_sample === 1 ? (found[phase] ?? found.others) : found.others
    list?.push(row.slug)
  }
  return found
}
