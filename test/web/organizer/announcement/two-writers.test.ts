import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvent } from '../../../../src/domain/events/create-event.ts'
import { findEvent } from '../../../../src/domain/events/event-record.ts'
import { now } from '../../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { type Browser, openWorkspace, type Page, reading, signedIn, type Workspace } from '../workspace.ts'
import { documentOf, everything, files } from './everything.ts'
import { filled, type Typed } from './form.ts'

onEachDatabase('two who write the same event', (of) => {
  let workspace: Workspace
  let [ana, boris] = [] as unknown as [Browser, Browser]
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    ana = await signedIn(workspace, of().database, 'ana@example.org', 'organizer')
    boris = await signedIn(workspace, of().database, 'boris@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  async function hold(slug: string) {
    const document = documentOf({ ...everything, slug })
    await createEvent(of().database, { document, files, by: 1 }, now)
  }
  const stored = async (slug: string) => (await findEvent(of().database.read, slug))?.document
  const path = (slug: string) => `/organize/events/${slug}/edit`

  /** Both open the form; Ana saves first, then Boris. */
  async function bothSave(slug: string, first: Typed, second: Typed): Promise<Page> {
    const [hers, his] = await Promise.all([ana.get(path(slug)), boris.get(path(slug))])
    expect((await ana.post(path(slug), filled(hers, 'save', first))).status).toBe(303)
    return boris.post(path(slug), filled(his, 'save', second))
  }

  test('what each changed alone is kept when the second has seen it', async () => {
    await hold('apart')
    const page = await bothSave(
      'apart',
      { 'title.en': 'Hers', 'registration.capacity': '70', 'speakers.0.bio.bg': 'Чете.' },
      { 'venue.room.bg': 'Негова зала', 'agenda.1.title.en': 'His' },
    )
    expect(page.status).toBe(409)
    const text = reading(page)
    for (const part of [
      'Somebody else has changed this event',
      'ana@example.org saved it at',
      'Changed by the other alone',
      'Title (English) Before Round table Theirs Hers Yours Round table',
      'Places Before 60 Theirs 70 Yours 60',
      'Changed by you alone',
      'Room (Bulgarian) Before Зала 1 Theirs Зала 1 Yours Негова зала',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('You both changed this')
    expect((await stored('apart'))?.venue.room).toEqual({ bg: 'Зала 1' })
    const saved = await boris.post(path('apart'), filled(page, 'save', {}, 'Save as chosen'))
    expect(saved.status).toBe(303)
    expect(await stored('apart')).toMatchObject({
      title: { bg: 'Кръгла маса', en: 'Hers' },
      registration: { capacity: 70 },
      speakers: [{ bio: { bg: 'Чете.' } }],
      venue: { room: { bg: 'Негова зала' } },
      agenda: [{ id: 'opening' }, { id: 'water', title: { bg: 'Води', en: 'His' } }, {}, {}],
    })
  })

  test('what both changed is not saved before somebody decides', async () => {
    await hold('clash')
    const page = await bothSave(
      'clash',
      { 'title.bg': 'Нейно' },
      { 'title.bg': 'Негово', 'contact.phone': '' },
    )
    expect(page.status).toBe(409)
    expect(reading(page)).toContain('You both changed this: please decide Title (Bulgarian)')
    const undecided = await boris.post(path('clash'), filled(page, 'save', {}, 'Save as chosen'))
    expect(undecided.status).toBe(422)
    expect(reading(undecided)).toContain('Title (Bulgarian): Choose one of the two')
    const decided = filled(undecided, 'save', { 'choice:title.bg': 'yours' }, 'Save as chosen')
    expect((await boris.post(path('clash'), decided)).status).toBe(303)
    const document = await stored('clash')
    expect(document?.title['bg']).toBe('Негово')
    expect(document?.contact).not.toHaveProperty('phone')
  })

  test('rows that both added stay, a row that one took out and the other changed is asked about', async () => {
    await hold('rows')
    const speaker = (name: string) => ({ 'speakers.1.name.bg': name })
    const page = await bothSave(
      'rows',
      { ...speaker('Нейният'), 'documents.*': '', 'organizations.1.name.bg': 'Нов съюз' },
      { ...speaker('Неговият'), 'organizations.1.*': '' },
    )
    expect(page.status).toBe(409)
    const text = reading(page)
    expect(text).toMatch(/please decide Organizations: Нов съюз/)
    expect(text).toContain('Speakers: Нейният')
    const chosen = { 'choice:organizations.b1': 'theirs' }
    expect((await boris.post(path('rows'), filled(page, 'save', chosen, 'Save as chosen'))).status).toBe(303)
    const document = await stored('rows')
    expect(document?.speakers.map(({ name }) => name['bg'])).toEqual(['Иван Примеров', 'Нейният', 'Неговият'])
    expect(document?.organizations.map(({ name }) => name['bg'])).toEqual(['Община', 'Нов съюз'])
    expect(document?.documents).toEqual([])
  })

  test('files that both sent are both there', async () => {
    await hold('files')
    const paper = (content: string) => ({
      'documents.1.title.bg': content,
      'documents.1.file.new': new File([content], 'a.txt'),
    })
    const page = await bothSave('files', paper('Нейният'), paper('Неговият'))
    expect(page.status).toBe(409)
    expect((await boris.post(path('files'), filled(page, 'save', {}, 'Save as chosen'))).status).toBe(303)
    const document = await stored('files')
    expect(document?.documents.map(({ title }) => title['bg'])).toEqual(['Програма', 'Нейният', 'Неговият'])
    const contents = await Promise.all(
      (document?.documents ?? []).map(({ file }) => boris.get(`/organize/events/files/files/${file}`)),
    )
    expect(contents.map(({ text }) => text)).toEqual(['09:00', 'Нейният', 'Неговият'])
  })

  test('whoever decides while a third saves is asked again', async () => {
    await hold('third')
    const page = await bothSave('third', { 'title.bg': 'Първо' }, { 'title.bg': 'Второ' })
    const fresh = await ana.get(path('third'))
    expect((await ana.post(path('third'), filled(fresh, 'save', { 'title.en': 'Third' }))).status).toBe(303)
    const chosen = filled(page, 'save', { 'choice:title.bg': 'yours' }, 'Save as chosen')
    const again = await boris.post(path('third'), chosen)
    expect(again.status).toBe(409)
    expect(reading(again)).toContain('Title (English) Before Round table Theirs Third')
    expect((await boris.post(path('third'), filled(again, 'save', {}, 'Save as chosen'))).status).toBe(303)
    expect((await stored('third'))?.title).toEqual({ bg: 'Второ', en: 'Third' })
  })

  test('of two who press at the same moment one is stored and the other is shown it', async () => {
    await hold('race')
    const forms = await Promise.all([ana, boris].map((browser) => browser.get(path('race'))))
    for (let round = 0; round < 5; round += 1) {
      const before = (await findEvent(of().database.read, 'race'))?.version
      const answers = await Promise.all(
        [ana, boris].map(async (browser, who) => {
          const form = round === 0 ? forms[who] : await browser.get(path('race'))
          if (form === undefined) throw new Error('There are two forms')
          return {
            browser,
            body: filled(form, 'save', { [`title.${who === 0 ? 'bg' : 'en'}`]: `${round} ${who}` }),
          }
        }),
      )
      const pages = await Promise.all(answers.map(({ browser, body }) => browser.post(path('race'), body)))
      expect(pages.map(({ status }) => status).sort()).toEqual([303, 409])
      expect((await findEvent(of().database.read, 'race'))?.version).toBe((before ?? 0) + 1)
      const loser = pages.findIndex(({ status }) => status === 409)
      const page = pages[loser]
      if (page === undefined) throw new Error('One of them has lost')
      const saved = await answers[loser]?.browser.post(
        path('race'),
        filled(page, 'save', {}, 'Save as chosen'),
      )
      expect(saved?.status).toBe(303)
      expect((await stored('race'))?.title).toEqual({ bg: `${round} 0`, en: `${round} 1` })
    }
  })
})
