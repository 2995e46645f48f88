import { expect, it } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { fillList } from '../../../src/domain/registrations/list/fill-list.ts'
import { findPeople } from '../../../src/domain/registrations/list/find-people.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, now, person, roundTable } from './cast.ts'

const inOrder = [
  'Жанна Примерава',
  'Іван Прымераў',
  'Калина Примерова',
  'Нурлан Мисалов',
  'Ңурлан Мисалов',
  'Ольга Примерова',
  'Өмүр Мисалов',
  'Павел Примеров',
  'Ульяна Примерова',
  'Ўжына Прымерава',
  'Үмүт Мисалова',
  'Фаина Примерова',
  'Юлия Примерова',
]

onEachDatabase('people by name', (of) => {
  it('stand in the order of their alphabet', async () => {
    const { database } = of()
    const event = await everybody(database, 'sorted')
    expect(await listed(database, event)).toEqual(inOrder)
  })

  it('are found however the letter is typed', async () => {
    const { database } = of()
    const event = await everybody(database, 'found')
    expect(await listed(database, event, 'ўжын')).toEqual(['Ўжына Прымерава'])
    expect(await listed(database, event, 'омур')).toEqual(['Өмүр Мисалов'])
    expect(await listed(database, event, 'omur misalov')).toEqual(['Өмүр Мисалов'])
    expect(await listed(database, event, 'өмүр')).toEqual(['Өмүр Мисалов'])
    expect(await listed(database, event, 'іван')).toEqual(['Іван Прымераў'])
  })
})

async function everybody(database: Database, slug: string): Promise<EventRecord> {
  const event = await hold(database, roundTable(slug))
  for (const name of inOrder.toReversed())
    await register(database, event, person(name, { email: 'office@example.org' }), now)
  return event
}

async function listed(database: Database, event: EventRecord, words?: string): Promise<string[]> {
  const audience = { eventId: event.id, permission: 'the program itself' as const }
  const filter = words === undefined ? {} : { words }
  await fillList(database)
  const order = { sort: 'name', isReversed: false } as const
  const { attendees } = await findPeople(database, audience, filter, order, 1)
  return attendees.map(({ name }) => name)
}
