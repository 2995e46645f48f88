import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { carryOn, carryOnAll } from '../../../src/domain/letters/carry-on.ts'
import { keepDraft, type Writer } from '../../../src/domain/letters/draft.ts'
import { reachOf } from '../../../src/domain/letters/reach.ts'
import { refuseLetters } from '../../../src/domain/letters/refuse-letters.ts'
import { resend } from '../../../src/domain/letters/resend.ts'
import type { Selection } from '../../../src/domain/letters/selection.ts'
import { sendLetter, stopLetter } from '../../../src/domain/letters/send-letter.ts'
import { findWritten } from '../../../src/domain/letters/written-letter.ts'
import { addOrganizer } from '../../../src/domain/organizers/add-organizer.ts'
import { claim } from '../../../src/domain/outbox/claim.ts'
import { newRow } from '../../../src/domain/registrations/insert.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { withdraw } from '../../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, now, person, roundTable } from '../registrations/cast.ts'

onEachDatabase('the copies of a letter', (of) => {
  let organizerId = 0
  beforeAll(async () => {
    const boss = { email: 'boss@example.org', name: '', role: 'organizer', eventSlugs: [] } as const
    await addOrganizer(of().database, boss, now)
    organizerId = (await of().database.read.selectFrom('organizers').select('id').executeTakeFirstOrThrow())
      .id
  })

  afterEach(() => of().database.write((tx) => tx.db.deleteFrom('outbox').execute()))

  const writerOf = (event: EventRecord): Writer => ({
    eventId: event.id,
    permission: { organizerId, right: 'write-letters' },
  })

  /** So many people, their confirmations sent long ago. */
  async function crowd(slug: string, count: number): Promise<EventRecord> {
    const event = await hold(of().database, roundTable(slug))
    const confirmed = { status: 'confirmed', pendingFor: null, takesPlaces: true } as const
    const rows = Array.from({ length: count }, (_, i) =>
      newRow(event, person(`Човек ${i}`, { email: `${slug}.${i}@example.org` }), confirmed, now),
    )
    for (let from = 0; from < count; from += 300)
      await of().database.write((tx) =>
        tx.db
          .insertInto('registrations')
          .values(rows.slice(from, from + 300))
          .execute(),
      )
    return event
  }

  async function begin(event: EventRecord, selection: Selection = {}): Promise<number> {
    const { database } = of()
    const texts = { bg: { subject: 'Тема', body: 'Текст' } }
    const draft = { texts, fallback: 'bg', selection, hasInvitation: false }
    const id = await keepDraft(database, writerOf(event), `${event.slug}-${Math.random()}`, draft, now)
    const { digest } = await reachOf(database.read, writerOf(event), selection)
    await sendLetter(database, writerOf(event), { id, version: 1, digest }, now)
    return id
  }

  async function copiesOf(letter: number) {
    const rows = await of()
      .database.read.selectFrom('outbox')
      .select(['registration_id', 'state'])
      .where('letter_id', '=', letter)
      .execute()
    return { copies: rows.length, people: new Set(rows.map((row) => row.registration_id)).size }
  }

  /** A program that ends after so many pieces. */
  const endingAfter = (pieces: number): Database => {
    let left = pieces
    const { database } = of()
    return {
      ...database,
      write: (operation) =>
        left-- > 0 ? database.write(operation) : Promise.reject(new Error('the power is cut')),
    }
  }

  test('are carried on with after the program ended in between, one a person', async () => {
    const event = await crowd('cut', 1100)
    const letter = await begin(event)
    await expect(carryOn(endingAfter(2), letter, now)).rejects.toThrow('the power is cut')
    expect(await copiesOf(letter)).toEqual({ copies: 500, people: 500 })
    await carryOnAll(of().database, now)
    expect(await copiesOf(letter)).toEqual({ copies: 1100, people: 1100 })
    const found = await findWritten(of().database.read, writerOf(event), letter)
    expect([found?.state, found?.recipients]).toEqual(['queued', 1100])
  })

  test('are single although several programs carry on at once, and one begins anew', async () => {
    const { database } = of()
    const event = await crowd('together', 900)
    const letter = await begin(event)
    await Promise.all([1, 2, 3].map(() => carryOn(database, letter, now)))
    expect(await copiesOf(letter)).toEqual({ copies: 900, people: 900 })
    await database.write((tx) =>
      tx.db
        .updateTable('letters')
        .set({ state: 'queueing', queued_through: 0 })
        .where('id', '=', letter)
        .execute(),
    )
    await carryOnAll(database, now)
    expect(await copiesOf(letter)).toEqual({ copies: 900, people: 900 })
  })

  test('stop in the middle of being queued, and nobody gets what was not claimed', async () => {
    const { database } = of()
    const event = await crowd('halt', 600)
    const letter = await begin(event)
    await expect(carryOn(endingAfter(1), letter, now)).rejects.toThrow()
    const found = await findWritten(database.read, writerOf(event), letter)
    if (found === undefined) throw new Error('It was just begun')
    expect(await stopLetter(database, writerOf(event), found, now)).toBe(true)
    await carryOnAll(database, now)
    expect(await claim(database, 'worker', 50, later(1))).toEqual([])
    expect(await copiesOf(letter)).toEqual({ copies: 250, people: 250 })
  })

  test('wait behind every letter to one person, also to one of theirs', async () => {
    const { database } = of()
    const event = await crowd('line', 30)
    const done = await register(database, event, person('Анна'), now)
    if (done.done === 'refused') throw new Error(done.reason)
    await database.write((tx) => tx.db.updateTable('outbox').set({ state: 'sent' }).execute())
    await carryOn(database, await begin(event), now)
    // Cancelled after the letter was queued: what is about their registration does not wait for it.
    await withdraw(database, done.id, later(2))
    await register(database, event, person('Нова'), later(2))
    const claimed = await claim(database, 'worker', 20, later(3))
    expect(claimed.map(({ kind, to_name }) => `${kind} ${to_name}`)).toEqual([
      'cancelled Анна',
      'confirmed Нова',
      ...Array.from({ length: 10 }, (_, i) => `letter Човек ${i}`),
    ])
  })

  test('go to those who have gone only where they are named', async () => {
    const { database } = of()
    const event = await crowd('gone', 3)
    const [first, second] = await database.read
      .selectFrom('registrations')
      .select('id')
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()
    await database.write((tx) =>
      tx.db
        .updateTable('registrations')
        .set({ status: 'cancelled' })
        .where('id', '=', first?.id ?? 0)
        .execute(),
    )
    await refuseLetters(database, second?.id ?? 0, now)
    const all = await reachOf(database.read, writerOf(event), {})
    expect({ ...all, languages: [...all.languages] }).toMatchObject({
      recipients: 1,
      languages: [['bg', 1]],
      leftOut: { cancelled: 1, unverified: 0, 'no-address': 0, stopped: 1 },
    })
    expect((await reachOf(database.read, writerOf(event), { statuses: ['cancelled'] })).recipients).toBe(1)
  })

  test('nobody without the right sends, stops or sends again', async () => {
    const { database } = of()
    const event = await crowd('right', 2)
    const letter = await begin(event)
    await carryOn(database, letter, now)
    await database.write((tx) =>
      tx.db.updateTable('outbox').set({ state: 'failed' }).where('letter_id', '=', letter).execute(),
    )
    const stranger: Writer = {
      eventId: event.id,
      permission: { organizerId: organizerId + 1000, right: 'write-letters' },
    }
    const found = await findWritten(database.read, writerOf(event), letter)
    expect(await findWritten(database.read, stranger, letter)).toBeUndefined()
    expect(await resend(database, stranger, 'all', now)).toBe(0)
    expect(found && (await stopLetter(database, stranger, found, now))).toBe(false)
    expect(await resend(database, writerOf(event), 'all', now)).toBe(2)
  })

  test('what later letters have overtaken is not sent again', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('overtaken'))
    const done = await register(database, event, person('Анна'), now)
    if (done.done === 'refused') throw new Error(done.reason)
    const fail = () =>
      database.write((tx) =>
        tx.db.updateTable('outbox').set({ state: 'failed' }).where('event_id', '=', event.id).execute(),
      )
    await fail()
    await withdraw(database, done.id, later(1))
    await fail()
    expect(await resend(database, writerOf(event), 'all', later(2))).toBe(1)
    const rows = await database.read
      .selectFrom('outbox')
      .select(['kind', 'state', 'attempts'])
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()
    expect(rows).toEqual([
      { kind: 'confirmed', state: 'failed', attempts: 0 },
      { kind: 'cancelled', state: 'waiting', attempts: 0 },
    ])
  })
})
