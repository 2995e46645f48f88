import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attendeeExport, type ExportFormat } from '../../../../src/documents/attendee-export.ts'
import type { EventDocument } from '../../../../src/domain/events/event.ts'
import type { EventRecord } from '../../../../src/domain/events/event-record.ts'
import type { Attendee } from '../../../../src/domain/registrations/attendee.ts'
import { attendeePages } from '../../../../src/domain/registrations/attendees.ts'
import { register } from '../../../../src/domain/registrations/register.ts'
import type { RegistrationInput } from '../../../../src/domain/registrations/registration-input.ts'
import { withdraw } from '../../../../src/domain/registrations/withdraw.ts'
import { languages } from '../../../../src/platform/i18n.ts'
import { cleanLine, cleanLines } from '../../../../src/platform/text.ts'
import { hold, later, now, person, roundTable } from '../../../domain/registrations/cast.ts'
import { bytesOf } from '../../../support/attendees.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { nasty } from '../../../support/nasty.ts'
import { type Browser, openWorkspace, signedIn, type Workspace } from '../workspace.ts'
import { imported } from './listing.ts'

const session = (id: string, title: string, starts: string) => ({
  ...{ id, day: '2026-12-02', starts, title: { bg: title, en: `${id}, in English` } },
  ...{ speakers: [], signup: true },
})

const terms = { capacity: 9, guests: 3, groups: ['ngo', 'media', 'other'] as const }

function withEverything(slug: string): EventDocument {
  return {
    ...roundTable(slug, terms),
    agenda: [session('water', 'Вода и гори', '09:00'), session('roads', 'Пътища; мостове', '11:00')],
    form: [
      { id: 'diet', label: { bg: 'Храна', en: 'Diet' }, type: 'text', required: true, options: [] },
      { id: 'bus', label: { bg: 'Автобус', en: 'Bus' }, type: 'checkbox', required: false, options: [] },
      {
        ...{ id: 'topics', label: { bg: 'Теми', en: 'Topics' }, type: 'choices', required: false },
        options: [{ bg: 'води' }, { bg: 'гори' }],
      },
    ],
  }
}

/** Everybody and everything: guests, sessions, answers, consents, who waits, who will not come, who was cancelled. */
const cast: readonly RegistrationInput[] = [
  person('Елена Стоянова', {
    ...{
      phone: '+359 88 784 8238',
      organization: 'Сдружение „Пример“',
      position: 'председател',
      group: 'ngo',
    },
    ...{
      locality: 'Примерово',
      guests: 2,
      guestNames: ['Иван Стоянов', 'Ана; Мария'],
      sessions: ['water', 'roads'],
    },
    ...{ note: 'Идвам с влака,\nвъв "Стара Пример".', consentPhotos: true, language: 'bg', source: 'web' },
    answers: { diet: '=вегетарианско', topics: ['води', 'гори'], bus: true },
  }),
  person('Бектур Өмүров', {
    email: null,
    language: 'ky',
    source: 'phone',
    enteredBy: 1,
    phone: '0700 00-00-00',
  }),
  person("О'Нийл", { email: 'on@example.org', consentNews: true, language: 'en', phone: '-1' }),
  person('Ева Може', { answer: 'maybe', language: 'ru', group: 'media' }),
  person('Няма Да', { answer: 'no', answers: { bus: false } }),
  person('Отказал Се', { answers: { diet: '-' } }),
  person('Първи Чакащ', { guests: 3, guestNames: ['+1'] }),
  person('Голяма Група', { guests: 3 }),
  person('Втори Чакащ', { sessions: ['roads'] }),
]

