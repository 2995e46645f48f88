import { expect, test } from 'vitest'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { rightsOn } from '../../../src/domain/organizers/permissions.ts'
import { eventsFor } from '../../../src/domain/registrations/organizer-events.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, now, roundTable } from '../registrations/cast.ts'

onEachDatabase('organizers', (of) => {
  const add = (email: string, more: object = {}) =>
    addOrganizer(of().database, { email, name: '', role: 'organizer', eventSlugs: [], ...more }, now)

  const roles = () =>
    of()
      .database.read.selectFrom('organizer_roles')
      .innerJoin('organizers', 'organizers.id', 'organizer_id')
      .leftJoin('events', 'events.id', 'event_id')
      .select(['email', 'name', 'role', 'slug'])
      .orderBy('organizer_roles.id')
      .execute()

  test('are added once by their address, each role once, everywhere or for events', async () => {
    await hold(of().database, roundTable('town'))
    await hold(of().database, roundTable('village'))
    await add(' Maria@Example.org', { name: 'Мария  Примерова' })
    await add('maria@example.org')
    await add('MARIA@EXAMPLE.ORG', { role: 'desk', eventSlugs: ['village', 'town'], name: 'Мария Стоянова' })
    const maria = { email: 'maria@example.org', name: 'Мария Стоянова' }
    expect((await roles()).sort((a, b) => `${a.slug}`.localeCompare(`${b.slug}`))).toEqual([
      { ...maria, role: 'organizer', slug: null },
      { ...maria, role: 'desk', slug: 'town' },
      { ...maria, role: 'desk', slug: 'village' },
    ])
  })

  test('are refused for events that are not there and addresses that are none; nothing is stored', async () => {
    const before = await roles()
    expect(await add('new@example.org', { eventSlugs: ['town', 'atlantis', 'eldorado'] })).toEqual({
      done: 'refused',
      reason: 'unknown-event',
      slugs: ['atlantis', 'eldorado'],
    })
    for (const wrong of [
      '',
      'maria',
      'maria@',
      '@example.org',
      'a@b@example.org',
      'a b@example.org',
      'a@example.org\nBcc: b@c',
    ]) {
      expect(await add(wrong)).toEqual({ done: 'refused', reason: 'bad-address' })
    }
    expect(await roles()).toEqual(before)
  })

  test('have the rights of all their roles together, on the events of those roles', async () => {
    const { database } = of()
    const added = await add('both@example.org', { role: 'desk' })
    await add('both@example.org', { role: 'contact', eventSlugs: ['town'] })
    const id = added.done === 'added' ? added.organizerId : 0
    const events = await database.read.selectFrom('events').select(['id', 'slug']).orderBy('slug').execute()
    const rights = await Promise.all(
      events.map(async (event) => [...(await rightsOn(database.read, id, event.id))]),
    )
    expect(rights).toEqual([
      ['see-list', 'see-people', 'see-questions', 'see-figures', 'see-letters'],
      ['see-list'],
    ])
    const stranger = await rightsOn(database.read, 999, events[0]?.id ?? 0)
    expect([...stranger]).toEqual([])
  })

  test('see their events, coming ones soonest first and past ones latest first', async () => {
    const { database } = of()
    const added = await add('sees@example.org')
    const id = added.done === 'added' ? added.organizerId : 0
    const none = await add('none@example.org', { eventSlugs: ['town'] })
    const other = none.done === 'added' ? none.organizerId : 0
    const soon = new Date('2026-12-02T10:59:59.000Z')
    const past = new Date('2026-12-02T11:00:00.000Z')
    const slugs = async (who: number, when: 'coming' | 'past', at: Date) =>
      (await eventsFor(database.read, who, when, 1, at)).events.map(({ event }) => event.slug)
    expect(await slugs(id, 'coming', soon)).toEqual(['town', 'village'])
    expect(await slugs(id, 'past', soon)).toEqual([])
    expect(await slugs(id, 'past', past)).toEqual(['village', 'town'])
    expect(await slugs(other, 'coming', soon)).toEqual(['town'])
    expect(await slugs(999, 'coming', soon)).toEqual([])
  })
})
