import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEvent } from '../../../../src/domain/events/event-record.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { docx, paragraphs, zipped } from '../../../support/word-files.ts'
import { filled } from '../announcement/form.ts'
import { type Browser, openWorkspace, type Page, reading, signedIn, type Workspace } from '../workspace.ts'

const announcement = `ПОКАНА

Кръгла маса „Заедно в решенията“ ще се проведе на 2 юли 2027 г. (петък) от 9.00 до 13.30 ч. в зала „Нова“, бул. „Примерен“ № 107, Стара Загора.

Организатор: Сдружение „Граждански диалог“
Моля, потвърдете участието си до 28 юни на тел. +359 42 000 000, e-mail: table@example.org – Елена Примерова.
Проект BG05SFOP001-2.025-0007 „Диалог“`

const path = '/organize/events/new/paste'
const withMacro = await zipped({ 'word/document.xml': '<a/>', 'word/vbaProject.bin': 'x' })

onEachDatabase('an announcement pasted', (of) => {
  let workspace: Workspace
  let browser: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    browser = await signedIn(workspace, of().database, 'writer@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  const send = (text: string, file?: File): Promise<Page> => {
    const form = new FormData()
    form.append('text', text)
    form.append('file', file ?? new File([], ''))
    return browser.post(path, form)
  }
  const stored = async (slug: string) => (await findEvent(of().database.read, slug))?.document

  test('is reached from the list of events and from the form of a new one', async () => {
    for (const from of ['/organize', '/organize/events/new'])
      expect((await browser.get(from)).text).toContain(`href="${path}"`)
    expect(reading(await browser.get(path))).toContain('Nothing is saved or published yet')
  })

  test('fills the form, names the words of each field and marks them in the text', async () => {
    const page = await send(announcement)
    expect(page.status).toBe(200)
    const form = new Map(filled(page, 'draft', {}, 'Save as a draft').entries())
    expect(Object.fromEntries([...form].filter(([name]) => name in expected))).toEqual(expected)
    const read = reading(page)
    expect(read).toContain('From the text: “2 юли 2027 г. … 9.00 до 13.30 ч.”')
    expect(read).toContain('Online address Not found in the text'.slice(-21))
    expect(read).toContain('Project number BG05SFOP001-2.025-0007')
    expect(page.text).toContain(
      '<span class="pasted-label" lang="en">Address</span> бул. „Примерен“ № 107</mark>',
    )
    expect(read).toContain('No year stands beside “28 юни”. Taken is 2027')
    expect(page.text).not.toContain('value="publish"')
  })

  test('becomes a draft when the organizer saves it, and nothing before', async () => {
    const page = await send(announcement)
    const before = await of().database.read.selectFrom('events').select('id').execute()
    // A page that asks to publish all the same gets a draft.
    const saved = await browser.post('/organize/events/new', filled(page, 'publish', {}, 'Save as a draft'))
    expect(saved.status).toBe(303)
    expect(saved.location).toContain('?done=saved')
    const slug = /events\/([^/]+)\/edit/.exec(saved.location ?? '')?.[1] ?? ''
    const document = await stored(slug)
    expect(before).toEqual([])
    expect(document).toMatchObject({
      status: 'draft',
      language: 'bg',
      kind: 'round-table',
      timezone: 'Europe/Sofia',
      title: { bg: 'Кръгла маса „Заедно в решенията“' },
      starts: '2027-07-02T09:00',
      ends: '2027-07-02T13:30',
      venue: { city: { bg: 'Стара Загора' }, country: 'BG', room: { bg: 'зала „Нова“' } },
      contact: { name: { bg: 'Елена Примерова' }, email: 'table@example.org', phone: '+359 42 000 000' },
      organizations: [{ name: { bg: 'Сдружение „Граждански диалог“' }, role: 'organizer' }],
      registration: { closes: '2027-06-28T23:59' },
    })
    const log = await of().database.read.selectFrom('audit_log').select('action').execute()
    expect(log).toContainEqual({ action: 'event-created' })
  })

  test('stands beside the form still when it comes back with a mistake', async () => {
    const page = await send(announcement)
    const wrong = await browser.post(
      '/organize/events/new',
      filled(page, 'draft', { 'starts.day': '', 'title.bg': 'Друго заглавие' }, 'Save as a draft'),
    )
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="Друго заглавие"')
    expect(wrong.text).toContain('<mark>')
    expect(new Map(filled(wrong, 'draft', {}, 'Save as a draft').entries()).get('pasted')).toContain(
      'Кръгла маса',
    )
  })

  test('is read from a Word document and from a text file in the letters of Windows', async () => {
    const word = await docx(paragraphs(...announcement.split('\n')))
    const page = await send('', new File([new Uint8Array(word)], 'покана.docx'))
    expect(reading(page)).toContain('From the text: “Елена Примерова”')
    const windows = new Uint8Array([...'Семинар'].map((letter) => letter.charCodeAt(0) - 0x350))
    expect((await send('', new File([windows], 'a.txt'))).text).toContain('Семинар')
  })

  test.each([
    ['nothing', '', undefined, 'Paste a text or choose a file'],
    [
      'a text without an event',
      'Уважаеми граждани, честит празник.',
      undefined,
      'No event was found in this text',
    ],
    ['a text too long', 'семинар '.repeat(30_000), undefined, 'too long for an announcement'],
    ['a PDF', '', new File(['%PDF-1.7'], 'a.docx'), 'This is a PDF'],
    ['a damaged document', '', new File(['PK\x03\x04 and no more'], 'a.docx'), 'is damaged'],
    ['a macro', '', new File([new Uint8Array(withMacro)], 'a.docx'), 'holds a macro'],
    ['a file too large', '', new File([new Uint8Array(11_000_000)], 'a.txt'), 'larger than 10 MB'],
  ])('refuses %s and keeps what was typed', async (_, text, file, words) => {
    const page = await send(text || (file === undefined ? '' : 'typed before'), file)
    expect(page.status).toBe(422)
    expect(page.text).toContain('<title>Error: ')
    expect(reading(page)).toContain(words)
    if (file !== undefined) expect(page.text).toContain('typed before')
  })

  test('is of the project that has its number', async () => {
    const project = {
      slug: 'dialogue',
      number: 'BG05SFOP001 - 2.025-0007',
      language: 'bg',
      title: { bg: 'Диалог' },
    }
    await of().database.write((tx) =>
      tx.db
        .insertInto('projects')
        .values({
          slug: 'dialogue',
          content: JSON.stringify(project),
          is_sample: 0,
          updated_at: '2026-11-22T10:00:00.000Z',
        })
        .execute(),
    )
    const page = await send(announcement)
    expect(page.text).toContain('<option value="dialogue" selected>')
    expect(reading(page)).toContain('From the text: “BG05SFOP001-2.025-0007”')
  })

  test('says that the day has passed', async () => {
    const page = await send('Семинар ще се проведе на 21 юни 2023 г. от 10 ч. в Русе.')
    expect(reading(page)).toContain('The day has passed: Wednesday, 21 June 2023.')
  })

  test('is shown and never obeyed', async () => {
    const page = await send(
      '<script>alert(1)</script> {{name}} Семинар „<b>Х</b> и други неща“ на 2 юли 2027 г. от 9 ч.',
    )
    expect(page.text).not.toContain('<script>alert')
    expect(page.text).toContain('&lt;script&gt;')
  })
})

const expected = {
  'title.bg': 'Кръгла маса „Заедно в решенията“',
  kind: 'round-table',
  language: 'bg',
  'starts.day': '2027-07-02',
  'starts.time': '09:00',
  'ends.day': '2027-07-02',
  'ends.time': '13:30',
  'venue.room.bg': 'зала „Нова“',
  'venue.address.bg': 'бул. „Примерен“ № 107',
  'venue.city.bg': 'Стара Загора',
  'contact.name.bg': 'Елена Примерова',
  'contact.phone': '+359 42 000 000',
  'contact.email': 'table@example.org',
  'organizations.0.name.bg': 'Сдружение „Граждански диалог“',
}
