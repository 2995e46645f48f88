import { expect, test } from 'vitest'
import type { EventRecord } from '../../../../src/domain/events/event-record.ts'
import { change } from '../../../../src/domain/registrations/change.ts'
import { type Merge, merge, sealOf } from '../../../../src/domain/registrations/doubles/merge.ts'
import { part } from '../../../../src/domain/registrations/doubles/part.ts'
import { register } from '../../../../src/domain/registrations/register.ts'
import type { RegistrationInput } from '../../../../src/domain/registrations/registration-input.ts'
import {
  findRegistration,
  type RegistrationRow,
} from '../../../../src/domain/registrations/registration-record.ts'
import { withdraw } from '../../../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { hold, later, now, people, person, roundTable } from '../cast.ts'

onEachDatabase('merging two registrations of one person', (of) => {
  let count = 0
  const newEvent = (capacity: number, sessions: Record<string, number | null> = {}) =>
    hold(of().database, roundTable(`merge-${++count}`, { capacity, guests: 9 }), sessions)

  async function comes(event: EventRecord, input: RegistrationInput, minute = 0): Promise<RegistrationRow> {
    const answer = await register(of().database, event, input, later(minute))
    if (answer.done === 'refused') throw new Error(answer.reason)
    return row(answer.id)
  }

  async function row(id: number): Promise<RegistrationRow> {
    const found = await findRegistration(of().database.read, id)
    if (found === undefined) throw new Error('The registration is gone')
    return found.registration
  }

  const wish = (kept: RegistrationRow, gone: RegistrationRow, more: Partial<Merge> = {}): Merge => ({
    ...{ kept: kept.id, gone: gone.id, fromGone: [], letter: false, by: 1 },
    seals: { kept: sealOf(kept), gone: sealOf(gone) },
    ...more,
  })

  async function places(event: EventRecord) {
    const whole = await of()
      .database.read.selectFrom('event_places')
      .select(['taken', 'waiting'])
      .where('event_id', '=', event.id)
      .executeTakeFirstOrThrow()
    const sessions = await of()
      .database.read.selectFrom('session_places')
      .select(['session', 'taken'])
      .where('event_id', '=', event.id)
      .orderBy('session')
      .execute()
    return { ...whole, ...Object.fromEntries(sessions.map(({ session, taken }) => [session, taken])) }
  }

  test('keeps what was chosen, hands the place on, and can be undone', async () => {
    const event = await newEvent(3, { water: 5, roads: 5 })
    const kept = await comes(event, person('Елена Стоянова', { sessions: ['water'], note: 'Кратко' }))
    const gone = await comes(
      event,
      person('Elena Stoyanova', {
        guests: 1,
        guestNames: ['Иво'],
        sessions: ['roads'],
        phone: '+359887848238',
      }),
    )
    await comes(event, person('Чакащ'))
    await of().database.write((tx) =>
      tx.db
        .insertInto('check_ins')
        .values({ registration_id: gone.id, day: null, session: null, checked_in_at: now.toISOString() })
        .execute(),
    )
    const merged = await merge(of().database, wish(kept, gone, { fromGone: ['phone'] }), later(5))
    expect(merged).toEqual({ done: 'merged', id: kept.id, status: 'confirmed', fullSessions: [] })
    const after = await row(kept.id)
    expect(after).toMatchObject({
      phone: '+359887848238',
      phone_e164: '+359887848238',
      note: 'Кратко',
      guests: 0,
    })
    expect(JSON.parse(after.sessions)).toEqual(['water', 'roads'])
    expect(await row(gone.id)).toMatchObject({ status: 'cancelled', merged_into: kept.id })
    expect(await people(of().database, event)).toContain('Чакащ: confirmed')
    expect(await places(event)).toEqual({ taken: 2, waiting: 0, water: 1, roads: 1 })
    expect(await arrivals(kept.id)).toBe(1)
    expect(await logged(event)).toEqual(['people-merged'])
    expect(await part(of().database, { goneId: gone.id, by: 1 }, later(6))).toEqual({
      done: 'refused',
      reason: 'full',
    })
    const [third] = await live(event, 'Чакащ')
    await withdraw(of().database, third?.id ?? 0, later(7))
    expect(await part(of().database, { goneId: gone.id, by: 1 }, later(8))).toEqual({
      done: 'parted',
      fullSessions: [],
    })
    expect(said(await row(kept.id))).toEqual(said(kept))
    expect(said(await row(gone.id))).toEqual(said(gone))
    expect(await places(event)).toEqual({ taken: 3, waiting: 0, water: 1, roads: 2 })
    expect(await arrivals(gone.id)).toBe(1)
  })

  test('gives the better status, and leaves the waiting list', async () => {
    const event = await newEvent(1)
    const gone = await comes(event, person('Елена Стоянова'))
    const kept = await comes(event, person('Elena Stoyanova'))
    expect(kept.status).toBe('waitlisted')
    expect(await merge(of().database, wish(kept, gone), later(1))).toMatchObject({
      done: 'merged',
      status: 'confirmed',
    })
    expect(await places(event)).toEqual({ taken: 1, waiting: 0 })
  })

  test('is refused where there is no room for the guests that were chosen', async () => {
    const event = await newEvent(3)
    const kept = await comes(event, person('Елена Стоянова'))
    const gone = await comes(event, person('Elena Stoyanova', { answer: 'maybe', guests: 5 }))
    await comes(event, person('Друг', { guests: 1 }))
    const wanted = wish(kept, gone, { fromGone: ['guests'] })
    expect(await merge(of().database, wanted, later(1))).toEqual({ done: 'refused', reason: 'full' })
    expect(said(await row(gone.id))).toEqual(said(gone))
  })

  test('loses nothing that the person changes at the same time', { timeout: 120_000 }, async () => {
    const event = await newEvent(500)
    const outcomes = new Set<string>()
    for (let round = 0; round < 12; round++) {
      const kept = await comes(event, person(`Елена ${round}`))
      const gone = await comes(event, person(`Elena ${round}`))
      const [merged, changed] = await Promise.all([
        merge(of().database, wish(kept, gone), later(2)),
        round % 2 === 0
          ? change(of().database, gone.id, { note: 'Идвам с колелото' }, later(2))
          : withdraw(of().database, gone.id, later(2)),
      ])
      outcomes.add(`${merged.done} ${changed.done}`)
      // One of the two was first, and the other was told.
      expect([merged.done, changed.done].filter((done) => done === 'refused')).toHaveLength(1)
      if (changed.done === 'changed') expect((await row(gone.id)).note).toBe('Идвам с колелото')
    }
    const taken = await of()
      .database.read.selectFrom('registrations')
      .select((is) => is.fn.countAll<number>().as('n'))
      .where('event_id', '=', event.id)
      .where('status', '=', 'confirmed')
      .executeTakeFirstOrThrow()
    expect((await places(event)).taken).toBe(taken.n)
    expect(outcomes.size).toBeGreaterThan(0)
  })

  test('without the seal, what the person wrote in between is lost', async () => {
    const event = await newEvent(10)
    const kept = await comes(event, person('Елена Стоянова'))
    const gone = await comes(event, person('Elena Stoyanova'))
    const seen = wish(kept, gone)
    await change(of().database, gone.id, { note: 'Идвам с колелото' }, later(1))
    expect(await merge(of().database, seen, later(2))).toEqual({ done: 'refused', reason: 'changed' })
    // The positive control: whoever seals what nobody has looked at merges the note away.
    const unseen = wish(await row(kept.id), await row(gone.id))
    expect(await merge(of().database, unseen, later(3))).toMatchObject({ done: 'merged' })
    expect((await row(kept.id)).note).toBe('')
  })

  const said = ({ stamped_at, updated_at, ...rest }: RegistrationRow) => rest

  async function arrivals(id: number): Promise<number> {
    const rows = await of()
      .database.read.selectFrom('check_ins')
      .select('id')
      .where('registration_id', '=', id)
      .execute()
    return rows.length
  }

  function live(event: EventRecord, name: string) {
    return of()
      .database.read.selectFrom('registrations')
      .select('id')
      .where('event_id', '=', event.id)
      .where('name', '=', name)
      .execute()
  }

  async function logged(event: EventRecord): Promise<string[]> {
    const rows = await of()
      .database.read.selectFrom('audit_log')
      .select('action')
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()
    return rows.map(({ action }) => action)
  }
})
