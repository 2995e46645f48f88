import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeProject } from '../../../src/domain/events/write-project.ts'
import { hold, now, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { filled, fieldsOn as pairsOn } from './announcement/form.ts'
import { type Browser, openWorkspace, type Page, reading, signedIn, type Workspace } from './workspace.ts'

const fieldsOn = (page: Page): Record<string, string> => Object.fromEntries(pairsOn(page))

onEachDatabase('projects', (of) => {
  let workspace: Workspace
  let maria: Browser
  let ivo: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    maria = await signedIn(workspace, of().database, 'maria@example.org', 'organizer')
    ivo = await signedIn(workspace, of().database, 'ivo@example.org', 'organizer')
    await hold(of().database, roundTable('final'))
  })
  afterAll(() => workspace.stop())

  const home = '/organize/projects'
  const villages = {
    ...{ number: 'BG05M9OP001-2.101-0044', language: 'bg', period: '2014-2020', emblem: 'eu' },
    ...{
      'title.bg': 'Заедно у дома',
      'title.en': 'Together at home',
      starts: '2026-01-01',
      ends: '2026-12-31',
    },
    'statement.bg': 'Съфинансирано от <Европейския> съюз.',
  }
  const address = `${home}/zaedno-u-doma`

  test('none yet says where one begins; an announcement leads to the form with what it names', async () => {
    expect(reading(await maria.get(home))).toContain('No project has been written yet')
    const said = new URLSearchParams({ number: 'X-1', title: 'Село <2030>' })
    const page = await maria.get(`${home}/new?${said}`)
    expect(page.text).toContain('value="X-1"')
    expect(page.text).toContain('value="Село &lt;2030&gt;"')
    expect(reading(await maria.get(home))).toContain('No project has been written yet')
  })

  test('comes back with every mistake and all that was typed', async () => {
    const page = await maria.post(`${home}/new`, {
      ...villages,
      ...{
        'title.bg': ' ',
        'title.en': '',
        starts: '2026-13-01',
        'disclaimer.bg': 'Само авторите',
        number: 'x'.repeat(101),
      },
    })
    expect(page.status).toBe(422)
    expect(reading(page)).toContain('Please correct 3 things')
    expect(page.text).toContain('>\nСамо авторите</textarea>')
    expect(page.text).toContain('value="2026-13-01"')
    for (const field of ['title-bg', 'starts', 'number']) expect(page.text).toContain(`href="#${field}"`)
  })

  test('is written, chosen for an event, and shown with it at once whenever it changes', async () => {
    const made = await maria.post(`${home}/new`, villages)
    expect([made.status, made.location]).toEqual([303, `${home}?done=saved`])
    expect(reading(await maria.get(home))).toContain('Together at home BG05M9OP001-2.101-0044 none')
    const form = await maria.get('/organize/events/final/edit')
    expect(reading(form)).toContain('Write a new project')
    const chosen = filled(form, 'save', { project: 'zaedno-u-doma' })
    expect((await maria.post('/organize/events/final/edit', chosen)).status).toBe(303)
    const public1 = await maria.get('/bg/events/final')
    expect(reading(public1)).toContain('Съфинансирано от &lt;Европейския&gt; съюз.')
    const edit = fieldsOn(await maria.get(address))
    expect(edit['title.en']).toBe('Together at home')
    workspace.wait(1)
    const changed = await maria.post(address, { ...edit, 'statement.bg': 'Финансирано от фонд „Пример“.' })
    expect(changed.status).toBe(303)
    const public2 = await maria.get('/bg/events/final')
    expect(reading(public2)).toContain('Финансирано от фонд „Пример“.')
    expect(reading(public2)).not.toContain('Европейския')
    const log = await of()
      .database.read.selectFrom('audit_log')
      .select(['before', 'after'])
      .where('action', '=', 'project-written')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    expect(log).toEqual({
      before: JSON.stringify({ statement: { bg: 'Съфинансирано от <Европейския> съюз.' } }),
      after: JSON.stringify({ statement: { bg: 'Финансирано от фонд „Пример“.' } }),
    })
  })

  test('of two who write at once the second sees what the first has saved, and loses nothing', async () => {
    workspace.wait(2)
    const [hers, his] = [fieldsOn(await maria.get(address)), fieldsOn(await ivo.get(address))]
    workspace.wait(3)
    await maria.post(address, { ...hers, 'title.bg': 'Заедно у дома и навън' })
    workspace.wait(4)
    const second = await ivo.post(address, { ...his, 'title.bg': 'Заедно навсякъде' })
    expect(second.status).toBe(409)
    expect(reading(second)).toContain('Stored now: Заедно у дома и навън')
    expect(fieldsOn(second)['title.bg']).toBe('Заедно навсякъде')
    expect(reading(await maria.get(home))).toContain('Together at home')
    const again = await ivo.post(address, fieldsOn(second))
    expect(again.status).toBe(303)
    expect(fieldsOn(await maria.get(address))['title.bg']).toBe('Заедно навсякъде')
  })

  test('keeps what its form does not ask', async () => {
    const { database } = of()
    const indicators = [{ id: 'trained', title: { bg: 'Обучени' }, target: 30 }]
    const project = {
      ...({
        slug: 'kept',
        language: 'bg',
        title: { bg: 'Друг', uk: 'Інший' },
        period: 'other',
        emblem: 'none',
      } as const),
      ...{ organizations: [], indicators, budget: { amount: 5, currency: 'EUR' } },
    }
    expect((await writeProject(database, { project, basedOn: null, by: 1 }, now)).done).toBe('written')
    const fields = fieldsOn(await maria.get(`${home}/kept`))
    await maria.post(`${home}/kept`, { ...fields, 'title.bg': 'Друг проект' })
    const row = await database.read
      .selectFrom('projects')
      .select('content')
      .where('slug', '=', 'kept')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.content)).toEqual({ ...project, title: { bg: 'Друг проект', uk: 'Інший' } })
    // The same name belongs to another project: the new one finds its own.
    await maria.post(`${home}/new`, { language: 'bg', 'title.bg': 'Kept', period: 'other', emblem: 'none' })
    expect((await maria.get(`${home}/kept-2`)).status).toBe(200)
  })
})
