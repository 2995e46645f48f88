import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventRecord } from '../../../src/domain/events/event-record.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import type { RegistrationInput } from '../../../src/domain/registrations/registration-input.ts'
import { withdraw } from '../../../src/domain/registrations/withdraw.ts'
import { hold, later, now, person, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Browser, openWorkspace, type Page, reading, signedIn, type Workspace } from './workspace.ts'

const namesOn = (page: Page) =>
  [...page.text.matchAll(/<th scope="row">(?:<a [^>]*>)?([^<]+)/g)].map(([, name]) => name)

onEachDatabase('the attendee list', (of) => {
  let workspace: Workspace
  let browser: Browser
  let event: EventRecord

  const comes = async (name: string, more: Partial<RegistrationInput> = {}) => {
    const done = await register(of().database, event, person(name, more), later(1))
    if (done.done === 'refused') throw new Error(done.reason)
    return done
  }

  beforeAll(async () => {
    const { database } = of()
    workspace = await openWorkspace(database)
    browser = await signedIn(workspace, database, 'organizer@example.org', 'organizer')
    const session = { day: '2026-12-02', starts: '09:00', speakers: [], signup: true }
    const agenda = [
      { ...session, id: 'water', title: { bg: 'Води' } },
      { ...session, id: 'wat_r', title: { bg: 'Пътища' } },
    ]
    event = await hold(database, { ...roundTable('town'), agenda }, { water: null, wat_r: null })
    await comes('Фёдор Соловьёв', {
      organization: 'Община Примерово',
      phone: '+359 88 784 8238',
      group: 'ngo',
    })
    await comes('Анна Петрова', {
      organization: 'ОО «Соседи»',
      sessions: ['water'],
      guests: 2,
      group: 'other',
    })
    await comes('Живка 100%', { organization: 'Áccent Öffice', phone: '0888 123 456', answer: 'maybe' })
    await comes('Борис _', { sessions: ['wat_r'], source: 'phone', enteredBy: 1, email: null })
    const gone = await comes('Яна Отказала', { email: 'yana@post.example.org' })
    await withdraw(database, gone.id, later(2))
    await hold(database, roundTable('empty'))
  })
  afterAll(() => workspace.stop())

  const found = async (query: string) => namesOn(await browser.get(`/organize/events/town?${query}`))

  test('is found by any part of name, organization, address, telephone and reference', async () => {
    expect(await found('q=федор')).toEqual(['Фёдор Соловьёв'])
    expect(await found('q=СОЛОВЬЕВ+фёд')).toEqual(['Фёдор Соловьёв'])
    expect(await found('q=оседи')).toEqual(['Анна Петрова'])
    expect(await found('q=accent+office')).toEqual(['Живка 100%'])
    expect(await found('q=post.example')).toEqual(['Яна Отказала'])
    expect(await found('q=784+8238')).toEqual(['Фёдор Соловьёв'])
    expect(await found('q=0887848')).toEqual(['Фёдор Соловьёв'])
    expect(await found('q=(0888)+123')).toEqual(['Живка 100%'])
    expect(await found('q=00%25')).toEqual(['Живка 100%'])
    expect(await found('q=_')).toEqual(['Борис _'])
    expect(await found('q=никой')).toEqual([])
    const [{ reference } = { reference: '' }] = await of()
      .database.read.selectFrom('registrations')
      .select('reference')
      .where('name', '=', 'Анна Петрова')
      .execute()
    expect(await found(`q=${reference.toLowerCase()}`)).toEqual(['Анна Петрова'])
  })

  test('is narrowed by status, group, session and source', async () => {
    expect(await found('status=confirmed')).toEqual(['Анна Петрова', 'Борис _', 'Фёдор Соловьёв'])
    expect(await found('status=cancelled')).toEqual(['Яна Отказала'])
    expect(await found('group=ngo')).toEqual(['Фёдор Соловьёв'])
    expect(await found('session=water')).toEqual(['Анна Петрова'])
    expect(await found('session=wat_r')).toEqual(['Борис _'])
    expect(await found('source=phone')).toEqual(['Борис _'])
    expect(await found('status=confirmed&source=web&q=петрова')).toEqual(['Анна Петрова'])
    const everybody = await found('')
    for (const odd of [
      'status=odd',
      'group=donor;drop',
      'session=nothing',
      'page=-1',
      'page=9999',
      'sort=email',
    ]) {
      expect(await found(odd)).toEqual(everybody)
    }
  })

  test('is sorted by name, time, status, organization and group', async () => {
    expect(await found('')).toEqual([
      'Анна Петрова',
      'Борис _',
      'Живка 100%',
      'Фёдор Соловьёв',
      'Яна Отказала',
    ])
    expect(await found('sort=registered')).toEqual([
      'Фёдор Соловьёв',
      'Анна Петрова',
      'Живка 100%',
      'Борис _',
      'Яна Отказала',
    ])
    expect(await found('sort=status')).toEqual([
      'Анна Петрова',
      'Борис _',
      'Фёдор Соловьёв',
      'Живка 100%',
      'Яна Отказала',
    ])
    expect((await found('sort=group')).slice(0, 2)).toEqual(['Фёдор Соловьёв', 'Анна Петрова'])
    expect((await found('sort=organization')).slice(-2)).toEqual(['Борис _', 'Яна Отказала'])
  })

  test('has its figures on top, people with their guests', async () => {
    const text = reading(await browser.get('/organize/events/town'))
    expect(text).toMatch(/Coming 5 .*Confirmed 3 .*Not yet decided 1 .*Will not attend 0 Cancelled 1/)
    const events = reading(await browser.get('/organize'))
    expect(events).toMatch(/Кръгла маса .* 5 0 0 1 0 0/)
  })

  test('says what will stand where nothing stands yet, and how to see everybody again', async () => {
    expect(reading(await browser.get('/organize/events/empty'))).toContain('Nobody has registered yet.')
    const none = await browser.get('/organize/events/town?q=никой')
    expect(reading(none)).toContain('Nobody matches.')
    expect(none.text).toContain('<a href="/organize/events/town">Show everybody</a>')
  })

  test('marks those whom a letter did not reach, and finds them', async () => {
    const { database } = of()
    await database.write((tx) =>
      tx.db
        .updateTable('outbox')
        .set({ state: 'failed', reason: 'recipient-refused', reply_code: 550 })
        .where('to_name', '=', 'Анна Петрова')
        .execute(),
    )
    const page = await browser.get('/organize/events/town')
    expect(reading(page)).toContain('1 letter could not be delivered')
    expect(page.text.match(/letter not delivered/g)).toHaveLength(1)
    expect(await found('undelivered=1')).toEqual(['Анна Петрова'])
  })

  test('comes in pages of a hundred that lead to one another', async () => {
    const { database } = of()
    event = await hold(database, roundTable('many'))
    for (let i = 0; i < 205; i++) await comes(`Гост ${String(i).padStart(3, '0')}`)
    const pages = await Promise.all([1, 2, 3, 4].map((n) => browser.get(`/organize/events/many?page=${n}`)))
    expect(pages.map((page) => namesOn(page).length)).toEqual([100, 100, 5, 5])
    expect(pages.slice(0, 3).flatMap(namesOn)).toEqual(
      Array.from({ length: 205 }, (_, i) => `Гост ${String(i).padStart(3, '0')}`),
    )
    expect(pages[1]?.text).toMatch(/many" rel="prev"[\s\S]*many\?page&#x3D;3" rel="next"/)
    expect(pages[2]?.text).not.toContain('rel="next"')
  })

  describe('as a file', () => {
    const file = (format: string, query = '', slug = 'town') =>
      browser.get(`/organize/events/${slug}/attendees.${format}${query}`)

    test('CSV holds exactly the registrations, in their order', async () => {
      const csv = await file('csv')
      const rows: Record<string, string>[] = parse(csv.bytes, { bom: true, columns: true })
      expect(rows.map((row) => [row.name, row.status, row.phone, row.source, row.sessions])).toEqual([
        ['Фёдор Соловьёв', 'confirmed', "'+359 88 784 8238", 'web', ''],
        ['Анна Петрова', 'confirmed', '', 'web', 'water'],
        ['Живка 100%', 'maybe', '0888 123 456', 'web', ''],
        ['Борис _', 'confirmed', '', 'phone', 'wat_r'],
        ['Яна Отказала', 'cancelled', '', 'web', ''],
      ])
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(csv.headers.get('content-disposition')).toBe(
        `attachment; filename="attendees-town.csv"; filename*=UTF-8''${encodeURIComponent('Attendees Кръгла маса.csv')}`,
      )
    })

    test('JSON holds them too, over many pages', async () => {
      const rows: { name: string; guests: number }[] = JSON.parse((await file('json', '', 'many')).text)
      expect(rows).toHaveLength(205)
      expect(rows[204]).toMatchObject({
        name: 'Гост 204',
        status: 'confirmed',
        guest_names: [],
        checked_in_at: null,
      })
    })

    test('the workbook and the sheet speak the language of the organizer', async () => {
      await browser.post('/organize/language', { language: 'ru' })
      const [sheet] = await readXlsxFile((await file('xlsx')).bytes)
      await browser.post('/organize/language', { language: 'en' })
      expect(sheet?.data[0]?.slice(0, 3)).toEqual(['Номер', 'Статус', 'Имя и фамилия'])
      expect(sheet?.data.map((row) => row[2])).toEqual([
        ...['Имя и фамилия', 'Фёдор Соловьёв', 'Анна Петрова', 'Живка 100%', 'Борис _', 'Яна Отказала'],
      ])
      const pdf = await file('pdf')
      expect([pdf.bytes.subarray(0, 5).toString(), pdf.bytes.subarray(-6).toString().trim()]).toEqual([
        '%PDF-',
        '%%EOF',
      ])
    })

    test('a narrowed list gives a narrowed file, and other formats are not there', async () => {
      const rows: { name: string }[] = JSON.parse((await file('json', '?status=maybe')).text)
      expect(rows.map(({ name }) => name)).toEqual(['Живка 100%'])
      expect([(await file('doc')).status, (await file('csv', '', 'nothing')).status]).toEqual([404, 404])
    })
  })

  test('first of several check-ins is when somebody arrived', async () => {
    const { database } = of()
    await database.write(async (tx) => {
      const { id } = await tx.db
        .selectFrom('registrations')
        .select('id')
        .where('name', '=', 'Фёдор Соловьёв')
        .executeTakeFirstOrThrow()
      for (const minutes of [30, 10, 20]) {
        const checked_in_at = later(minutes).toISOString()
        await tx.db
          .insertInto('check_ins')
          .values({ registration_id: id, day: null, session: null, checked_in_at })
          .execute()
      }
    })
    const rows: { checked_in_at: string | null }[] = JSON.parse(
      (await browser.get('/organize/events/town/attendees.json')).text,
    )
    expect(rows.map((row) => row.checked_in_at)).toEqual([later(10).toISOString(), null, null, null, null])
    expect(now < later(10)).toBe(true)
  })
})
