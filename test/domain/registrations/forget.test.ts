import { expect, it } from 'vitest'
import { record } from '../../../src/domain/audit/record.ts'
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

    const log = () => database.read.selectFrom('audit_log').select(['action', 'before', 'after']).execute()
    await database.write(async (tx) => {
      const row = await tx.db
        .selectFrom('registrations')
        .select('id')
        .where('event_id', '=', event.id)
        .executeTakeFirstOrThrow()
      const about = { by: 1, eventId: event.id, registrationId: row.id, subject: 'ABCD-2345' }
      await record(
        tx,
        { ...about, action: 'person-changed', before: { note: 'рампа' }, after: { note: '' } },
        now,
      )
      await tx.db.insertInto('person_labels').values({ registration_id: row.id, label: 'рампа' }).execute()
    })

    expect(await forget(database, new Date('2027-03-02T10:59:00Z'))).toBe(0)
    expect(JSON.stringify(await log())).toContain('рампа')
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
    expect(await log()).toEqual([{ action: 'person-changed', before: null, after: null }])
    expect(await database.read.selectFrom('person_labels').selectAll().execute()).toEqual([])
    expect(await database.read.selectFrom('questions').selectAll().execute()).toEqual([])
  })
})
