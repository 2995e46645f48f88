import { expect, test } from 'vitest'
import { carryOnBulk, undoBulk } from '../../../src/domain/registrations/bulk/carry-on.ts'
import { startBulk } from '../../../src/domain/registrations/bulk/start.ts'
import { confirmPerson } from '../../../src/domain/registrations/confirm-person.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { withdraw } from '../../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, letters, now, people, person, places, roundTable } from './cast.ts'

onEachDatabase('somebody comes after all', (of) => {
  const by = 1

  async function come(
    slug: string,
    terms: Parameters<typeof roundTable>[1],
    guests: Parameters<typeof person>[],
    sessions: Record<string, number | null> = {},
  ) {
    const { database } = of()
    const event = await hold(database, roundTable(slug, terms), sessions)
    const ids: number[] = []
    for (const [name, more] of guests) {
      const done = await register(database, event, person(name, more), now)
      if (done.done === 'refused') throw new Error(done.reason)
      const { id } = await database.read
        .selectFrom('registrations')
        .select('id')
        .where('reference', '=', done.reference)
        .executeTakeFirstOrThrow()
      ids.push(id)
    }
    return { event, ids }
  }

  test('who said no, who was not sure and who cancelled get a place, a letter and a higher number', async () => {
    const { database } = of()
    const { event, ids } = await come('after-all', { capacity: 3 }, [
      ['Анна', { answer: 'no' }],
      ['Борис', { answer: 'maybe' }],
      ['Вера'],
    ])
    const [anna = 0, boris = 0, vera = 0] = ids
    await withdraw(database, vera, later(1))
    expect(await places(database, event)).toEqual({ taken: 0, waiting: 0 })
    for (const id of [anna, boris, vera])
      expect(await confirmPerson(database, id, later(2), { by })).toEqual({
        done: 'confirmed',
        status: 'confirmed',
      })
    expect(await people(database, event)).toEqual(['Анна: confirmed', 'Борис: confirmed', 'Вера: confirmed'])
    expect(await places(database, event)).toEqual({ taken: 3, waiting: 0 })
    expect((await letters(database, event)).filter((letter) => !letter.startsWith('['))).toEqual([
      'confirmed → Анна (REQUEST 1)',
      'confirmed → Борис (REQUEST 1)',
      // Cancelled with 1
      'confirmed → Вера (REQUEST 2)',
    ])
    expect(await confirmPerson(database, vera, later(3), { by })).toEqual({
      done: 'refused',
      reason: 'already',
    })
    const log = await database.read
      .selectFrom('audit_log')
      .select(['action', 'before', 'after'])
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()
    expect(log.map(({ action, before, after }) => [action, before, after])).toEqual(
      ['declined', 'maybe', 'cancelled'].map((status) => [
        'person-confirmed',
        JSON.stringify({ status }),
        JSON.stringify({ status: 'confirmed' }),
      ]),
    )
  })

  test('where it is full they wait; who waits already keeps the turn; a reason lets in', async () => {
    const { database } = of()
    const { event, ids } = await come('after-all-full', { capacity: 1 }, [
      ['Анна'],
      ['Борис'],
      ['Вера', { answer: 'no' }],
    ])
    const [, boris = 0, vera = 0] = ids
    expect(await confirmPerson(database, vera, later(1), { by })).toMatchObject({ status: 'waitlisted' })
    expect(await confirmPerson(database, vera, later(1), { by })).toEqual({ done: 'refused', reason: 'full' })
    expect(await people(database, event)).toEqual([
      'Анна: confirmed',
      'Борис: waitlisted 1',
      'Вера: waitlisted 2',
    ])
    const overLimitReason = 'Кмет'
    expect(await confirmPerson(database, vera, later(2), { by, overLimitReason })).toMatchObject({
      status: 'confirmed',
    })
    expect(await people(database, event)).toEqual([
      'Анна: confirmed',
      'Борис: waitlisted 1',
      'Вера: confirmed',
    ])
    expect(await places(database, event)).toEqual({ taken: 2, waiting: 1 })
    expect((await letters(database, event)).at(-1)).toMatch(/^moved-up → Вера \(REQUEST /)
    expect(await confirmPerson(database, boris, later(3), { by })).toEqual({
      done: 'refused',
      reason: 'full',
    })
  })

  test('an address that nobody confirmed keeps the place that was held', async () => {
    const { database } = of()
    const { event, ids } = await come('after-all-held', { capacity: 1, verify_email: true }, [['Анна']])
    expect(await places(database, event)).toEqual({ taken: 1, waiting: 0 })
    expect(await confirmPerson(database, ids[0] ?? 0, later(1), { by })).toMatchObject({
      status: 'confirmed',
    })
    expect(await places(database, event)).toEqual({ taken: 1, waiting: 0 })
    expect(await people(database, event)).toEqual(['Анна: confirmed'])
  })

  test('whoever came anew meanwhile, or too late, is not let in twice', async () => {
    const { database } = of()
    const { event, ids } = await come('after-all-twice', { capacity: 9 }, [['Анна']])
    const [anna = 0] = ids
    await withdraw(database, anna, later(1))
    await register(database, event, person('Анна'), later(2))
    expect(await confirmPerson(database, anna, later(3), { by })).toEqual({
      done: 'refused',
      reason: 'came-anew',
    })
    const { ids: others } = await come('after-all-late', { capacity: 9 }, [['Анна', { answer: 'no' }]])
    const over = new Date('2026-12-03T00:00:00.000Z')
    expect(await confirmPerson(database, others[0] ?? 0, over, { by })).toEqual({
      done: 'refused',
      reason: 'over',
    })
  })

  test('two who press at once make one place of it', async () => {
    const { database } = of()
    const { event, ids } = await come('after-all-at-once', { capacity: 9 }, [['Анна', { answer: 'no' }]])
    const [anna = 0] = ids
    const both = await Promise.all([1, 2].map(() => confirmPerson(database, anna, later(1), { by })))
    expect(both.map(({ done }) => done).toSorted()).toEqual(['confirmed', 'refused'])
    expect(await places(database, event)).toEqual({ taken: 1, waiting: 0 })
  })

  test('many at once, and back: an invitation that has left is taken out of the calendar again', async () => {
    const { database } = of()
    const { event, ids } = await come('after-all-back', { capacity: 9 }, [
      ['Анна', { answer: 'no' }],
      ['Борис', { answer: 'maybe' }],
    ])
    const audience = { eventId: event.id, permission: 'the program itself' as const }
    const id = await startBulk(
      database,
      { audience, action: 'approve', label: '', chosen: { ids }, by },
      later(1),
    )
    await carryOnBulk(database, id, later(1))
    expect(await people(database, event)).toEqual(['Анна: confirmed', 'Борис: confirmed'])
    await database.write(({ db }) =>
      db
        .updateTable('outbox')
        .set({ state: 'sent', attempts: 1 })
        .where('to_name', '=', 'Анна')
        .where('kind', '=', 'confirmed')
        .where('event_id', '=', event.id)
        .execute(),
    )
    expect(await undoBulk(database, event.id, id, later(2))).toEqual({ done: 'undoing' })
    await carryOnBulk(database, id, later(2))
    expect(await people(database, event)).toEqual(['Анна: declined', 'Борис: maybe'])
    expect(await places(database, event)).toEqual({ taken: 0, waiting: 0 })
    const told = (await letters(database, event)).filter((letter) => /Анна/.test(letter)).slice(-2)
    expect(told).toEqual(['confirmed → Анна (REQUEST 1)', 'declined → Анна (CANCEL 2)'])
    expect((await letters(database, event)).filter((one) => /^confirmed → Борис/.test(one))).toEqual([])
  })
})
