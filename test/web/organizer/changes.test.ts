import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { type EventRecord, findEvent } from '../../../src/domain/events/event-record.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { reviseEvent } from '../../../src/domain/registrations/revise-event.ts'
import { keepRevision } from '../../../src/domain/registrations/telling/pending-revision.ts'
import { tellChanges } from '../../../src/domain/registrations/telling/tell-changes.ts'
import { hold, letters, now, person, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { fieldsOn, filled, write } from './announcement/form.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

let number = 0

onEachDatabase('the life of an event', (of) => {
  let database: Database
  let workspace: Workspace
  let maria: Browser
  let slug: string
  beforeAll(async () => {
    database = of().database
    workspace = await openWorkspace(database)
    maria = await signedIn(workspace, database, 'maria@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())
  beforeEach(async () => {
    slug = `life-${++number}`
    await hold(database, roundTable(slug, { capacity: 2 }))
  })

  const event = async (name = slug): Promise<EventRecord> => {
    const found = await findEvent(database.read, name)
    if (found === undefined) throw new Error(`There is no ${name}`)
    return found
  }

  const path = (rest: string) => `/organize/events/${slug}/${rest}`

  async function three(): Promise<void> {
    await register(database, await event(), person('Вера'), now)
    await register(database, await event(), person('Иво', { language: 'ru' }), now)
    await register(database, await event(), person('Ася', { language: 'ru' }), now)
    const byPhone = person('Димо', { email: null, phone: '+359 88 111 2233', enteredBy: 1, source: 'phone' })
    await register(database, await event(), byPhone, now)
    await database.write((tx) => tx.db.updateTable('outbox').set({ state: 'sent' }).execute())
  }

  test('says before it moves where its texts still name the old day, and nowhere else', async () => {
    slug = `named-${slug}`
    const description = {
      en: 'Come on December 2.',
      bg: 'Каним Ви на 2 декември 2026 г.',
      ru: 'Итоги 12 декабря, 2.12.5',
    }
    await hold(database, { ...roundTable(slug, { capacity: 2 }), description })
    await three()
    const moved = await maria.post(path('status'), { action: 'postpone', day: '2026-12-09' })
    const text = reading(await maria.get(moved.location ?? ''))
    expect(text).toContain('still names the old day: December 2, 2 декември.')
    const put = await maria.post(path('status'), { action: 'cancel' })
    expect(reading(await maria.get(put.location ?? ''))).not.toContain('old day')
  })

  const lastAction = async () =>
    (
      await database.read
        .selectFrom('audit_log')
        .select('action')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
    )?.action

  test('is cancelled with a reason, after its organizer has seen who is told what', async () => {
    await three()
    const asked = await maria.post(path('status'), { action: 'cancel' })
    expect([asked.status, asked.location]).toEqual([303, expect.stringMatching(/\/changes\/[\w-]+$/)])
    expect((await event()).document.status).toBe('published')
    const address = asked.location ?? ''
    const page = await maria.get(address)
    const text = reading(page)
    for (const told of [
      'Confirmed A letter that takes the event out of their calendar 2',
      'On the waiting list A letter, nothing for the calendar 1',
      'Without an e-mail address No letter: please call them 1',
      'Russian 2, Bulgarian 1',
      '+359 88 111 2233',
      'Мероприятие отменено: Кръгла маса',
    ])
      expect(text).toContain(told)
    const empty = await maria.post(address, { action: 'carry-out', tell: 'yes' })
    expect([empty.status, reading(empty)]).toEqual([
      422,
      expect.stringContaining('Write why the event is cancelled'),
    ])
    const shown = await maria.post(address, {
      action: 'preview',
      'note-bg': 'Залата <b>',
      'note-ru': 'Зал закрыт',
    })
    expect([shown.status, reading(shown)]).toEqual([200, expect.stringContaining('&gt; Зал закрыт')])
    const done = await maria.post(address, {
      ...{ action: 'carry-out', tell: 'yes', 'note-bg': 'Залата <b>', 'note-ru': 'Зал закрыт' },
    })
    expect([done.status, done.location]).toEqual([303, path('status?done=told')])
    expect((await event()).document.status).toBe('cancelled')
    expect(await lastAction()).toBe('event-cancelled')
    await tellChanges(database, now)
    expect((await letters(database, await event())).slice(-3)).toEqual([
      'event-cancelled → Вера (CANCEL 1)',
      'event-cancelled → Иво (CANCEL 1)',
      'event-cancelled → Ася',
    ])
    const after = reading(await maria.get(path('status')))
    for (const told of ['3 letters about a change', '+359 88 111 2233', 'Let it take place'])
      expect(after).toContain(told)
    expect((await maria.get(address)).status).toBe(404)
  })

  test('changes without a letter only for who says that they know what it means', async () => {
    await three()
    const asked = await maria.post(path('status'), { action: 'postpone' })
    const address = asked.location ?? ''
    const refused = await maria.post(address, { action: 'carry-out', tell: 'no' })
    expect([refused.status, reading(refused)]).toEqual([422, expect.stringContaining('Tick that you know')])
    const done = await maria.post(address, { action: 'carry-out', tell: 'no', sure: 'yes' })
    expect(done.location).toBe(path('status?done=saved'))
    expect(await tellChanges(database, now)).toBe(0)
    const { document, sequence } = await event()
    expect([document.status, sequence]).toEqual(['postponed', 1])
    expect(reading(await maria.get(path('status')))).toContain('a change was saved and nobody was told')
  })

  test('moves to another day with its agenda and the end of registration, and comes back', async () => {
    await three()
    const asked = await maria.post(path('status'), { action: 'postpone', day: '2026-12-16' })
    expect(reading(await maria.get(asked.location ?? ''))).toContain('Now: Wednesday, 16 December 2026')
    await maria.post(asked.location ?? '', { action: 'carry-out', tell: 'yes' })
    const { document, startsAt } = await event()
    expect([document.status, document.starts, startsAt]).toEqual([
      'published',
      '2026-12-16T09:00',
      '2026-12-16T07:00:00.000Z',
    ])
    for (const day of ['16 December', '2026-13-01']) {
      const wrong = await maria.post(path('status'), { action: 'postpone', day })
      expect([wrong.status, reading(wrong)]).toEqual([
        422,
        expect.stringContaining('Choose a day of the calendar'),
      ])
    }
  })

  test('with people is never a draft again, without them it is at one press, and public at another', async () => {
    await maria.post(path('status'), { action: 'unpublish' })
    expect((await event()).document.status).toBe('draft')
    const bare = { ...(await event()).document, venue: {}, contact: {} }
    await reviseEvent(
      database,
      { eventId: (await event()).id, basedOn: 2, document: bare, files: null, by: 1 },
      now,
    )
    const page = reading(await maria.get(path('status')))
    expect(page).toContain(
      'Still missing on the page: the place, or an address for taking part online whom to ask',
    )
    expect((await maria.post(path('status'), { action: 'publish' })).status).toBe(422)
    const done = await maria.post(path('status'), { action: 'publish', anyway: 'yes' })
    expect([done.location, await lastAction()]).toEqual([path('status?done=published'), 'event-published'])
    await register(database, await event(), person('Вера'), now)
    const kept = await maria.post(path('status'), { action: 'unpublish' })
    expect([kept.status, reading(kept)]).toEqual([422, expect.stringContaining('cannot become a draft')])
    expect((await maria.post(path('status'), { action: 'nonsense' })).status).toBe(400)
    expect((await maria.post(path('status'), { action: 'bring-back' })).status).toBe(422)
  })

  test('a change that waits is its writer’s alone, and loses to whoever saved meanwhile', async () => {
    await three()
    const { id, version, document } = await event()
    const { id: by } = await database.read
      .selectFrom('organizers')
      .select('id')
      .where('email', '=', 'maria@example.org')
      .executeTakeFirstOrThrow()
    const file = { name: 'a.pdf', mediaType: 'application/pdf', sha256: 'x', body: Buffer.from('%PDF') }
    const moved = { ...document, venue: { city: { bg: 'Варна' } } }
    const change = { eventId: id, basedOn: version, document: moved, files: [file], form: '{"typed":1}', by }
    const pending = await keepRevision(database, change, now)
    const other = await signedIn(workspace, database, 'other@example.org', 'organizer')
    expect((await other.get(path(`changes/${pending}`))).status).toBe(404)
    expect((await maria.get(path(`changes/${pending}`))).text).toContain(`/edit?pending&#x3D;${pending}`)
    const title = { ...document, title: { bg: 'Друго' } }
    await reviseEvent(database, { eventId: id, basedOn: version, document: title, files: null, by }, now)
    const late = await maria.post(path(`changes/${pending}`), { action: 'carry-out', tell: 'yes' })
    expect([late.status, reading(late)]).toEqual([409, expect.stringContaining('Nothing has been saved')])
    expect((await event()).document.venue).toEqual(document.venue)
  })

  test('moved in its form: the consequences first, and nothing typed or chosen is lost on the way there and back', async () => {
    await three()
    const pdf = new File(['%PDF-1.4 programme'], 'programme.pdf')
    const typed = {
      'venue.city.bg': 'Варна',
      'venue.directions.bg': 'Зад пощата',
      'documents.0.file.new': pdf,
    }
    const added = await write(maria, path('edit'), 'add:documents', {})
    const asked = await maria.post(
      path('edit'),
      filled(added, 'save', { ...typed, 'documents.0.title.bg': 'Програма' }),
    )
    expect([asked.status, asked.location]).toEqual([303, expect.stringContaining('/changes/')])
    const page = await maria.get(asked.location ?? '')
    expect(reading(page)).toContain('Place: was Стара Загора. Now: Варна.')
    const [, back = ''] = /href="([^"]*\/edit\?pending[^"]*)"/.exec(page.text) ?? []
    const again = await maria.get(back.replace('&#x3D;', '='))
    const fields = Object.fromEntries(fieldsOn(again))
    expect([fields['venue.city.bg'], fields['venue.directions.bg'], fields['documents.0.title.bg']]).toEqual([
      'Варна',
      'Зад пощата',
      'Програма',
    ])
    const twice = await maria.post(path('edit'), filled(again, 'save'))
    const done = await maria.post(twice.location ?? '', { action: 'carry-out', tell: 'yes' })
    expect(done.location).toBe(path('status?done=told'))
    const { document, id } = await event()
    expect([document.venue.city, document.documents[0]?.title]).toEqual([{ bg: 'Варна' }, { bg: 'Програма' }])
    const files = await database.read.selectFrom('files').select('body').where('event_id', '=', id).execute()
    expect(files.map(({ body }) => String(body))).toEqual(['%PDF-1.4 programme'])
    await tellChanges(database, now)
    expect((await letters(database, await event())).slice(-3)).toEqual([
      'event-changed → Вера (REQUEST 1)',
      'event-changed → Иво (REQUEST 1)',
      'event-changed → Ася',
    ])
  })

  test('a word of its text is saved at once', async () => {
    await three()
    const done = await write(maria, path('edit'), 'save', { 'title.bg': 'Голяма маса' })
    expect(done.location).toBe(path('edit?done=saved'))
  })

  test('is copied to another day: a draft with everything but people and results', async () => {
    await three()
    const { id, version, document } = await event()
    const full = {
      ...document,
      registration: { ...document.registration, opens: '2026-11-20T09:00', closes: '2026-12-01T18:00' },
      agenda: [
        { id: 'a', day: '2026-12-02', starts: '09:00', title: { bg: 'А' }, speakers: [], signup: false },
      ],
      results: { attended: 3 },
    }
    await reviseEvent(database, { eventId: id, basedOn: version, document: full, files: null, by: 1 }, now)
    const wrong = await maria.post(path('duplicate'), { slug: 'Ж', day: '' })
    expect([wrong.status, reading(wrong)]).toEqual([422, expect.stringContaining('Please correct 2 things')])
    const taken = await maria.post(path('duplicate'), { slug, day: '2027-03-03' })
    expect([taken.status, reading(taken)]).toEqual([
      422,
      expect.stringContaining('Another event has this short name'),
    ])
    const copied = `${slug}-spring`
    const done = await maria.post(path('duplicate'), { slug: copied, day: '2027-03-03' })
    expect(done.location).toBe(`/organize/events/${copied}/status?done=duplicated`)
    const { results: _, ...kept } = full
    expect((await event(copied)).document).toEqual({
      ...kept,
      ...{ slug: copied, status: 'draft', starts: '2027-03-03T09:00', ends: '2027-03-03T13:00' },
      registration: { ...full.registration, opens: '2027-02-19T09:00', closes: '2027-03-02T18:00' },
      agenda: [{ ...full.agenda[0], day: '2027-03-03' }],
    })
    expect(await letters(database, await event(copied))).toEqual([])
  })
  test('a copy needs only a day; a draft without people is deleted for good, and anything else is not', async () => {
    await three()
    const done = await maria.post(path('duplicate'), { day: '2027-03-03' })
    const [, copied = ''] = /events\/([\w-]+)\/status/.exec(done.location ?? '') ?? []
    const draft = `/organize/events/${copied}`
    expect(copied).not.toBe(slug)
    expect(reading(await maria.get(`${draft}/status`))).toContain('Delete for good')
    expect(reading(await maria.get(path('status')))).not.toContain('Delete for good')
    const refused = await maria.post(path('status'), { action: 'delete' })
    expect(refused.status).toBe(422)
    expect((await event()).slug).toBe(slug)
    const copy = await event(copied)
    const someone = await register(database, copy, { ...person('Първи'), source: 'phone', enteredBy: 1 }, now)
    expect(reading(await maria.post(`${draft}/status`, { action: 'delete' }))).toContain('cannot be deleted')
    if (someone.done === 'refused') throw new Error(someone.reason)
    await database.write(({ db }) =>
      db.deleteFrom('outbox').where('registration_id', '=', someone.id).execute(),
    )
    await database.write(({ db }) => db.deleteFrom('registrations').where('id', '=', someone.id).execute())
    const gone = await maria.post(`${draft}/status`, { action: 'delete' })
    expect(gone.location).toBe('/organize?done=deleted')
    expect(reading(await maria.get('/organize?done=deleted'))).toContain('The draft has been deleted.')
    expect((await maria.get(draft)).status).toBe(404)
    const [entry] = await database.read
      .selectFrom('audit_log')
      .select(['action', 'subject', 'event_id'])
      .where('action', '=', 'event-deleted')
      .where('subject', '=', copied)
      .execute()
    expect(entry).toEqual({ action: 'event-deleted', subject: copied, event_id: null })
  })
})