onEachDatabase('a list taken from one event into another', (of) => {
  let workspace: Workspace
  let vera: Browser
  let count = 0
  const make = () => {
    const slug = `round-${++count}`
    return hold(of().database, withEverything(slug), { water: 5, roads: null })
  }
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    vera = await signedIn(workspace, of().database, 'vera@example.org', 'admin')
  })
  afterAll(() => workspace.stop())

  const everybody = (event: EventRecord) =>
    Array.fromAsync(
      attendeePages(of().database.read, { eventId: event.id, permission: 'the program itself' }),
    ).then((pages) => pages.flat())

  async function exported(event: EventRecord, format: ExportFormat, language: string): Promise<Buffer> {
    const pages = attendeePages(of().database.read, { eventId: event.id, permission: 'the program itself' })
    return bytesOf(attendeeExport(format, { event, project: null, pages, language, now }))
  }

  async function filled(): Promise<EventRecord> {
    const event = await make()
    for (const [at, said] of cast.entries()) {
      const input = said.email === null ? said : { ...said, email: `p${at}@example.org` }
      const answer = await register(of().database, event, input, new Date(later(at).getTime() + at * 37))
      if (answer.done === 'refused') throw new Error(`${input.name}: ${answer.reason}`)
      if (input.name === 'Отказал Се') await withdraw(of().database, answer.id, later(30))
    }
    const [first] = await everybody(event)
    if (first === undefined) throw new Error('Nobody came')
    const arrived = { day: '2026-11-22', session: null, checked_in_at: '2026-11-22T09:05:09.123Z' }
    await of().database.write((tx) =>
      tx.db
        .insertInto('check_ins')
        .values({ registration_id: first.id, ...arrived })
        .execute(),
    )
    return event
  }

  /** All but what is given anew: the reference, and how somebody came. */
  const kept = ({ id, reference, source, ...rest }: Attendee) => ({ ...rest, answers: said(rest.answers) })
  // A box that is not ticked and one that nobody was asked about are the same in a list.
  const said = (answers: Attendee['answers']) =>
    Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== false))

  const files: readonly [ExportFormat, string][] = [
    ['csv', 'en'],
    ...languages.map((language): [ExportFormat, string] => ['xlsx', language]),
  ]

  test.each(files)('%s in %s is the same list', async (format, language) => {
    const from = await filled()
    const to = await make()
    const file = await exported(from, format, language)
    await imported(vera, to.slug, `list.${format}`, file)
    const [before, after] = [await everybody(from), await everybody(to)]
    expect(before).toHaveLength(cast.length)
    expect(new Set(before.map(({ status }) => status)).size).toBe(5)
    expect(after.map(kept)).toEqual(before.map(kept))
    expect(new Set(after.map(({ source }) => source))).toEqual(new Set(['import']))
    expect(await turns(to)).toEqual(await turns(from))
    expect(await places(to)).toEqual(await places(from))
  })

  test('whatever people call themselves', async () => {
    const texts = fc.sample(nasty, { numRuns: 150, seed: 7 }).map((text) => cleanLine(text, 150))
    const names = [...new Set(texts)].filter((name) => name !== '' && isSteady(name))
    expect(names.length).toBeGreaterThan(60)
    const from = await hold(of().database, roundTable(`names-${++count}`))
    for (const [at, name] of names.entries())
      await register(
        of().database,
        from,
        person(`${name} ${at}`, {
          ...{
            email: `p${at}@example.org`,
            organization: name,
            note: cleanLines(name, 2000),
            position: name,
          },
        }),
        later(at),
      )
    for (const format of ['csv', 'xlsx'] as const) {
      const to = await hold(of().database, roundTable(`names-${++count}`))
      await imported(vera, to.slug, `list.${format}`, await exported(from, format, 'bg'))
      expect((await everybody(to)).map(kept)).toEqual((await everybody(from)).map(kept))
    }
  })

  /** What no cell can hold, and what our CSV cannot tell from its own guard: an apostrophe before a sign. */
  function isSteady(name: string): boolean {
    return (
      name.isWellFormed() &&
      !/(^|[;\t\n])\s*'\s*[=+\-@＝＋－＠]/.test(name) &&
      !/[\u007f-\u009f\uffff\ufffe]/.test(name)
    )
  }

  function turns(event: EventRecord) {
    return of()
      .database.read.selectFrom('registrations')
      .select('name')
      .where('event_id', '=', event.id)
      .where('turn', 'is not', null)
      .orderBy('turn')
      .execute()
  }

  async function places(event: EventRecord) {
    const { read } = of().database
    const whole = await read
      .selectFrom('event_places')
      .select(['capacity', 'taken', 'waiting'])
      .where('event_id', '=', event.id)
      .execute()
    const sessions = await read
      .selectFrom('session_places')
      .select(['session', 'taken'])
      .where('event_id', '=', event.id)
      .orderBy('session')
      .execute()
    return { whole, sessions }
  }
})
