import { expect, it } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { namesInOrder } from '../../../src/database/migrations/004-names-in-order.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { pageSorted } from '../../../src/domain/registrations/attendees.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { fold } from '../../../src/platform/text.ts'
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
    expect(await listed(database, event, 'омур')).toEqual([])
    expect(await listed(database, event, 'өмүр')).toEqual(['Өмүр Мисалов'])
    expect(await listed(database, event, 'іван')).toEqual(['Іван Прымераў'])
  })

  it('are put in order where they were stored before', async () => {
    const { database } = of()
    const event = await everybody(database, 'stored-before')
    await database.write(async (tx) => {
      for (const name of inOrder)
        await tx.db
          .updateTable('registrations')
          .set({ search: fold(name) })
          .where('name', '=', name)
          .execute()
    })
    expect((await listed(database, event)).at(-1)).toBe('Өмүр Мисалов')
    await database.write((tx) => namesInOrder(tx))
    expect(await listed(database, event)).toEqual(inOrder)
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
  const rows = await pageSorted(database.read, audience, filter, 'name', 1).execute()
  return rows.map(({ name }) => name)
}
