/** How people are found on the screen: in any spelling, by anything, and along indexes alone. */
import { CompiledQuery, sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import type { AttendeeFilter } from '../../../src/domain/registrations/attendee-filter.ts'
import { attendeePages } from '../../../src/domain/registrations/attendees.ts'
import { eventFacets } from '../../../src/domain/registrations/list/facet-bits.ts'
import { facetsFor } from '../../../src/domain/registrations/list/facets.ts'
import { fillList } from '../../../src/domain/registrations/list/fill-list.ts'
import { findPeople } from '../../../src/domain/registrations/list/find-people.ts'
import {
  gather,
  type PeopleQuery,
  peopleSorts,
  walk,
} from '../../../src/domain/registrations/list/people-query.ts'
import { soughtWords } from '../../../src/domain/registrations/list/search-words.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import type { RegistrationInput } from '../../../src/domain/registrations/registration-input.ts'
import { withdraw } from '../../../src/domain/registrations/withdraw.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { hold, later, now, person, roundTable } from './cast.ts'

const byName = { sort: 'name', isReversed: false } as const
const everybodyOf = ({ id }: EventRecord) => ({ eventId: id, permission: 'the program itself' as const })

async function found(database: Database, event: EventRecord, filter: AttendeeFilter): Promise<string[]> {
  await fillList(database)
  const { attendees } = await findPeople(database, everybodyOf(event), filter, byName, 1)
  return attendees.map(({ name }) => name)
}

async function comes(
  database: Database,
  event: EventRecord,
  name: string,
  more: Partial<RegistrationInput> = {},
) {
  const done = await register(database, event, person(name, more), now)
  if (done.done === 'refused') throw new Error(done.reason)
  return done.id
}

const form: EventRecord['document']['form'] = [
  {
    id: 'diet',
    label: { bg: 'Храна' },
    type: 'choice',
    required: false,
    options: [{ bg: 'месо' }, { bg: 'без месо' }],
  },
  { id: 'bus', label: { bg: 'Автобус' }, type: 'checkbox', required: false, options: [] },
]

onEachDatabase('people of an event', (of) => {
  test('are found in any alphabet, by any part, in any order of words', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('spelt'))
    await comes(database, event, 'Фёдор Щербаков', {
      organization: 'Община Кърджали',
      phone: '+359 88 784 8238',
      email: 'f.sht@post.example.org',
    })
    await comes(database, event, 'Zhivko Marcelov', {
      organization: 'Office of Ağa',
      phone: '0888 123 456',
      email: 'zh@example.org',
    })
    await comes(database, event, 'Ғалым Өмүров', { organization: 'ОО Ўзор', email: null })
    const answers = new Map<string, string[]>()
    for (const words of [
      ...[
        'федор',
        'ФЁДОР',
        'fyodor',
        'fedor',
        'sherbakov',
        'shcherbakov',
        'щерб',
        'ербак',
        'kardzhali',
        'кърджали',
        'къ',
        'щербаков общ',
      ],
      ...['живко', 'zhiv', 'марцелов', 'marc', 'ağa', 'aga', 'of'],
      ...['галым', 'ғал', 'galim omurov', 'омур', 'узор', 'uzor'],
      ...[
        '784 82 38',
        '+359 (88) 784',
        '0887848',
        '359887848238',
        '0888123',
        '88812',
        'post.example',
        'f.sht@post',
        '\\',
        'xyz',
        'ь',
      ],
    ]) {
      answers.set(
        words,
        (await found(database, event, { words })).map((name) => name.slice(0, 2)),
      )
    }
    const whoever = (name: string) =>
      [...answers].filter(([, names]) => names.join() === name).map(([words]) => words)
    expect(whoever('Фё')).toEqual([
      ...[
        'федор',
        'ФЁДОР',
        'fyodor',
        'fedor',
        'sherbakov',
        'shcherbakov',
        'щерб',
        'ербак',
        'kardzhali',
        'кърджали',
        'къ',
        'щербаков общ',
      ],
      ...['784 82 38', '+359 (88) 784', '0887848', '359887848238', 'post.example', 'f.sht@post'],
    ])
    expect(whoever('Zh')).toEqual([
      'живко',
      'zhiv',
      'марцелов',
      'marc',
      'ağa',
      'aga',
      'of',
      '0888123',
      '88812',
    ])
    expect(whoever('Ға')).toEqual(['галым', 'ғал', 'galim omurov', 'омур', 'узор', 'uzor'])
    expect(whoever('')).toEqual(['\\', 'xyz'])
    expect(answers.get('ь')).toHaveLength(3)
  })

  test('are narrowed by anything, on the screen as in a file', async () => {
    const { database } = of()
    const event = await hold(database, { ...roundTable('narrowed'), form }, { water: null })
    for (let i = 0; i < 60; i++) {
      await comes(database, event, `Гост ${i}`, {
        group: i % 3 === 0 ? 'ngo' : 'other',
        language: i % 4 === 0 ? 'ru' : 'bg',
        source: i % 5 === 0 ? 'phone' : 'web',
        answer: i % 7 === 0 ? 'maybe' : 'yes',
        sessions: i % 2 === 0 ? ['water'] : [],
        note: i % 6 === 0 ? 'рампа' : '',
        answers: i % 3 === 1 ? { diet: 'без месо', bus: true } : {},
        ...(i % 10 === 9 ? { email: null } : {}),
      })
    }
    const [first, second] = await ids(database, event)
    await database.write(async (tx) => {
      await tx.db
        .insertInto('person_labels')
        .values({ registration_id: first ?? 0, label: 'лектор' })
        .execute()
      await tx.db
        .insertInto('check_ins')
        .values({
          registration_id: second ?? 0,
          day: null,
          session: null,
          checked_in_at: later(1).toISOString(),
        })
        .execute()
      await tx.db
        .updateTable('outbox')
        .set({ state: 'failed' })
        .where('registration_id', '=', second ?? 0)
        .execute()
    })
    const filters: AttendeeFilter[] = [
      ...[
        {},
        { group: 'ngo' },
        { language: 'ru' },
        { source: 'phone' },
        { status: 'maybe' },
        { session: 'water' },
      ],
      ...[
        { noted: true },
        { withoutEmail: true },
        { label: 'лектор' },
        { arrived: true },
        { arrived: false },
        { undelivered: true },
      ],
      ...[
        { answer: { question: 'diet', value: 'без месо' } },
        { answer: { question: 'bus', value: 'yes' } },
        { label: 'никой' },
      ],
      ...[
        { group: 'ngo', language: 'ru' },
        { words: 'гост 1', group: 'other' },
        { words: 'gost', noted: true, session: 'water' },
      ],
    ] as const
    for (const filter of filters) {
      const screen = await found(database, event, filter)
      const file: string[] = []
      for await (const page of attendeePages(database.read, everybodyOf(event), filter))
        file.push(...page.map(({ name }) => name))
      expect([filter, screen.toSorted()]).toEqual([filter, file.toSorted()])
    }
    expect([
      (await found(database, event, { arrived: true })).length,
      (await found(database, event, { label: 'лектор' })).length,
    ]).toEqual([1, 1])
    expect((await found(database, event, { answer: { question: 'diet', value: 'без месо' } })).length).toBe(
      20,
    )
  })

  test('are counted as they come, change and go', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('counted'))
    const id = await comes(database, event, 'Анна Петрова')
    await comes(database, event, 'Борис Илиев')
    const count = async () => {
      await fillList(database)
      const facets = await eventFacets(database.read, event.id)
      return Object.fromEntries(
        facets
          .filter(({ facet }) => /^(every|status)/.test(facet))
          .map(({ facet, people }) => [facet, people]),
      )
    }
    expect(await count()).toEqual({ everybody: 2, 'status:confirmed': 2 })
    await withdraw(database, id, later(1))
    expect(await count()).toEqual({ everybody: 2, 'status:confirmed': 1, 'status:cancelled': 1 })
    expect(await found(database, event, { status: 'cancelled' })).toEqual(['Анна Петрова'])
    expect(await found(database, event, { words: 'petrova', status: 'confirmed' })).toEqual([])
  })

  test('come in whole pages whichever way they are sorted, from either end', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('paged'))
    for (let i = 0; i < 250; i++)
      await comes(database, event, `Гост ${(i * 7) % 250}`, {
        organization: i % 9 === 0 ? '' : `Дом ${i % 13}`,
      })
    await fillList(database)
    for (const sort of peopleSorts) {
      const seen: string[][] = []
      for (const isReversed of [false, true]) {
        const pages = await Promise.all(
          [1, 2, 3, 99].map((page) =>
            findPeople(database, everybodyOf(event), {}, { sort, isReversed }, page),
          ),
        )
        expect(
          pages.map(({ attendees, page, hasMore, total }) => [attendees.length, page, hasMore, total]),
        ).toEqual([
          ...[
            [100, 1, true, 250],
            [100, 2, true, 250],
            [50, 3, false, 250],
            [50, 3, false, 250],
          ],
        ])
        seen.push(pages.slice(0, 3).flatMap(({ attendees }) => attendees.map(({ name }) => name)))
      }
      expect([sort, new Set(seen[0]).size, seen[1]?.toReversed()]).toEqual([sort, 250, seen[0]])
    }
  })

  test('are read along indexes: no walk through a table, nothing sorted but what was gathered', async () => {
    const { database } = of()
    const event = await hold(database, roundTable('planned'), { water: null })
    for (let i = 0; i < 30; i++)
      await comes(database, event, `Гост ${i}`, { sessions: ['water'], group: 'ngo', note: 'рампа' })
    await fillList(database)
    await pretendThatMany(database)
    const known = await eventFacets(database.read, event.id)
    const query = (filter: AttendeeFilter, sort: PeopleQuery['order']['sort']): PeopleQuery => ({
      ...database,
      audience: { eventId: event.id, permission: { organizerId: 1, right: 'see-list' } },
      order: { sort, isReversed: false },
      words: soughtWords(filter.words ?? ''),
      facets: known.filter(({ facet }) => facetsFor(filter).includes(facet)),
    })
    for (const sort of peopleSorts) {
      for (const filter of [
        {},
        { status: 'confirmed' },
        { session: 'water' },
        { group: 'ngo', noted: true },
      ] as const) {
        for (const way of ['forwards', 'backwards'] as const) {
          const plan = await planOf(database, walk(query(filter, sort), way, 300, 100))
          const index = `people_by_${sort === 'registered' ? 'arrival' : sort}`
          expect([sort, filter, plan.filter(isBad), plan.some((step) => step.includes(index))]).toEqual([
            sort,
            filter,
            [],
            true,
          ])
        }
      }
      for (const filter of [
        { words: 'гост' },
        { words: 'го 12' },
        { words: 'гост', group: 'ngo' },
        { group: 'ngo', noted: true },
      ] as const) {
        const plan = await planOf(database, gather(query(filter, sort), 0, 100))
        expect([
          sort,
          filter,
          plan.filter(scans),
          plan.some((step) => /people_by_key|people_keys/.test(step)),
        ]).toEqual([sort, filter, [], true])
      }
    }
    const careless = database.read
      .selectFrom('people_list')
      .select('registration_id')
      .where('search', 'like', '%а%')
      .orderBy('search')
    expect((await planOf(database, careless)).filter(isBad).length).toBeGreaterThan(0)
  })
})

