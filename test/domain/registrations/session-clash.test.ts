import { expect, it } from 'vitest'
import type { AgendaItem } from '../../../src/domain/events/event.ts'
import { change } from '../../../src/domain/registrations/change.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { clashIn } from '../../../src/domain/registrations/rules.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, now, people, person, roundTable, sessionPlaces } from './cast.ts'

function session(id: string, starts: string, ends?: string, day = '2026-12-02'): AgendaItem {
  const item = { id, day, starts, title: { bg: id }, speakers: [], signup: true }
  return ends === undefined ? item : { ...item, ends }
}

const agenda = [
  session('water', '09:00', '10:30'),
  session('roads', '09:00', '10:00'),
  session('schools', '10:00', '11:00'),
  session('visit', '10:45'),
  session('water-again', '09:00', '10:30', '2026-12-03'),
]

const pairs: [string, string, clash: boolean][] = [
  ['water', 'roads', true],
  ['water', 'schools', true],
  ['roads', 'schools', false],
  ['schools', 'visit', true],
  ['water', 'visit', false],
  ['water', 'water-again', false],
]

it.each(pairs)('tells whether one can attend %s and %s', (first, second, clash) => {
  const found = clash ? [first, second] : null
  expect([clashIn(agenda, [first, second]), clashIn(agenda, [second, first])]).toEqual([found, found])
})

it('names the first two that clash, and leaves together what is held together', () => {
  expect(clashIn(agenda, [])).toBeNull()
  expect(clashIn(agenda, ['visit', 'schools', 'roads', 'water'])).toEqual(['water', 'roads'])
  expect(clashIn(agenda, ['water', 'roads'], ['water', 'roads'])).toBeNull()
  expect(clashIn(agenda, ['water', 'roads', 'schools'], ['water', 'roads'])).toEqual(['water', 'schools'])
})

onEachDatabase('sessions that clash', (of) => {
  const programme = (slug: string) => ({ ...roundTable(slug), agenda })
  const places = { water: 5, roads: 5, schools: 5 }
  const both = { sessions: ['roads', 'water'] }
  const refused = { done: 'refused', reason: 'session-clash', sessions: ['water', 'roads'] }

  it('are refused to whoever registers, and nothing is kept', async () => {
    const { database } = of()
    const event = await hold(database, programme('clash'), places)
    expect(await register(database, event, person('Ana', both), now)).toEqual(refused)
    expect(await register(database, event, person('Ana', { ...both, answer: 'maybe' }), now)).toEqual(refused)
    expect(await people(database, event)).toEqual([])
    expect(await sessionPlaces(database, event)).toEqual({ roads: 0, schools: 0, water: 0 })
    await register(database, event, person('Ana', { sessions: ['roads', 'schools'] }), now)
    // Somebody known hears the same.
    expect(await register(database, event, person('Ana', both), now)).toEqual(refused)
    expect(await sessionPlaces(database, event)).toEqual({ roads: 1, schools: 1, water: 0 })
  })

  it('do not matter to whoever cannot come, and are refused to an organizer too', async () => {
    const { database } = of()
    const event = await hold(database, programme('noted'), places)
    const { id } = await database.write((tx) =>
      tx.db
        .insertInto('organizers')
        .values({ email: 'maria@example.org', name: 'Maria', language: 'bg', created_at: now.toISOString() })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    await register(database, event, person('Ana', { ...both, answer: 'no' }), now)
    const entered = person('Boris', { ...both, source: 'phone', enteredBy: id })
    expect(await register(database, event, entered, now)).toEqual(refused)
    expect(await people(database, event)).toEqual(['Ana: declined'])
    expect(await sessionPlaces(database, event)).toEqual({ roads: 0, schools: 0, water: 0 })
  })

  it('are refused to whoever changes their choice, who keeps the old one', async () => {
    const { database } = of()
    const event = await hold(database, programme('changed'), places)
    const ana = await register(database, event, person('Ana', { sessions: ['roads'] }), now)
    if (ana.done === 'refused') throw new Error(ana.reason)
    expect(await change(database, ana.id, both, later(1))).toEqual(refused)
    expect(await sessionPlaces(database, event)).toEqual({ roads: 1, schools: 0, water: 0 })
    expect(await change(database, ana.id, { sessions: ['water'] }, later(2))).toMatchObject({
      done: 'changed',
    })
    expect(await change(database, ana.id, { ...both, answer: 'no' }, later(3))).toMatchObject({
      done: 'changed',
      status: 'declined',
    })
  })

  it('stay with whoever holds them from before', async () => {
    const { database } = of()
    const event = await hold(database, programme('held'), places)
    const ana = await register(database, event, person('Ana', { sessions: ['roads'] }), now)
    if (ana.done === 'refused') throw new Error(ana.reason)
    await database.write((tx) =>
      tx.db
        .updateTable('registrations')
        .set({ sessions: '["roads","water"]' })
        .where('id', '=', ana.id)
        .execute(),
    )
    await database.write((tx) =>
      tx.db
        .updateTable('session_places')
        .set({ taken: 1 })
        .where('event_id', '=', event.id)
        .where('session', '=', 'water')
        .execute(),
    )
    expect(await change(database, ana.id, { ...both, guests: 1 }, later(1))).toMatchObject({
      done: 'changed',
    })
    expect(await sessionPlaces(database, event)).toEqual({ roads: 2, schools: 0, water: 2 })
    expect(await change(database, ana.id, { sessions: ['roads', 'water', 'schools'] }, later(2))).toEqual({
      ...refused,
      sessions: ['water', 'schools'],
    })
  })
})
