import { randomUUID } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import { changeSubscription } from '../../../src/domain/subscriptions/change-subscription.ts'
import { confirmSubscription } from '../../../src/domain/subscriptions/confirm-subscription.ts'
import { forgetUnreachable } from '../../../src/domain/subscriptions/forget-unreachable.ts'
import { lapse } from '../../../src/domain/subscriptions/lapse.ts'
import { subscribe } from '../../../src/domain/subscriptions/subscribe.ts'
import { findSubscription } from '../../../src/domain/subscriptions/subscription.ts'
import { unsubscribe } from '../../../src/domain/subscriptions/unsubscribe.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { after, day, everything, forgetAll, idOf, letters, now, subscriber } from './cast.ts'

onEachDatabase('a subscription', (of) => {
  const ana = 'ana@example.org'
  const asks = 'ana@example.org (bg): subscription-confirm'
  const seminars = { kinds: ['seminar' as const], cities: ['Варна'], language: 'en' }
  afterEach(() => forgetAll(of().database))

  it('begins when the mailbox says so', async () => {
    const { database } = of()
    await subscribe(database, ana, everything, now)
    const id = await idOf(database, ana)
    const asked = { id, email: ana, generation: 1, wish: everything, asked: everything, isConfirmed: false }
    expect(await findSubscription(database.read, id)).toEqual(asked)
    expect(await letters(database)).toEqual([asks])
    expect(await confirmSubscription(database, id, after(5))).toEqual({ done: 'confirmed', generation: 1 })
    expect(await findSubscription(database.read, id)).toEqual({ ...asked, asked: null, isConfirmed: true })
    expect(await confirmSubscription(database, id, after(6))).toEqual({ done: 'refused', reason: 'already' })
    expect(await confirmSubscription(database, id + 1, now)).toEqual({ done: 'refused', reason: 'unknown' })
  })

  it('is one for an address, however it is spelt, and the last wish counts', async () => {
    const { database } = of()
    await subscribe(database, ana, everything, now)
    await subscribe(database, 'Ana@Example.ORG', seminars, after(1))
    const id = await idOf(database, ana)
    await confirmSubscription(database, id, after(2))
    expect(await letters(database)).toEqual([asks])
    expect((await findSubscription(database.read, id))?.wish).toEqual(seminars)
    expect(await database.read.selectFrom('subscriptions').select('email').execute()).toEqual([
      { email: ana },
    ])
  })

  it('of a domain with marks is another than of the one without', async () => {
    const { database } = of()
    for (const domain of ['muller.example', 'müller.example', 'MÜLLER.example'])
      await subscribe(database, `ana@${domain}`, everything, now)
    expect(await letters(database)).toEqual([
      'ana@muller.example (bg): subscription-confirm',
      'ana@müller.example (bg): subscription-confirm',
    ])
  })

  it('asked for by many at once is one, with one letter', async () => {
    const { database } = of()
    await Promise.all(Array.from({ length: 20 }, () => subscribe(database, ana, everything, now)))
    expect(await letters(database)).toEqual([asks])
  })

  it('is asked about ever more seldom while nobody answers', async () => {
    const { database } = of()
    const written: number[] = []
    for (const minute of [0, 1, 9, 10, 11, 49, 50, 51, 209, 210, 211, 849, 850, 851, 2 * day]) {
      const before = (await letters(database)).length
      await subscribe(database, ana, everything, after(minute))
      if ((await letters(database)).length > before) written.push(minute)
    }
    expect(written).toEqual([0, 10, 50, 210, 850])
  })

  it('that stands is not touched by somebody who asks anew, until the mailbox confirms that', async () => {
    const { database } = of()
    const id = await subscriber(database, ana)
    await subscribe(database, ana, seminars, after(60))
    expect(await letters(database)).toEqual([asks, 'ana@example.org (en): subscription-confirm'])
    const found = await findSubscription(database.read, id)
    expect(found).toMatchObject({ wish: everything, asked: seminars, isConfirmed: true, generation: 1 })
    // Links that were passed on before open nothing more.
    expect(await confirmSubscription(database, id, after(61))).toEqual({ done: 'confirmed', generation: 2 })
    expect(await findSubscription(database.read, id)).toMatchObject({ wish: seminars, asked: null })
  })

  it('changes at the word of its owner', async () => {
    const { database } = of()
    await subscribe(database, 'boris@example.org', everything, now)
    const boris = await idOf(database, 'boris@example.org')
    const id = await subscriber(database, ana)
    expect(await changeSubscription(database, id, seminars)).toBe(true)
    expect((await findSubscription(database.read, id))?.wish).toEqual(seminars)
    // Who has not confirmed has nothing to change.
    expect(await changeSubscription(database, boris, seminars)).toBe(false)
    expect((await findSubscription(database.read, boris))?.wish).toEqual(everything)
  })

  it('ends at once, and nothing of the address is left', async () => {
    const { database } = of()
    const id = await subscriber(database, ana)
    const boris = await subscriber(database, 'boris@example.org')
    await unsubscribe(database, id)
    await unsubscribe(database, id)
    const left = await database.read.selectFrom('subscriptions').select('id').execute()
    expect(left).toEqual([{ id: boris }])
    expect(await letters(database)).toEqual(['boris@example.org (bg): subscription-confirm'])
    expect(await changeSubscription(database, id, seminars)).toBe(false)
  })

  it('that nobody confirms is forgotten after three days', async () => {
    const { database } = of()
    await subscribe(database, ana, everything, now)
    const id = await idOf(database, ana)
    const boris = await subscriber(database, 'boris@example.org')
    await subscribe(database, 'boris@example.org', seminars, now)
    expect(await lapse(database, after(3 * day))).toBe(0)
    expect(await confirmSubscription(database, id, after(3 * day + 1))).toEqual({
      done: 'refused',
      reason: 'expired',
    })
    expect(await lapse(database, after(3 * day + 1))).toBe(2)
    expect(await findSubscription(database.read, id)).toBe(undefined)
    const kept = await findSubscription(database.read, boris)
    expect([kept?.wish, kept?.asked]).toEqual([everything, null])
    expect((await letters(database)).filter((letter) => letter.startsWith('ana'))).toEqual([])
  })

  it('ends when the mail server refuses its letters, three in a row', async () => {
    const { database } = of()
    const id = await subscriber(database, ana)
    const boris = await subscriber(database, 'boris@example.org')
    const letter = (subscription_id: number, state: 'sent' | 'failed', reason: string | null) => ({
      subscription_id,
      state,
      reason,
      ...{ kind: 'new-events', language: 'bg', to_name: '', to_email: ana, data: '{}', attempts: 1 },
      ...{ message_id: randomUUID(), due_at: now.toISOString(), created_at: now.toISOString() },
    })
    const keep = (...rows: readonly ReturnType<typeof letter>[]) =>
      database.write((tx) => tx.db.insertInto('outbox').values(rows).execute())
    const no = (who: number) => letter(who, 'failed', 'recipient-refused')
    // Boris has had a letter since, and what is our own fault is not held against him.
    await keep(no(id), no(id), no(boris), no(boris), letter(boris, 'sent', null), no(boris))
    await keep(letter(id, 'failed', 'too-old'), letter(boris, 'failed', 'too-old'))
    expect(await forgetUnreachable(database)).toBe(0)
    await keep(no(id), no(boris))
    expect(await forgetUnreachable(database)).toBe(1)
    const left = await database.read.selectFrom('subscriptions').select('id').execute()
    expect(left).toEqual([{ id: boris }])
    expect(await forgetUnreachable(database)).toBe(0)
  })

  it('keeps its letters for a month', async () => {
    const { database } = of()
    await subscriber(database, ana)
    await database.write((tx) => tx.db.updateTable('outbox').set({ state: 'sent' }).execute())
    expect([await lapse(database, after(30 * day)), (await letters(database)).length]).toEqual([0, 1])
    expect([await lapse(database, after(30 * day + 1)), (await letters(database)).length]).toEqual([1, 0])
  })
})
