import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Database, Tx } from '../../../../src/database/database.ts'
import type { EventDocument } from '../../../../src/domain/events/event.ts'
import { type EventRecord, findEvent } from '../../../../src/domain/events/event-record.ts'
import { importFiles } from '../../../../src/domain/events/import-events.ts'
import { addOrganizer } from '../../../../src/domain/organizers/add-organizer.ts'
import { change } from '../../../../src/domain/registrations/change.ts'
import { type ClaimedLetter, claimLetters } from '../../../../src/domain/registrations/due-letters.ts'
import { register } from '../../../../src/domain/registrations/register.ts'
import { type Revision, reviseEvent } from '../../../../src/domain/registrations/revise-event.ts'
import { tellChanges } from '../../../../src/domain/registrations/telling/tell-changes.ts'
import { tellOfImport } from '../../../../src/domain/registrations/telling/tell-of-import.ts'
import { withdraw } from '../../../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { folderOf } from '../../../support/event-files.ts'
import { hold, later, letters, now, person, roundTable } from '../cast.ts'

let number = 0

onEachDatabase('when an event changes', (of) => {
  let database: Database
  let slug: string
  let by: number

  beforeEach(async () => {
    database = of().database
    slug = `moved-${++number}`
    await hold(database, roundTable(slug, { capacity: 2 }))
    const added = await addOrganizer(
      database,
      { email: 'o@example.org', name: '', role: 'admin', eventSlugs: [] },
      now,
    )
    if (added.done === 'refused') throw new Error(added.reason)
    const organizer = await database.read.selectFrom('organizers').select('id').executeTakeFirstOrThrow()
    by = organizer.id
  })

  const event = async (): Promise<EventRecord> => {
    const found = await findEvent(database.read, slug)
    if (found === undefined) throw new Error('It is there')
    return found
  }

  async function come(name: string, more: Parameters<typeof person>[1] = {}, at = now): Promise<number> {
    const done = await register(database, await event(), person(name, more), at)
    if (done.done === 'refused') throw new Error(done.reason)
    return done.id
  }

  async function revise(
    changes: Partial<EventDocument>,
    telling: NonNullable<Revision['telling']> = {},
    at = later(60),
  ): Promise<void> {
    const { id, version, document } = await event()
    const wanted = { ...document, ...changes }
    const done = await reviseEvent(
      database,
      { eventId: id, basedOn: version, document: wanted, files: null, by, telling },
      at,
    )
    expect(done.done).toBe('revised')
  }

  const tomorrow = { starts: '2026-12-03T09:00', ends: '2026-12-03T13:00' }
  const nextWeek = { starts: '2026-12-09T10:00', ends: '2026-12-09T14:00' }

  /** All letters that are due leave. */
  async function post(at = later(5)): Promise<ClaimedLetter[]> {
    const sent: ClaimedLetter[] = []
    for (;;) {
      const claimed = await claimLetters(database, 'test', 100, at)
      if (claimed.length === 0) return sent.filter((letter) => letter.event?.slug === slug)
      sent.push(...claimed)
      await database.write((tx) =>
        tx.db
          .updateTable('outbox')
          .set({ state: 'sent', claimed_by: null, claimed_until: null, attempts: 1 })
          .where(
            'id',
            'in',
            claimed.map(({ id }) => id),
          )
          .execute(),
      )
    }
  }

  const days = (letter: ClaimedLetter | undefined) => [
    letter?.kind,
    letter?.knew?.startsAt.slice(5, 13),
    letter?.event?.startsAt.slice(5, 13),
    letter?.data.calendar,
    letter?.data.sequence,
  ]

  test('everybody hears it once: who has a place with the invitation anew, who waits without one', async () => {
    await come('Вера')
    await come('Иво')
    await come('Ася')
    await come('Без Адрес', { email: null })
    const gone = await come('Мария')
    await withdraw(database, gone, later(1))
    await post()
    await revise(nextWeek, { note: { bg: 'Залата е заета.' } })
    expect(await tellChanges(database, later(60))).toBe(3)
    expect(await tellChanges(database, later(61))).toBe(0)
    expect(await tellChanges(database, later(62))).toBe(0)
    expect((await letters(database, await event())).slice(-3)).toEqual([
      'event-changed → Вера (REQUEST 1)',
      'event-changed → Иво (REQUEST 1)',
      'event-changed → Ася',
    ])
    const [first] = await post(later(63))
    expect(days(first)).toEqual(['event-changed', '12-02T07', '12-09T08', 'REQUEST', 1])
    expect(first?.data.note).toBe('Залата е заета.')
    const left = await database.read.selectFrom('tellings').selectAll().where('done_at', 'is', null).execute()
    expect(left).toEqual([])
  })

  test('a change that is changed again before its letter left makes one letter, from what people knew', async () => {
    await come('Вера')
    await post()
    await revise(tomorrow)
    await tellChanges(database, later(60))
    await revise(nextWeek, {}, later(61))
    await tellChanges(database, later(61))
    expect((await letters(database, await event())).slice(1)).toEqual([
      '[event-changed → Вера (REQUEST 1)]',
      'event-changed → Вера (REQUEST 2)',
    ])
    const [letter] = await post(later(63))
    expect(days(letter)).toEqual(['event-changed', '12-02T07', '12-09T08', 'REQUEST', 2])
  })

  test('one that is undone before its letter left is told to nobody', async () => {
    await come('Вера')
    await post()
    const { document } = await event()
    await revise({ status: 'cancelled' })
    await tellChanges(database, later(60))
    await revise({ status: document.status }, {}, later(61))
    await tellChanges(database, later(61))
    expect((await letters(database, await event())).slice(1)).toEqual(['[event-cancelled → Вера (CANCEL 1)]'])
  })

  test('whose confirmation has not left hears both in one letter, and gets it after all when the change is undone', async () => {
    await come('Вера')
    await revise(nextWeek)
    await tellChanges(database, later(60))
    const { starts, ends } = roundTable(slug)
    await revise({ starts, ends }, {}, later(61))
    await tellChanges(database, later(61))
    expect(await letters(database, await event())).toEqual([
      '[confirmed → Вера (REQUEST 0)]',
      '[event-changed → Вера (REQUEST 1)]',
      'confirmed → Вера (REQUEST 2)',
    ])
  })

  test('a letter that leaves late tells the day and the SEQUENCE of its moment', async () => {
    await come('Вера')
    const held = await claimLetters(database, 'slow', 10, later(1))
    expect(held.map(days)).toEqual([['confirmed', undefined, '12-02T07', 'REQUEST', 0]])
    await revise(nextWeek)
    await tellChanges(database, later(60))
    // The first worker was lost with its letter, which may or may not have left.
    const again = await claimLetters(database, 'other', 10, later(60))
    expect(again.map(days)).toEqual([['confirmed', undefined, '12-02T07', 'REQUEST', 0]])
    await post(later(65))
    expect((await letters(database, await event())).at(-1)).toBe('event-changed → Вера (REQUEST 1)')
  })

  test('who is not told now learns it from their next letter, and calendars believe that one', async () => {
    const vera = await come('Вера')
    await post()
    await come('Иво')
    await revise(nextWeek, { quiet: true })
    expect(await tellChanges(database, later(60))).toBe(0)
    // A letter that had not left tells what is now.
    expect((await post(later(61))).map(days)).toEqual([['confirmed', undefined, '12-09T08', 'REQUEST', 1]])
    await change(database, vera, { note: 'x', guests: 0, phone: '1' }, later(62))
    expect((await post(later(63))).map(days)).toEqual([['changed', undefined, '12-09T08', 'REQUEST', 1]])
  })

  test('who was not told of one change hears of both with the next', async () => {
    await come('Вера')
    await post()
    await revise(tomorrow, { quiet: true })
    await tellChanges(database, later(60))
    await revise(nextWeek, {}, later(70))
    await tellChanges(database, later(70))
    expect((await post(later(71))).map(days)).toEqual([
      ['event-changed', '12-02T07', '12-09T08', 'REQUEST', 2],
    ])
  })

  test('postponed, cancelled, back: calendars let go once and get it again, SEQUENCE only rises', async () => {
    await come('Вера')
    await post()
    const steps: Partial<EventDocument>[] = [
      { status: 'postponed' },
      { status: 'cancelled' },
      { status: 'published', ...nextWeek },
    ]
    const told: unknown[] = []
    for (const [i, step] of steps.entries()) {
      await revise(step, {}, later(60 + 2 * i))
      await tellChanges(database, later(60 + 2 * i))
      told.push(...(await post(later(61 + 2 * i))).map(days))
    }
    expect(told).toEqual([
      ['event-postponed', '12-02T07', '12-02T07', 'CANCEL', 1],
      ['event-cancelled', '12-02T07', '12-02T07', undefined, undefined],
      ['event-back', '12-02T07', '12-09T08', 'REQUEST', 3],
    ])
  })

  test('who registers from a page of before the change is found by the second look', async () => {
    const before = await event()
    await revise(nextWeek)
    await tellChanges(database, later(60))
    const late = await register(database, before, person('Късна'), later(60))
    expect(late.done).toBe('registered')
    await come('Нова', {}, later(60))
    expect(await tellChanges(database, later(61))).toBe(1)
    expect(await letters(database, await event())).toEqual([
      '[confirmed → Късна (REQUEST 0)]',
      'confirmed → Нова (REQUEST 1)',
      'event-changed → Късна (REQUEST 1)',
    ])
  })

  test('an imported file that moves it tells them too, and says how many; samples never do', async () => {
    await come('Вера')
    await come('Без Адрес', { email: null })
    await post()
    const { document } = await event()
    const folder = folderOf({ 'event.json': JSON.stringify({ ...document, ...nextWeek }) })
    const hooks = {
      onPlacesChanged: async () => {},
      onMoved: (tx: Tx, before: EventRecord) => tellOfImport(tx, before, later(60)),
    }
    const imported = await importFiles(database, [join(folder, 'event.json')], later(60), hooks)
    expect(imported).toEqual({
      done: 'imported',
      slugs: [slug],
      notices: [
        `${slug}: 1 person is told of the change`,
        `${slug}: 1 person is to be called: no e-mail address`,
      ],
    })
    expect(await tellChanges(database, later(60))).toBe(1)
    expect((await post(later(61))).map(days)).toEqual([
      ['event-changed', '12-02T07', '12-09T08', 'REQUEST', 1],
    ])
    writeFileSync(
      join(folder, 'event.json'),
      JSON.stringify({ ...document, ...nextWeek, status: 'cancelled' }),
    )
    await importFiles(database, [join(folder, 'event.json')], later(61), hooks)
    const log = database.read.selectFrom('audit_log').select(['action', 'organizer_id'])
    expect(
      await log
        .where('event_id', '=', (await event()).id)
        .orderBy('id')
        .execute(),
    ).toEqual([
      { action: 'event-changed', organizer_id: null },
      { action: 'event-cancelled', organizer_id: null },
    ])
    await tellChanges(database, later(61))
    writeFileSync(join(folder, 'event.json'), JSON.stringify({ ...document, ...tomorrow }))
    const options = { samples: true }
    const again = await importFiles(database, [join(folder, 'event.json')], later(62), hooks, options)
    expect(again).toEqual({ done: 'imported', slugs: [slug], notices: [] })
    expect(await tellChanges(database, later(62))).toBe(0)
  })

  test('words and typos are no news; nor is the place named in one more language', async () => {
    await come('Вера')
    await post()
    await revise({ title: { bg: 'Друго име' } })
    await revise({ venue: { city: { bg: 'Стара Загора', en: 'Stara Zagora' }, country: 'BG' } })
    expect(await tellChanges(database, later(60))).toBe(0)
    const { sequence } = await event()
    expect(sequence).toBe(1)
  })

  test('what is over is told to nobody, nor what nobody is registered for refused', async () => {
    await come('Вера')
    await post()
    await revise({ status: 'cancelled' }, {}, new Date('2026-12-05T10:00:00Z'))
    expect(await tellChanges(database, new Date('2026-12-05T10:00:00Z'))).toBe(0)
  })

  test('an event with people does not become a draft again', async () => {
    const gone = await come('Вера')
    const { id, version, document } = await event()
    const draft: Revision = {
      ...{ eventId: id, basedOn: version, files: null, by },
      document: { ...document, status: 'draft' },
    }
    expect(await reviseEvent(database, draft, later(1))).toEqual({
      done: 'refused',
      reason: 'people-registered',
    })
    await withdraw(database, gone, later(2))
    expect((await reviseEvent(database, draft, later(3))).done).toBe('revised')
  })

  describe('many people', () => {
    const count = 600

    test('who is interrupted goes on where they stopped; who leaves meanwhile hears of their own', async () => {
      const first = database.dialect === 'sqlite' ? 50 : 250
      for (let i = 0; i < count; i++) await come(`Гост ${i}`, { email: `g${i}@example.org`, answer: 'maybe' })
      await post()
      await revise(nextWeek)
      let writes = 0
      const dying: Database = {
        ...database,
        write: (operation) => {
          if (++writes === 2) throw new Error('power cut')
          return database.write(operation)
        },
      }
      await expect(tellChanges(dying, later(60))).rejects.toThrow('power cut')
      const half = await letters(database, await event())
      expect(half.filter((line) => line.startsWith('event-changed')).length).toBe(first)
      const [last] = await database.read
        .selectFrom('registrations')
        .select('id')
        .where('name', '=', `Гост ${count - 1}`)
        .orderBy('id', 'desc')
        .execute()
      await withdraw(database, last?.id ?? 0, later(60))
      expect(await tellChanges(database, later(60))).toBe(count - first - 1)
      const all = (await letters(database, await event())).filter((line) => line.startsWith('event-changed'))
      expect(new Set(all).size).toBe(count - 1)
      expect(all.length).toBe(count - 1)
    })
  })
})
