import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Project } from '../../../src/domain/events/event.ts'
import { createProject } from '../../../src/domain/events/write-project.ts'
import { now } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { folderOf, importFrom } from '../../support/event-files.ts'
import { linkOf, mainWords } from '../../support/read-page.ts'
import { filled, leadNowhere, type Typed, write } from './announcement/form.ts'
import { type Browser, openWorkspace, type Page, reading, signedIn, type Workspace } from './workspace.ts'

const path = '/organize/projects'
const number = 'BG05SFOP001-2.025-0007'
const home = `${path}/bg05sfop001-2-025-0007`
const statement = 'Съфинансирано от Европейския съюз'
const dialogue: Typed = {
  ...{ 'title.bg': 'Диалог', number, language: 'bg', 'programme.bg': 'Добро управление' },
  ...{
    'statement.bg': statement,
    emblem: 'eu',
    period: '2021-2027',
    starts: '2026-09-01',
    ends: '01.09.2027',
  },
}

onEachDatabase('projects written in the workspace', (of) => {
  let workspace: Workspace
  let [maria, boris, admin] = [] as unknown as [Browser, Browser, Browser]
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    maria = await signedIn(workspace, of().database, 'maria@example.org', 'organizer')
    boris = await signedIn(workspace, of().database, 'boris@example.org', 'organizer')
    admin = await signedIn(workspace, of().database, 'boss@example.org', 'admin')
    maria.language = 'bg'
  })
  afterAll(() => workspace.stop())

  const save = (browser: Browser, page: Page, address: string, typed: Typed) =>
    browser.post(address, filled(page, 'save', typed, browser.language === 'bg' ? 'Запазвам' : 'Save'))
  const begun = (browser: Browser, typed: Typed, query = '?language=bg') =>
    browser.get(`${path}/new${query}`).then((page) => save(browser, page, `${path}/new`, typed))
  const stored = async (slug: string) => {
    const row = await of()
      .database.read.selectFrom('projects')
      .select('content')
      .where('slug', '=', slug)
      .executeTakeFirst()
    return row && (JSON.parse(row.content) as Project)
  }
  const slugOf = (address: string) => address.slice(path.length + 1)
  const eventPage = async (slug: string) =>
    mainWords(await (await workspace.get(`/bg/events/${slug}`)).text())

  test('begin with an empty list, reached from the events', async () => {
    const events = await boris.get('/organize')
    expect(linkOf(events.text, 'Projects')).toBe(path)
    expect(reading(await boris.get(path))).toContain('No project has been written yet')
  })

  test('are offered to whoever may create events, and to nobody else', async () => {
    const event = {
      'title.en': 'Desk only',
      'starts.day': '2027-03-02',
      'starts.time': '09:00',
      'ends.time': '13:00',
    }
    const made = await write(boris, '/organize/events/new', 'draft', { ...event, 'venue.city.en': 'Ruse' })
    expect(made.location).toBe('/organize/events/desk-only/edit?done=saved')
    const { database } = of()
    const guest = await signedIn(workspace, database, 'guest@example.org', 'organizer', ['desk-only'])
    const edit = '/organize/events/desk-only/edit'
    expect((await boris.get(edit)).text).toContain(
      'href="/organize/projects/new" target="_blank" rel="noopener"',
    )
    expect((await guest.get(edit)).text).not.toContain(path)
    expect((await guest.get('/organize')).text).not.toContain(path)
    expect((await guest.get(path)).status).toBe(404)
  })

  test('that are wrong come back as they were typed', async () => {
    const typed = {
      ...dialogue,
      'title.bg': '',
      ends: '31.02.2027',
      'statement.bg': 'Ред\r\nи още „един“ <b>',
    }
    const page = await begun(maria, typed)
    expect(page.status).toBe(422)
    expect(page.text).toContain('<title>Грешка')
    expect(reading(page)).toContain('Наименование на проекта: Моля, попълнете')
    expect(reading(page)).toContain('Край: Изберете ден от календара')
    expect(leadNowhere(page)).toEqual([])
    const kept = Object.fromEntries(filled(page, 'save', {}, 'Запазвам').entries())
    expect(kept).toMatchObject(typed)
    expect(page.text).not.toContain('<b>')
    expect(await stored(slugOf(home))).toBeUndefined()
  })

  test('take one more language without losing a word', async () => {
    const page = await maria.get(`${path}/new?language=bg`)
    const more = await maria.post(
      `${path}/new`,
      filled(page, 'language', { ...dialogue, add_language: 'en' }, 'Запазвам'),
    )
    expect(more.status).toBe(200)
    const kept = Object.fromEntries(filled(more, 'save', {}, 'Запазвам').entries())
    expect(kept).toMatchObject({ ...dialogue, 'title.en': '', 'statement.en': '' })
  })

  test('are stored, and stand in the list', async () => {
    const made = await begun(maria, dialogue)
    expect([made.status, made.location]).toEqual([303, `${home}?done=saved`])
    expect(reading(await maria.get(`${home}?done=saved`))).toContain(
      'Проектът вече може да се избира за събитията.',
    )
    expect(await stored(slugOf(home))).toEqual({
      ...{ slug: slugOf(home), number, language: 'bg', title: { bg: 'Диалог' }, emblem: 'eu' },
      ...{ programme: { bg: 'Добро управление' }, period: '2021-2027' },
      ...{ starts: '2026-09-01', ends: '2027-09-01', statement: { bg: statement } },
      ...{ organizations: [], indicators: [] },
    })
    const list = await maria.get(path)
    expect(linkOf(list.text, 'Диалог')).toBe(home)
    expect(reading(list)).toContain(`Диалог ${number} Добро управление няма`)
  })

  test('keep their number to themselves', async () => {
    const page = await begun(maria, { ...dialogue, number: number.toLowerCase() })
    expect(page.status).toBe(422)
    expect(reading(page)).toContain('Номер на проекта или договора: Друг проект има този номер')
  })

  test('are chosen in an event; what is changed in them stands on its public page at once', async () => {
    const event = { 'title.bg': 'Кръгла маса', 'starts.day': '2027-03-02', 'starts.time': '09:00' }
    const page = await maria.get('/organize/events/new')
    const typed = { ...event, 'ends.time': '13:00', 'venue.city.bg': 'Русе' }
    await maria.post('/organize/events/new', filled(page, 'publish', typed, 'Публикувам'))
    const edit = '/organize/events/kragla-masa/edit'
    expect(await eventPage('kragla-masa')).not.toContain(statement)
    const chosen = await save(maria, await maria.get(edit), edit, { project: slugOf(home) })
    expect([chosen.status, chosen.location]).toEqual([303, `${edit}?done=saved`])
    expect(await eventPage('kragla-masa')).toContain(`Проект: Диалог, № ${number}`)
    expect(await eventPage('kragla-masa')).toContain(statement)
    const form = await maria.get(home)
    expect(reading(form)).toContain('Посочва го 1 събитие')
    const hostile = 'Финансира се от <script>alert(1)</script> "други" {{title}}'
    expect((await save(maria, form, home, { 'statement.bg': hostile })).status).toBe(303)
    const shown = await eventPage('kragla-masa')
    expect(shown).toContain(hostile)
    expect(shown).not.toContain(statement)
    expect((await maria.get(home)).text).not.toContain('<script>alert')
  })

  test('leave the event and come back from its file as they were', async () => {
    const file = await maria.get('/organize/events/kragla-masa/event.yaml')
    expect(file.text).toContain(number)
    const rows = () =>
      of().database.read.selectFrom('projects').selectAll().where('slug', '=', slugOf(home)).execute()
    const before = await rows()
    const imported = await importFrom(folderOf({ 'e.yaml': file.text }), ['e.yaml'], of().database)
    expect(imported.done).toBe('imported')
    expect(await rows()).toEqual(before)
  })

  test('keep what only files bring', async () => {
    const file = `projects: [{ slug: whole, language: bg, title: Цял, keep_until: 2030-01-01, ends: 2029-01-01,
      budget: { amount: 10, currency: EUR }, organizations: [{ name: Община, role: partner, logo: l.svg }],
      indicators: [{ id: a, title: Хора, target: 5 }] }]
events: []`
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    const folder = folderOf({ 'p.yaml': file, 'l.svg': drawing })
    expect((await importFrom(folder, ['p.yaml'], of().database)).done).toBe('imported')
    const before = await stored('whole')
    const form = await boris.get(`${path}/whole`)
    expect(reading(form)).toContain('Organizations, budget, indicators')
    expect((await save(boris, form, `${path}/whole`, { 'title.bg': 'Друго' })).status).toBe(303)
    expect(await stored('whole')).toEqual({ ...before, title: { bg: 'Друго' } })
    const files = await of().database.read.selectFrom('files').select('name').execute()
    expect(files.map(({ name }) => name)).toEqual(['l.svg'])
    const late = await save(boris, await boris.get(`${path}/whole`), `${path}/whole`, { ends: '2031-01-01' })
    expect(late.status).toBe(422)
    expect(reading(late)).toContain('Ends: It must end before the day until which its data are kept')
  })

  test('are not overwritten unseen by the second who saves', async () => {
    const [hers, his] = await Promise.all([maria.get(home), boris.get(home)])
    expect((await save(maria, hers, home, { 'title.bg': 'Нейно', 'fund.bg': 'Фонд' })).status).toBe(303)
    const page = await save(boris, his, home, { 'title.bg': 'Негово' })
    expect(page.status).toBe(409)
    expect((await stored(slugOf(home)))?.title).toEqual({ bg: 'Нейно' })
    expect(reading(page)).toContain('Somebody else saved this project while you were writing')
    expect(reading(page)).toContain('Stored now: Нейно')
    expect(reading(page)).toContain('Stored now: Фонд')
    expect(page.text).toContain('value="Негово"')
    expect((await save(boris, page, home, { 'fund.bg': 'Фонд' })).status).toBe(303)
    expect(await stored(slugOf(home))).toMatchObject({ title: { bg: 'Негово' }, fund: { bg: 'Фонд' } })
  })

  test('of many who save at the same moment one is stored, and the others are told', async () => {
    const form = await boris.get(home)
    const pages = await Promise.all(
      Array.from({ length: 8 }, (_, n) => save(boris, form, home, { 'title.bg': `Опит ${n}` })),
    )
    expect(pages.map(({ status }) => status).sort()).toEqual([303, ...Array(7).fill(409)])
  })

  test('of many who write the same number at the same moment one is stored', async () => {
    const pages = await Promise.all(
      Array.from({ length: 6 }, () => begun(boris, { 'title.bg': 'Наведнъж', number: '2027-TWICE-1' })),
    )
    expect(pages.map(({ status }) => status).sort()).toEqual([303, ...Array(5).fill(422)])
  })

  test('without a number are called by their title, none of them as another or as the form', async () => {
    const made = [{ title: 'New' }, { title: 'Мост' }, { title: 'Мост' }].map(({ title }) => title)
    const addresses: (string | null)[] = []
    for (const title of made) addresses.push((await begun(boris, { 'title.bg': title })).location)
    expect(addresses).toEqual(['new-2', 'most', 'most-2'].map((slug) => `${path}/${slug}?done=saved`))
  })

  test('are refused by the query itself to whoever lost the right meanwhile', async () => {
    const project = await stored('most')
    if (project === undefined) throw new Error('There was nothing to copy')
    const written = await createProject(of().database, { project: { ...project }, by: 999_999 }, now)
    expect(written).toEqual({ done: 'refused', reason: 'unknown' })
  })

  test('are in the log, from what to what', async () => {
    const log = await admin.get('/organize/log?action=project-changed')
    expect(reading(log)).toContain('boris@example.org')
    expect(reading(log)).toContain('Title (Bulgarian): Нейно → Негово')
    expect(reading(await admin.get('/organize/log?action=project-created'))).toContain(
      'Emblem the flag of the European Union',
    )
  })

  test('that a pasted text names and nobody has written are written from it, and found when the draft is saved', async () => {
    const code = 'BG16RFOP002-1.001-0042'
    const text = `Кръгла маса „Мостове“ ще се проведе на 2 юли 2027 г. от 9.00 до 13.30 ч. в Стара Загора.\nПроект ${code} „Заедно“`
    const form = new FormData()
    form.append('text', text)
    const pasted = await boris.post('/organize/events/new/paste', form)
    const address = linkOf(
      pasted.text,
      'Write this project down, so that events can name it (opens in a new window)',
    )
    expect(reading(pasted)).toContain('This project is not written here yet.')
    const fresh = await boris.get(address)
    expect(await stored('bg16rfop002-1-001-0042')).toBeUndefined()
    const prefilled = Object.fromEntries(filled(fresh, 'save').entries())
    expect(prefilled).toMatchObject({ language: 'bg', number: code, 'title.bg': 'Заедно' })
    expect((await save(boris, fresh, `${path}/new`, {})).status).toBe(303)
    const draft = await boris.post(
      '/organize/events/new',
      filled(pasted, 'draft', { 'title.bg': 'Мостове' }, 'Save as a draft'),
    )
    expect(draft.status).toBe(303)
    const edit = await boris.get(draft.location ?? '')
    expect(Object.fromEntries(filled(edit, 'save').entries())).toMatchObject({
      project: 'bg16rfop002-1-001-0042',
    })
    const again = await boris.post('/organize/events/new/paste', form)
    expect(reading(again)).toContain('This project is known here and chosen in the form.')
  })

  test('are prefilled with words alone, whatever an address says', async () => {
    const query = new URLSearchParams({
      language: '"><b>',
      title: '"><script>x</script>',
      number: 'x'.repeat(5000),
    })
    const page = await boris.get(`${path}/new?${query}`)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('<script>x')
    const fields = Object.fromEntries(filled(page, 'save').entries())
    expect(fields).toMatchObject({
      language: 'en',
      'title.en': '"><script>x</script>',
      number: 'x'.repeat(100),
    })
  })
})