async function ids(database: Database, event: EventRecord): Promise<number[]> {
  const rows = await database.read
    .selectFrom('registrations')
    .select('id')
    .where('event_id', '=', event.id)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** A server plans for what it has counted: with thirty people it would rightly walk through all. */
async function pretendThatMany({ dialect, write }: Database): Promise<void> {
  if (dialect === 'sqlite') return
  await write(async ({ db }) => {
    await sql`analyze people_list`.execute(db)
    await sql`insert into people_list select 1000000 + n, 999999, 'x' || n, 'x', 'x', 1, 1, ' x' || n, '', 0, 0, array[n] from generate_series(1, 20000) n`.execute(
      db,
    )
    await sql`analyze people_list`.execute(db)
  })
}

async function planOf({ dialect, read }: Database, query: { compile(): CompiledQuery }): Promise<string[]> {
  const { sql: text, parameters } = query.compile()
  const explain = dialect === 'sqlite' ? 'explain query plan' : 'explain'
  const plan = CompiledQuery.raw(`${explain} ${text}`, [...parameters])
  const { rows } = await read.executeQuery<{ detail: string; 'QUERY PLAN': string }>(plan)
  return rows.map((row) => row.detail ?? row['QUERY PLAN'])
}

const scans = (step: string) =>
  /^SCAN (people_list|registrations)(?!.*USING)|Seq Scan on (people_list|registrations)/.test(step)
const isBad = (step: string) => scans(step) || /TEMP B-TREE FOR ORDER BY|Sort /.test(step)
