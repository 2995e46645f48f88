import { expect, it } from 'vitest'
import { ask } from '../../../src/domain/questions/ask.ts'
import { forget } from '../../../src/domain/registrations/forget.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, letters, now, person, roundTable } from './cast.ts'

onEachDatabase('long after an event', (of) => {
  it('what was needed to hold it is gone, and who came stays', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('over'))
    const ana = {
      organization: 'Сдружение',
      phone: '+359 88 784 8238',
      note: 'рампа',
      answers: { diet: 'без месо' },
    }
    await register(database, event, person('Ana', ana), now)
    await ask(
      database,
      event,
      { name: 'Boris', email: 'b@example.org', message: 'Кога?', language: 'bg' },
      now,
    )

    expect(await forget(database, new Date('2027-03-02T10:59:00Z'))).toBe(0)
    expect((await letters(database, event)).length).toBeGreaterThan(1)
    expect(await forget(database, new Date('2027-03-02T11:01:00Z'))).toBe(1)
    expect(await forget(database, new Date('2027-03-03T11:01:00Z'))).toBe(0)

    const [kept] = await database.read
      .selectFrom('registrations')
      .selectAll()
      .where('event_id', '=', event.id)
      .execute()
    expect(kept).toMatchObject({
      name: 'Ana',
      organization: 'Сдружение',
      status: 'confirmed',
      email: null,
      identity: null,
      phone: '',
      phone_e164: null,
      note: '',
      answers: '{}',
      generation: 1,
    })
    expect(kept?.search).not.toContain('@')
    expect(await letters(database, event)).toEqual([])
    expect(await database.read.selectFrom('questions').selectAll().execute()).toEqual([])
  })
})
