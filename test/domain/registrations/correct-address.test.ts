import { expect, it } from 'vitest'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { confirmAddress } from '../../../src/domain/registrations/confirm-address.ts'
import { correctAddress } from '../../../src/domain/registrations/correct-address.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { withdraw } from '../../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, letters, now, people, person, places, roundTable } from './cast.ts'

const slip = { from: 'ana@gmial.com', to: 'ana@gmail.com' }

onEachDatabase('a slip in the address', (of) => {
  async function join(event: EventRecord, name: string, email = slip.from) {
    const answer = await register(of().database, event, person(name, { email }), now)
    if (answer.done === 'refused') throw new Error(answer.reason)
    return answer.id
  }

  const row = (id: number) =>
    of()
      .database.read.selectFrom('registrations')
      .select(['email', 'identity', 'generation', 'search', 'status'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  const addressed = (event: EventRecord) =>
    of()
      .database.read.selectFrom('outbox')
      .select(['to_email', 'state'])
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()

  it('is mended: the letter goes to the right one, the place stays, the old link is dead', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('mended', { capacity: 1 }))
    const id = await join(event, 'Ana')
    await join(event, 'Boris', 'boris@example.org')
    expect(await correctAddress(database, id, slip, later(1))).toEqual({ done: 'corrected' })
    expect(await row(id)).toMatchObject({
      email: slip.to,
      identity: 'ana\nana@gmail.com',
      generation: 1,
      status: 'confirmed',
    })
    expect((await row(id)).search).toContain(slip.to)
    expect(await addressed(event)).toEqual([
      { to_email: slip.from, state: 'dropped' },
      { to_email: 'boris@example.org', state: 'waiting' },
      { to_email: slip.to, state: 'waiting' },
    ])
    expect((await letters(database, event)).at(-1)).toBe('confirmed → Ana (REQUEST 0)')
    expect(await people(database, event)).toEqual(['Ana: confirmed', 'Boris: waitlisted 1'])
    expect(await places(database, event)).toEqual({ taken: 1, waiting: 1 })
    // Pressed twice.
    expect(await correctAddress(database, id, slip, later(2))).toEqual({ done: 'refused', reason: 'changed' })
  })

  it('is left alone where the address has answered, the person is known, or it is too late', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('left', { verify_email: true }))
    const proven = await join(event, 'Ana')
    await confirmAddress(database, proven, later(1))
    const known = await join(event, 'Boris')
    await join(event, 'Boris', slip.to)
    const gone = await join(event, 'Vera')
    await withdraw(database, gone, later(1))
    const old = await join(event, 'Gleb')
    const before = await Promise.all([proven, known, gone, old].map(row))
    const of2 = (id: number, at = later(2)) => correctAddress(database, id, slip, at)
    expect(await of2(proven)).toEqual({ done: 'refused', reason: 'changed' })
    expect(await of2(known)).toEqual({ done: 'refused', reason: 'known' })
    expect(await of2(gone)).toEqual({ done: 'refused', reason: 'changed' })
    expect(await of2(old, new Date('2026-12-03T00:00:00.000Z'))).toEqual({ done: 'refused', reason: 'over' })
    expect(await of2(999_999)).toEqual({ done: 'refused', reason: 'unknown' })
    expect(await Promise.all([proven, known, gone, old].map(row))).toEqual(before)
  })
})
