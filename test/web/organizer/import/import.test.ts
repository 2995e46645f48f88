import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventRecord } from '../../../../src/domain/events/event-record.ts'
import { hold, people, roundTable } from '../../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from '../workspace.ts'
import { checked, imported, settled, upload } from './listing.ts'

onEachDatabase('a list of people', (of) => {
  let workspace: Workspace
  let vera: Browser
  let count = 0
  const newEvent = (terms: Parameters<typeof roundTable>[1] = {}): Promise<EventRecord> =>
    hold(
      of().database,
      roundTable(`table-${++count}`, { groups: ['ngo', 'local-authority', 'other'], ...terms }),
    )
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    vera = await signedIn(workspace, of().database, 'vera@example.org', 'admin')
  })
  afterAll(() => workspace.stop())

  const list = [
    'Списък на участниците;;;;',
    '№;Име и фамилия;Ел. поща;Тел.;Организация;Категория',
    '1;Елена Стоянова;elena@example.org;0887 848 238;Община Примерово;община',
    '2;Иво Петров;ivo@example.org;;Сдружение „Пример“;НПО',
    '3;Вера Иванова;;+359 2 000 00 01;;',
  ].join('\r\n')

  test('comes in with guessed columns, and can be taken back', async () => {
    const event = await newEvent()
    const { page, address } = await checked(vera, event.slug, 'Списък.csv', list)
    expect(reading(page)).toContain('3 people are ready to be imported')
    expect(await people(of().database, event)).toEqual([])
    await vera.post(address, { action: 'import', letters: 'no' })
    const result = await settled(vera, address)
    expect(reading(result)).toContain('3 people were imported No letter was written.')
    const rows = await of()
      .database.read.selectFrom('registrations')
      .select([
        'name',
        'email',
        'phone',
        'phone_e164',
        'organization',
        'audience',
        'status',
        'source',
        'language',
      ])
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute()
    const common = { status: 'confirmed', source: 'import', language: 'bg' }
    expect(rows).toEqual([
      {
        ...{
          name: 'Елена Стоянова',
          email: 'elena@example.org',
          phone: '0887 848 238',
          phone_e164: '+359887848238',
        },
        ...{ organization: 'Община Примерово', audience: 'local-authority', ...common },
      },
      {
        ...{ name: 'Иво Петров', email: 'ivo@example.org', phone: '', phone_e164: null },
        ...{ organization: 'Сдружение „Пример“', audience: 'ngo', ...common },
      },
      {
        ...{ name: 'Вера Иванова', email: null, phone: '+359 2 000 00 01', phone_e164: '+35920000001' },
        ...{ organization: '', audience: '', ...common },
      },
    ])
    expect(await letters(event)).toBe(0)
    expect(await logged(event)).toEqual(['list-imported'])
    await vera.post(address, { action: 'take-back' })
    expect(reading(await settled(vera, address))).toContain('3 people have been taken out again')
    expect(await people(of().database, event)).toEqual([])
    expect(await taken(event)).toBe(0)
    expect(await logged(event)).toEqual(['list-imported', 'list-taken-back'])
    expect(await parts(event)).toBe(0)
  })

  test('with problems keeps everybody out, and names each by row and column', async () => {
    const event = await newEvent()
    const wrong =
      'Name,E-mail,Group,Guests\nElena,elena@example,ngo,\nIvo,ivo@example.org,ngo,many\n,x@example.org,,\nVera,vera@example.org,ngo,1'
    const { page, address } = await checked(vera, event.slug, 'wrong.csv', wrong)
    const text = reading(page)
    expect(text).toContain('3 rows have mistakes. Until they are corrected in the file')
    expect(text).toContain('Row 2 Elena B elena@example This is no e-mail address.')
    expect(text).toContain('Row 3 Ivo D many The number of guests must be in figures, such as 0 or 2.')
    expect(text).toContain('Row 4 A The name is missing.')
    const refused = await vera.post(address, { action: 'import' })
    expect([refused.status, (await people(of().database, event)).length]).toEqual([422, 0])
    const file = await vera.get(`${address}/problems.csv`)
    expect(file.text.split('\r\n')[1]).toBe(
      '2,Elena,B,elena@example,This is no e-mail address. It must look like name@example.org.',
    )
    await vera.post(address, { action: 'import', leave_out: 'yes' })
    const result = await settled(vera, address)
    expect(reading(result)).toContain('3 rows were left out. Add these people by hand')
    expect(result.text).toContain(`${address}/problems.csv`)
    expect(await people(of().database, event)).toEqual(['Vera: confirmed'])
  })

  test('twice changes nothing', async () => {
    const event = await newEvent()
    await imported(vera, event.slug, 'list.csv', list)
    const { page } = await checked(vera, event.slug, 'list.csv', list)
    expect(reading(page)).toContain('Nobody new is ready to be imported 3 are there already')
    expect(await people(of().database, event)).toHaveLength(3)
  })

  test('larger than the event: the rest wait in the order of the list, or go over the limit for a reason', async () => {
    const event = await newEvent({ capacity: 2 })
    const { address, page } = await checked(vera, event.slug, 'list.csv', list)
    expect(reading(page)).toContain('There is no place left: goes on the waiting list.')
    await vera.post(address, { action: 'import' })
    await settled(vera, address)
    expect(await people(of().database, event)).toEqual([
      'Елена Стоянова: confirmed',
      'Иво Петров: confirmed',
      'Вера Иванова: waitlisted 1',
    ])
    const other = await newEvent({ capacity: 2 })
    await imported(vera, other.slug, 'list.csv', list, { over_limit_reason: 'Уговорено' })
    expect((await people(of().database, other)).every((one) => one.endsWith(': confirmed'))).toBe(true)
    expect(await taken(other)).toBe(3)
  })

  test('with letters writes to those who have an address', async () => {
    const event = await newEvent()
    const { page } = await imported(vera, event.slug, 'list.csv', list, { letters: 'yes' })
    expect(reading(page)).toContain('2 letters have been written.')
    expect(await letters(event)).toBe(2)
  })

  test('that is thrown away leaves nothing behind', async () => {
    const event = await newEvent()
    const { address } = await checked(vera, event.slug, 'list.csv', list)
    expect(await parts(event)).toBeGreaterThan(0)
    expect((await vera.post(address, { action: 'drop' })).location).toContain('?done=dropped')
    expect(await parts(event)).toBe(0)
    expect((await vera.get(address)).status).toBe(404)
  })

  test.each([
    [
      'a picture that is called a workbook',
      'list.xlsx',
      Buffer.from('89504e470d0a1a0a00000000', 'hex'),
      'This is no list',
    ],
    ['an old workbook', 'list.xls', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'of an older kind'],
    ['nothing', 'list.csv', Buffer.from(';;;\r\n;;'), 'There is nothing in this file'],
    [
      'too many columns',
      'list.csv',
      Buffer.from(`${'a;'.repeat(9_999)}a`),
      'Row 1 has more than 200 columns',
    ],
  ])('%s is refused in words', async (_what, name, content, words) => {
    const event = await newEvent()
    const page = await upload(vera, event.slug, name, content)
    expect(page.status).toBe(422)
    expect(reading(page)).toContain(words)
  })

  async function taken(event: EventRecord): Promise<number> {
    const row = await of()
      .database.read.selectFrom('event_places')
      .select('taken')
      .where('event_id', '=', event.id)
      .executeTakeFirstOrThrow()
    return row.taken
  }

  async function letters(event: EventRecord): Promise<number> {
    const rows = await of()
      .database.read.selectFrom('outbox')
      .select('id')
      .where('event_id', '=', event.id)
      .execute()
    return rows.length
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

  async function parts(event: EventRecord): Promise<number> {
    const rows = await of()
      .database.read.selectFrom('list_import_parts')
      .innerJoin('list_imports', 'list_imports.id', 'list_import_parts.import_id')
      .select('part')
      .where('event_id', '=', event.id)
      .execute()
    return rows.length
  }
})
