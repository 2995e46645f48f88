import { expect, test } from 'vitest'
import { breakdownOf } from '../../../src/domain/registrations/breakdown.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, now, person, roundTable } from './cast.ts'

onEachDatabase('who is coming, from every side', (of) => {
  test('each part adds up to the whole; who waits or has not decided is in none', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('sides', { capacity: 6 }), { water: null })
    const comes = [
      person('Елена', { group: 'ngo', locality: 'Русе', language: 'bg', guests: 2, guestNames: [] }),
      person('Иван', { group: 'ngo', locality: ' РУСЕ ', language: 'ru', source: 'phone', enteredBy: 1 }),
      person('Айгүл', { locality: 'русе', language: 'ky', sessions: ['water'] }),
      person('Ганка', { group: 'other', locality: 'Червен' }),
      person('Много', { guests: 3 }),
      person('Може', { answer: 'maybe', group: 'other' }),
    ]
    for (const [i, one] of comes.entries()) await register(database, event, one, later(i * 40))
    const counted = await breakdownOf(database.read, { eventId: event.id, permission: 'the program itself' })
    const people = (shares: ReadonlyMap<string, { people: number }>) =>
      Object.fromEntries([...shares].map(([name, share]) => [name, share.people]))
    expect(counted.total).toEqual({ registrations: 4, people: 6, arrived: 0 })
    expect(people(counted.byGroup)).toEqual({ ngo: 4, '': 1, other: 1 })
    expect(people(counted.byLocality)).toEqual({ Русе: 5, Червен: 1 })
    expect(people(counted.byLanguage)).toEqual({ bg: 4, ru: 1, ky: 1 })
    expect(people(counted.bySource)).toEqual({ web: 5, phone: 1 })
    expect(people(counted.bySession)).toEqual({ water: 1 })
    expect(Object.fromEntries(counted.byHour)).toEqual({
      '2026-11-22T10': 4,
      '2026-11-22T11': 1,
      '2026-11-22T12': 1,
    })
  })

  test('somebody without the right counts nobody', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('secret'))
    await register(database, event, person('Тайна'), now)
    const nobody = { organizerId: 99, right: 'see-figures' } as const
    expect((await breakdownOf(database.read, { eventId: event.id, permission: nobody })).total.people).toBe(0)
    const program = { eventId: event.id, permission: 'the program itself' } as const
    expect((await breakdownOf(database.read, program)).total.people).toBe(1)
  })
})
