import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvent } from '../../../../src/domain/events/create-event.ts'
import { findEvent } from '../../../../src/domain/events/event-record.ts'
import { forgetUploads } from '../../../../src/domain/events/uploads.ts'
import { now } from '../../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { photograph } from '../../../support/photographs.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from '../workspace.ts'
import { documentOf, drawing, everything, files } from './everything.ts'
import { filled, write } from './form.ts'

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name)
const path = (slug: string) => `/organize/events/${slug}/edit`

onEachDatabase('files of an event', (of) => {
  let workspace: Workspace
  let browser: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    browser = await signedIn(workspace, of().database, 'writer@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  async function hold(slug: string) {
    const document = documentOf({ ...everything, slug })
    await createEvent(of().database, { document, files, by: 1 }, now)
  }
  const stored = async (slug: string) => (await findEvent(of().database.read, slug))?.document
  const names = async (slug: string) => {
    const rows = await of()
      .database.read.selectFrom('files')
      .innerJoin('events', 'events.id', 'files.event_id')
      .select('name')
      .where('slug', '=', slug)
      .orderBy('name')
      .execute()
    return rows.map(({ name }) => name)
  }

  test('are stored under names of ours, beside those that stay; what is replaced or taken away goes', async () => {
    await hold('names')
    const saved = await write(browser, path('names'), 'save', {
      'organizations.0.logo.new': file('Мое тайно лого (копие) на Петър.svg', drawing),
      'speakers.0.photo.new': file('IMG_0042.JPG', new Uint8Array(await photograph(40, 50, 1))),
      'documents.0.file.remove': 'yes',
      'documents.0.file.new': file('final FINAL v7.txt', 'Нова програма'),
    })
    expect(saved.status).toBe(303)
    expect(await names('names')).toEqual(['logo-obshtina.svg', 'photo-ivan-primerov.jpg', 'programa.txt'])
    expect(await stored('names')).toMatchObject({
      organizations: [{ logo: 'logo-obshtina.svg' }, {}],
      speakers: [{ photo: 'photo-ivan-primerov.jpg' }],
      documents: [{ file: 'programa.txt' }],
    })
    const paper = await browser.get('/organize/events/names/files/programa.txt')
    expect([paper.text, paper.headers.get('cache-control')]).toEqual(['Нова програма', 'no-store'])
    await write(browser, path('names'), 'save', { 'speakers.0.photo.remove': 'yes' })
    expect(await names('names')).toEqual(['logo-obshtina.svg', 'programa.txt'])
  })

  test('what cannot be taken is told beside its field, and the others are kept', async () => {
    await hold('wrong-files')
    const refused: [string, File, string][] = [
      [
        'organizations.0.logo.new',
        file('x.svg', drawing.replace('<rect', '<script>1</script><rect')),
        'could run or fetch',
      ],
      [
        'organizations.0.logo.new',
        file('x.svg', drawing.replace('<rect', '<image href="https://a.example.org/b"/><rect')),
        'could run or fetch',
      ],
      ['organizations.0.logo.new', file('x.pdf', '%PDF-1.7'), 'This is no picture'],
      ['speakers.0.photo.new', file('x.jpg', '%PDF-1.7'), 'does not hold what its name says'],
      [
        'speakers.0.photo.new',
        file('x.jpg', new Uint8Array((await photograph(400, 500, 1)).subarray(0, 900))),
        'broken or cut short',
      ],
      ['documents.0.file.new', file('x.exe', 'MZ'), 'Files of this type are not taken'],
      ['documents.0.file.new', file('x.txt', ''), 'The file is empty'],
      ['documents.0.file.new', file('x.txt', 'x'.repeat(21 * 1024 * 1024)), 'The file is too large'],
    ]
    for (const [field, wrong, words] of refused) {
      const page = await write(browser, path('wrong-files'), 'save', {
        [field]: wrong,
        'venue.room.bg': 'Моята зала',
      })
      expect([wrong.name, page.status]).toEqual([wrong.name, 422])
      expect(reading(page)).toContain(words)
      expect(page.text).toContain('value="Моята зала"')
    }
    expect(await names('wrong-files')).toEqual(['logo.svg', 'photo.png', 'programme.txt'])
  })

  test('what was sent with mistakes elsewhere is there when they are mended, for its sender alone', async () => {
    await hold('patient')
    const added = await write(browser, path('patient'), 'add:documents', {})
    const page = await browser.post(
      path('patient'),
      filled(added, 'save', {
        'documents.1.file.new': file('protocol.txt', 'Протокол'),
        'contact.email': 'nobody',
      }),
    )
    expect([page.status, reading(page).includes('Now: programme-2.txt')]).toEqual([422, true])
    const other = await signedIn(workspace, of().database, 'other@example.org', 'organizer')
    const mended = { 'contact.email': 'maria@example.org', 'documents.1.title.bg': 'Протокол' }
    const stolen = await other.post(path('patient'), filled(page, 'save', mended))
    expect([stolen.status, reading(stolen).includes('A file is no longer there')]).toEqual([422, true])
    expect((await browser.post(path('patient'), filled(page, 'save', mended))).status).toBe(303)
    expect(await names('patient')).toContain('programme-2.txt')
    expect((await browser.get('/organize/events/patient/files/programme-2.txt')).text).toBe('Протокол')
  })

  test('two who write on one event get different names for different files', async () => {
    await hold('both')
    const send = async (content: string) => {
      const form = await write(browser, path('both'), 'add:documents', {})
      return browser.post(
        path('both'),
        filled(form, 'up:documents.1', {
          'documents.1.title.bg': 'Решение',
          'documents.1.file.new': file('a.txt', content),
        }),
      )
    }
    const pages = await Promise.all([send('one'), send('other')])
    const given = pages.map(({ text }) => /Now: (reshenie[^<]*)</.exec(text)?.[1])
    expect([...given].sort()).toEqual(['reshenie-2.txt', 'reshenie.txt'])
  })

  test('what no event took is forgotten after some days', async () => {
    const count = async () => (await of().database.read.selectFrom('uploads').select('id').execute()).length
    expect(await count()).toBeGreaterThan(0)
    await forgetUploads(of().database, new Date(now.getTime() + 2 * 86_400_000))
    expect(await count()).toBeGreaterThan(0)
    await forgetUploads(of().database, new Date(now.getTime() + 4 * 86_400_000))
    expect(await count()).toBe(0)
  })
})
