import { expect, it } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { approve, turnDown } from '../../../src/domain/registrations/approve.ts'
import { change } from '../../../src/domain/registrations/change.ts'
import { confirmAddress } from '../../../src/domain/registrations/confirm-address.ts'
import { expireHolds } from '../../../src/domain/registrations/expire-holds.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { withdraw } from '../../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, letters, now, people, person, places, roundTable, sessionPlaces } from './cast.ts'

onEachDatabase('registrations', (of) => {
  /** Registers, and fails the test where it was refused. */
  async function join(event: EventRecord, name: string, more: Parameters<typeof person>[1] = {}) {
    const answer = await register(of().database, event, person(name, more), now)
    if (answer.done === 'refused') throw new Error(`refused: ${answer.reason}`)
    return answer
  }

  async function pretendAllLettersLeft(database: Database) {
    await database.write((tx) =>
      tx.db.updateTable('outbox').set({ state: 'sent' }).where('state', '=', 'waiting').execute(),
    )
  }

  it('confirm while there are places, then wait in order, and move up when someone cancels', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('in-order', { capacity: 2 }))
    const ana = await join(event, 'Ana')
    await join(event, 'Boris')
    await join(event, 'Vera')
    await join(event, 'Gleb')
    expect(await people(database, event)).toEqual([
      'Ana: confirmed',
      'Boris: confirmed',
      'Vera: waitlisted 1',
      'Gleb: waitlisted 2',
    ])
    await pretendAllLettersLeft(database)

    expect(await withdraw(database, ana.id, later(1))).toEqual({ done: 'cancelled' })
    expect(await people(database, event)).toEqual([
      'Ana: cancelled',
      'Boris: confirmed',
      'Vera: confirmed',
      'Gleb: waitlisted 2',
    ])
    expect(await places(database, event)).toEqual({ taken: 2, waiting: 1 })
    expect(await letters(database, event)).toEqual([
      'confirmed → Ana (REQUEST 0)',
      'confirmed → Boris (REQUEST 0)',
      'waiting → Vera',
      'waiting → Gleb',
      'cancelled → Ana (CANCEL 1)',
      'moved-up → Vera (REQUEST 0)',
    ])
    expect(await withdraw(database, ana.id, later(2))).toEqual({ done: 'refused', reason: 'already' })
  })

  it('let nobody overtake a party that waits for enough places', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('parties', { capacity: 4 }))
    const ana = await join(event, 'Ana', { guests: 1 })
    const boris = await join(event, 'Boris')
    await join(event, 'Vera', { guests: 2 })
    await join(event, 'Gleb')
    expect(await people(database, event)).toEqual([
      'Ana: confirmed',
      'Boris: confirmed',
      'Vera: waitlisted 1',
      'Gleb: waitlisted 2',
    ])

    await change(database, ana.id, { guests: 0 }, later(1))
    expect(await people(database, event)).toEqual([
      'Ana: confirmed',
      'Boris: confirmed',
      'Vera: waitlisted 1',
      'Gleb: waitlisted 2',
    ])
    await withdraw(database, boris.id, later(2))
    expect(await people(database, event)).toEqual([
      'Ana: confirmed',
      'Boris: cancelled',
      'Vera: confirmed',
      'Gleb: waitlisted 2',
    ])
    expect(await places(database, event)).toEqual({ taken: 4, waiting: 1 })
    const { database: db } = of()
    expect(await register(db, event, person('Dina', { guests: 4 }), now)).toEqual({
      done: 'refused',
      reason: 'party-too-large',
    })
  })

  it('refuse where there is no waiting list, and leave no trace', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('no-list', { capacity: 1, waitlist: false }))
    await join(event, 'Ana')
    expect(await register(database, event, person('Boris'), now)).toEqual({ done: 'refused', reason: 'full' })
    expect(await people(database, event)).toEqual(['Ana: confirmed'])
    expect(await letters(database, event)).toEqual(['confirmed → Ana (REQUEST 0)'])
  })

  it('know the same person again, change nothing and write no second letter within ten minutes', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('again', { capacity: 1 }))
    await join(event, 'Ana Ivanova', { email: 'ana@example.org' })
    const again = await join(event, ' ANA  ivanova', { email: 'Ana@Example.org', organization: 'Other' })
    expect(again).toMatchObject({ repeated: true, status: 'confirmed', shownStatus: 'waitlisted' })
    const husband = await join(event, 'Petar Ivanov', { email: 'ana@example.org' })
    expect(husband).toMatchObject({ repeated: false, status: 'waitlisted', shownStatus: 'waitlisted' })
    expect(await letters(database, event)).toEqual([
      'confirmed → Ana Ivanova (REQUEST 0)',
      'waiting → Petar Ivanov',
    ])

    await register(database, event, person('Ana Ivanova', { email: 'ana@example.org' }), later(11))
    expect((await letters(database, event)).at(-1)).toBe('confirmed → Ana Ivanova (REQUEST 0)')
    expect(await places(database, event)).toEqual({ taken: 1, waiting: 1 })
  })

  it('make a new registration after a cancelled one', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('anew'))
    const first = await join(event, 'Ana')
    await withdraw(database, first.id, later(1))
    const second = await join(event, 'Ana')
    expect(second.repeated).toBe(false)
    expect(second.reference).not.toBe(first.reference)
    expect(await people(database, event)).toEqual(['Ana: cancelled', 'Ana: confirmed'])
    expect(await letters(database, event)).toEqual([
      '[confirmed → Ana (REQUEST 0)]',
      'confirmed → Ana (REQUEST 0)',
    ])
  })

  it('take a no and a maybe without a place, and let them change their mind', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('minds', { capacity: 1 }))
    await join(event, 'Ana', { answer: 'no' })
    const again = await join(event, 'Ana', { answer: 'no' })
    expect(again.repeated).toBe(true)
    const boris = await join(event, 'Boris', { answer: 'maybe' })
    expect(await places(database, event)).toEqual({ taken: 0, waiting: 0 })
    expect(await change(database, boris.id, { answer: 'yes' }, later(1))).toEqual({
      done: 'changed',
      status: 'confirmed',
    })
    expect(await places(database, event)).toEqual({ taken: 1, waiting: 0 })
    await pretendAllLettersLeft(database)
    expect(await change(database, boris.id, { answer: 'no' }, later(2))).toEqual({
      done: 'changed',
      status: 'declined',
    })
    expect(await people(database, event)).toEqual(['Ana: declined', 'Boris: declined'])
    expect(await letters(database, event)).toEqual([
      'declined → Ana',
      'maybe → Boris',
      'confirmed → Boris (REQUEST 0)',
      'declined → Boris (CANCEL 1)',
    ])
  })

  it('count guests in sessions, refuse a full one, and drop it for whoever moves up', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('sessions', { capacity: 4 }), { youth: 3, towns: null })
    const ana = await join(event, 'Ana', { guests: 1, sessions: ['youth', 'towns'] })
    const refused = await register(database, event, person('Boris', { guests: 1, sessions: ['youth'] }), now)
    expect(refused).toEqual({ done: 'refused', reason: 'session-full', sessions: ['youth'] })
    expect(await people(database, event)).toEqual(['Ana: confirmed'])
    await join(event, 'Vera', { guests: 1 })
    await join(event, 'Gleb', { sessions: ['youth', 'towns'] })
    expect(await sessionPlaces(database, event)).toEqual({ youth: 2, towns: 2 })

    await database.write((tx) =>
      tx.db
        .updateTable('session_places')
        .set({ capacity: 0 })
        .where('session', '=', 'youth')
        .where('event_id', '=', event.id)
        .execute(),
    )
    await withdraw(database, ana.id, later(1))
    expect(await sessionPlaces(database, event)).toEqual({ youth: 0, towns: 1 })
    expect(await people(database, event)).toEqual(['Ana: cancelled', 'Vera: confirmed', 'Gleb: confirmed'])
    const row = await database.read
      .selectFrom('registrations')
      .select('sessions')
      .where('name', '=', 'Gleb')
      .where('event_id', '=', event.id)
      .executeTakeFirst()
    expect(row).toEqual({ sessions: '["towns"]' })
  })

  it('refuse more guests than there are places, and keep the old party', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('more-guests', { capacity: 2 }))
    const ana = await join(event, 'Ana')
    expect(await change(database, ana.id, { guests: 2, note: 'x' }, later(1))).toEqual({
      done: 'refused',
      reason: 'full',
    })
    expect(await change(database, ana.id, { guests: 1 }, later(1))).toEqual({
      done: 'changed',
      status: 'confirmed',
    })
    expect(await change(database, ana.id, { guests: 1 }, later(1))).toEqual({
      done: 'unchanged',
      status: 'confirmed',
    })
    expect(await places(database, event)).toEqual({ taken: 2, waiting: 0 })
  })

  it('hold a place for a day until the address is confirmed, then hand it on', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('address', { capacity: 1, verify_email: true }))
    const ana = await join(event, 'Ana')
    const boris = await join(event, 'Boris')
    expect(await people(database, event)).toEqual(['Ana: pending', 'Boris: waitlisted 1'])
    const dayLater = later(24 * 60 + 1)
    expect(await expireHolds(database, later(24 * 60 - 1))).toBe(0)
    expect(await expireHolds(database, dayLater)).toBe(1)
    expect(await people(database, event)).toEqual(['Ana: cancelled', 'Boris: pending'])
    expect(await confirmAddress(database, ana.id, dayLater)).toEqual({ done: 'refused', reason: 'expired' })
    expect(await confirmAddress(database, boris.id, dayLater)).toEqual({
      done: 'confirmed',
      status: 'confirmed',
    })
    expect(await confirmAddress(database, boris.id, dayLater)).toEqual({ done: 'refused', reason: 'already' })
    expect(await places(database, event)).toEqual({ taken: 1, waiting: 0 })
    expect(await letters(database, event)).toEqual([
      'verify-address → Ana',
      '[waiting → Boris]',
      '[verify-address → Boris]',
      'confirmed → Boris (REQUEST 0)',
    ])
  })

  it('give the place of a hold that ran out unnoticed to the next who comes', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('unnoticed', { capacity: 1, verify_email: true }))
    await join(event, 'Ana')
    const answer = await register(database, event, person('Boris'), later(24 * 60 + 1))
    expect(answer).toMatchObject({ status: 'pending', pendingFor: 'address' })
    expect(await people(database, event)).toEqual(['Ana: cancelled', 'Boris: pending'])
  })

  it('let an organizer approve, turn down, and go over the limit for a reason', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('approval', { capacity: 1, approval: true }))
    const [ana, boris, vera, gleb] = [
      await join(event, 'Ana'),
      await join(event, 'Boris'),
      await join(event, 'Vera'),
      await join(event, 'Gleb'),
    ]
    expect(await places(database, event)).toEqual({ taken: 0, waiting: 0 })
    expect(await approve(database, ana.id, later(1))).toEqual({ done: 'approved', status: 'confirmed' })
    expect(await approve(database, boris.id, later(2))).toEqual({ done: 'approved', status: 'waitlisted' })
    expect(await approve(database, vera.id, later(3), { overLimitReason: 'speaker' })).toEqual({
      done: 'approved',
      status: 'confirmed',
    })
    expect(await turnDown(database, gleb.id, later(4))).toEqual({ done: 'turned-down' })
    expect(await approve(database, gleb.id, later(5))).toEqual({ done: 'refused', reason: 'not-pending' })
    expect(await people(database, event)).toEqual([
      'Ana: confirmed',
      'Boris: waitlisted 1',
      'Vera: confirmed',
      'Gleb: cancelled',
    ])
    expect(await places(database, event)).toEqual({ taken: 2, waiting: 1 })
  })

  it('open and close in time', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('times'))
    const early = { ...event, opensAt: later(5).toISOString() }
    expect(await register(database, early, person('Ana'), now)).toEqual({ done: 'refused', reason: 'early' })
    expect(await register(database, early, person('Ana'), later(5))).toMatchObject({ done: 'registered' })
    const closing = { ...event, closesAt: later(5).toISOString() }
    expect(await register(database, closing, person('Boris'), later(5))).toEqual({
      done: 'refused',
      reason: 'closed',
    })
    const byHand = person('Boris', { enteredBy: 1, source: 'phone', email: null })
    expect(await register(database, closing, byHand, later(5))).toMatchObject({
      done: 'registered',
      status: 'confirmed',
    })
    expect((await letters(database, event)).length).toBe(1)
  })

  it('never exceed the places, whoever comes at once', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('rush', { capacity: 20 }))
    const names = Array.from({ length: 200 }, (_, i) => `Person ${i}`)
    const answers = await Promise.all(names.map((name) => register(database, event, person(name), now)))
    const statuses = answers.map((answer) => (answer.done === 'registered' ? answer.status : answer.reason))
    expect(statuses.filter((status) => status === 'confirmed')).toHaveLength(20)
    expect(statuses.filter((status) => status === 'waitlisted')).toHaveLength(180)
    expect(await places(database, event)).toEqual({ taken: 20, waiting: 180 })
  })

  it('stay consistent when many come, change and go at once', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('churn', { capacity: 10 }), { youth: 6 })
    const come = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        register(
          database,
          event,
          person(`Guest ${i}`, { guests: i % 3, sessions: i % 2 ? [] : ['youth'] }),
          now,
        ),
      ),
    )
    const ids = come.flatMap((answer) => (answer.done === 'registered' ? [answer.id] : []))
    await Promise.all([
      ...ids.filter((_, i) => i % 3 === 0).map((id) => withdraw(database, id, later(1))),
      ...ids.filter((_, i) => i % 3 === 1).map((id) => change(database, id, { guests: 0 }, later(1))),
      ...Array.from({ length: 10 }, (_, i) => register(database, event, person(`Late ${i}`), later(1))),
    ])
    const rows = await database.read
      .selectFrom('registrations')
      .select(['status', 'guests', 'sessions'])
      .where('event_id', '=', event.id)
      .execute()
    const confirmed = rows.filter((row) => row.status === 'confirmed')
    const taken = confirmed.reduce((sum, row) => sum + 1 + row.guests, 0)
    const youth = confirmed
      .filter((row) => row.sessions.includes('youth'))
      .reduce((sum, row) => sum + 1 + row.guests, 0)
    expect(taken).toBeLessThanOrEqual(10)
    expect(await places(database, event)).toEqual({
      taken,
      waiting: rows.filter((row) => row.status === 'waitlisted').length,
    })
    expect(await sessionPlaces(database, event)).toEqual({ youth })
  })
})
