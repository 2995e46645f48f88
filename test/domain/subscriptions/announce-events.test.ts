import { afterEach, expect, it } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { announceEvents } from '../../../src/domain/subscriptions/announce-events.ts'
import { changeSubscription } from '../../../src/domain/subscriptions/change-subscription.ts'
import { subscribe } from '../../../src/domain/subscriptions/subscribe.ts'
import { unsubscribe } from '../../../src/domain/subscriptions/unsubscribe.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { after, day, everything, forgetAll, letters, now, publish, subscriber } from './cast.ts'

onEachDatabase('news of events', (of) => {
  afterEach(() => forgetAll(of().database))

  /** What left, the letters that ask for confirmation aside. */
  const news = async () =>
    (await letters(of().database)).filter((one) => !one.endsWith('subscription-confirm'))
  const rounds = async (...minutes: number[]) => {
    const told: number[] = []
    for (const minute of minutes) told.push(await announceEvents(of().database, after(minute)))
    return told
  }

  it('leave some minutes after they were published, all in one letter, and once', async () => {
    const { database } = of()
    await subscriber(database, 'ana@example.org')
    await publish(database, { slug: 'later', starts: '2027-04-02' }, { slug: 'sooner' })
    expect(await rounds(0, 1, 9, 10, 11, 12, day + 20, 3 * day)).toEqual([0, 0, 0, 1, 0, 0, 0, 0])
    expect(await news()).toEqual(['ana@example.org (bg): sooner, later'])
  })

  it('are at most one letter a day', async () => {
    const { database } = of()
    await subscriber(database, 'ana@example.org')
    await publish(database, { slug: 'first' })
    await rounds(0, 10)
    await publish(database, { slug: 'second' })
    await rounds(20)
    await publish(database, { slug: 'third' })
    expect(await rounds(30, 40, 60, day + 9, day + 10, day + 11)).toEqual([0, 0, 0, 0, 1, 0])
    expect(await news()).toEqual(['ana@example.org (bg): first', 'ana@example.org (bg): second, third'])
  })

  it('come to who wants them: by kind, by city in any language, online to everybody', async () => {
    const { database } = of()
    const wishes = {
      all: {},
      seminars: { kinds: ['seminar', 'training'] },
      sofia: { cities: ['Sofia'], language: 'en' },
      both: { kinds: ['seminar'], cities: ['Варна', 'СОФИЯ'] },
      elsewhere: { cities: ['Видин'] },
    } as const
    for (const [name, wish] of Object.entries(wishes)) await subscriber(database, `${name}@example.org`, wish)
    await publish(
      database,
      { slug: 'aaa', kind: 'seminar', city: 'София' },
      { slug: 'bbb', kind: 'conference', city: '{ bg: София, en: Sofia }' },
      { slug: 'ccc', kind: 'training', city: 'Варна' },
      { slug: 'ddd', kind: 'other' },
    )
    await rounds(0, 10)
    expect(await news()).toEqual([
      'all@example.org (bg): aaa, bbb, ccc, ddd',
      'seminars@example.org (bg): aaa, ccc',
      'sofia@example.org (en): aaa, bbb, ddd',
      'both@example.org (bg): aaa',
      'elsewhere@example.org (bg): ddd',
    ])
  })

  it('are only what has become public since, is to come and stays public', async () => {
    const { database } = of()
    await publish(database, { slug: 'old' })
    await rounds(-60)
    await subscriber(database, 'ana@example.org')
    await publish(
      database,
      { slug: 'draft', status: 'draft' },
      { slug: 'cancelled', status: 'cancelled' },
      { slug: 'over', starts: '2027-01-05' },
      { slug: 'taken-back' },
      { slug: 'kept' },
      { slug: 'old', city: 'Варна' },
    )
    await rounds(0)
    await publish(database, { slug: 'taken-back', status: 'cancelled' })
    await rounds(10)
    expect(await news()).toEqual(['ana@example.org (bg): kept'])
    await publish(database, { slug: 'draft' }, { slug: 'kept', city: 'Варна' })
    await rounds(2 * day, 2 * day + 10)
    expect(await news()).toEqual(['ana@example.org (bg): kept', 'ana@example.org (bg): draft'])
  })

  it('are never samples, until somebody makes one their own', async () => {
    const { database } = of()
    await subscriber(database, 'ana@example.org')
    await publish(database, { slug: 'sample' })
    await database.write((tx) => tx.db.updateTable('events').set({ is_sample: 1 }).execute())
    await rounds(0, 10)
    expect(await news()).toEqual([])
    await publish(database, { slug: 'sample' })
    await rounds(20, 30)
    expect(await news()).toEqual(['ana@example.org (bg): sample'])
  })

  it('go to nobody who has not confirmed, and to nobody who has left', async () => {
    const { database } = of()
    await subscribe(database, 'unsure@example.org', everything, now)
    const gone = await subscriber(database, 'gone@example.org')
    await publish(database, { slug: 'event' })
    await rounds(0)
    await unsubscribe(database, gone)
    expect(await rounds(10, 20)).toEqual([0, 0])
    expect(await news()).toEqual([])
  })

  it('begin with the confirmation, whatever waits at that moment', async () => {
    const { database } = of()
    await publish(database, { slug: 'long-before' })
    await rounds(0)
    await publish(database, { slug: 'just-before' })
    await subscriber(database, 'ana@example.org', {}, after(1))
    await publish(database, { slug: 'since' })
    await rounds(2, 12)
    expect(await news()).toEqual(['ana@example.org (bg): since'])
  })

  it('that were of no interest are not told after a change of mind', async () => {
    const { database } = of()
    const id = await subscriber(database, 'ana@example.org', { kinds: ['training'] })
    await publish(database, { slug: 'seminar' })
    await rounds(0, 10)
    await changeSubscription(database, id, everything)
    await rounds(20, 2 * day)
    expect(await news()).toEqual([])
  })

  it('name twenty events at most, and count the others', async () => {
    const { database } = of()
    await subscriber(database, 'ana@example.org')
    const slugs = Array.from({ length: 23 }, (_, i) => `event-${String(i).padStart(2, '0')}`)
    await publish(database, ...slugs.map((slug) => ({ slug })))
    await rounds(0, 10)
    expect(await news()).toEqual([`ana@example.org (bg): ${slugs.slice(0, 20).join(', ')}, and 3`])
  })

  it('come once also when the program falls in the middle of its work', async () => {
    const { database } = of()
    const names = Array.from({ length: 150 }, (_, i) => `p${i}@example.org`)
    await Promise.all(names.map((name) => subscriber(database, name)))
    await publish(database, { slug: 'event' })
    await rounds(0)
    // The first fifty are told and committed; the power fails before the rest are.
    let pages = 0
    const failing: Database = {
      ...database,
      write: (operation) =>
        database.write(async (tx) => {
          const done = await operation(tx)
          pages += 1
          if (pages > 1) throw new Error('the power failed')
          return done
        }),
    }
    await expect(announceEvents(failing, after(10))).rejects.toThrow('the power failed')
    expect((await news()).length).toBe(50)
    expect(await rounds(11, 12)).toEqual([100, 0])
    expect((await news()).sort()).toEqual(names.map((name) => `${name} (bg): event`).sort())
  })

  it('reach everybody once, page after page, whoever else tells them at the same moment', async () => {
    const { database } = of()
    const names = Array.from({ length: 250 }, (_, i) => `p${i}@example.org`)
    await Promise.all(names.map((name) => subscriber(database, name)))
    await publish(database, { slug: 'event' })
    await rounds(0)
    const told = await Promise.all([1, 2, 3].map(() => announceEvents(database, after(10))))
    expect(told.reduce((sum, each) => sum + each)).toBe(250)
    expect((await news()).sort()).toEqual(names.map((name) => `${name} (bg): event`).sort())
  })
})
