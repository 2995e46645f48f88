import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvent } from '../../../../src/domain/events/create-event.ts'
import { findEvent } from '../../../../src/domain/events/event-record.ts'
import { addOrganizer } from '../../../../src/domain/organizers/add-organizer.ts'
import { languages } from '../../../../src/platform/i18n.ts'
import { now } from '../../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from '../workspace.ts'
import { documentOf, everything, files } from './everything.ts'
import { filled, leadNowhere, type Typed, write } from './form.ts'

const manyPoints = Array.from({ length: 60 }, (_, index) => ({
  ...{
    id: `point-${index}`,
    day: '2027-03-02',
    starts: `${10 + (index % 8)}:00`,
    room: { bg: `Зала ${index}` },
  },
  ...{ title: { bg: `Точка ${index}`, en: `Point ${index}` }, speakers: [], signup: false },
}))

onEachDatabase('the form of an event', (of) => {
  let workspace: Workspace
  let browser: Browser
  let by = 0
  beforeAll(async () => {
    const { database } = of()
    workspace = await openWorkspace(database)
    const added = await addOrganizer(
      database,
      { email: 'first@example.org', name: '', role: 'admin', eventSlugs: [] },
      now,
    )
    if (added.done === 'refused') throw new Error(added.reason)
    const { id } = await database.read.selectFrom('organizers').select('id').executeTakeFirstOrThrow()
    by = id
    browser = await signedIn(workspace, database, 'writer@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  async function hold(slug: string, more: object = {}) {
    const document = documentOf({ ...everything, ...more, slug })
    const made = await createEvent(of().database, { document, files, by }, now)
    expect(made).toMatchObject({ done: 'created' })
    return document
  }
  const stored = async (slug: string) => (await findEvent(of().database.read, slug))?.document
  const edit = (slug: string, pressed: string, typed: Typed = {}) =>
    write(browser, `/organize/events/${slug}/edit`, pressed, typed)

  test('holds everything: saved as it came, the event is the same, with all its files', async () => {
    const document = await hold('same')
    expect((await edit('same', 'save')).status).toBe(303)
    expect(await stored('same')).toEqual(document)
    const kept = await of()
      .database.read.selectFrom('files')
      .innerJoin('events', 'events.id', 'files.event_id')
      .select('name')
      .where('slug', '=', 'same')
      .orderBy('name')
      .execute()
    expect(kept.map(({ name }) => name)).toEqual(['logo.svg', 'photo.png', 'programme.txt'])
  })

  test('is light, whatever it holds, in every language', async () => {
    await hold('light', { agenda: manyPoints })
    for (const language of languages) {
      browser.language = language
      const page = await browser.get('/organize/events/light/edit')
      expect([language, page.status, gzipSync(page.bytes).length < 100 * 1024]).toEqual([language, 200, true])
    }
    browser.language = 'en'
  })

  test('changes every part in one go', async () => {
    await hold('changed')
    const saved = await edit('changed', 'save', {
      'title.en': 'Another title',
      'summary.bg': '',
      'summary.en': '',
      'venue.latitude': '42,5',
      'contact.phone': '',
      'registration.closes.time': '',
      'registration.waitlist': 'yes',
      'registration.groups': ['ngo', 'business'],
      'organizations.1.role': 'partner',
      'agenda.3.starts': '11:30',
      'agenda.1.speakers': 'Иван Примеров',
      'speakers.0.bio.en': 'Writes.',
      'documents.0.title.en': 'Programme',
      'form.0.options.en': 'meat\nfish',
      'targets.ngo': '25',
      'targets.media': '5',
      'results.by_group.ngo': '',
    })
    expect(saved.status).toBe(303)
    const document = await stored('changed')
    expect(document).toMatchObject({
      title: { bg: 'Кръгла маса', en: 'Another title' },
      venue: { latitude: 42.5 },
      registration: { closes: '2027-02-28T23:59', waitlist: true, groups: ['ngo', 'business'] },
      organizations: [{}, { role: 'partner' }],
      agenda: [{}, { speakers: ['Иван Примеров'] }, {}, { id: 'closing', starts: '11:30' }],
      speakers: [{ bio: { bg: 'Пише.', en: 'Writes.' } }],
      documents: [{ title: { bg: 'Програма', en: 'Programme' } }],
      form: [
        {
          options: [
            { bg: 'месо', en: 'meat' },
            { bg: 'риба', en: 'fish' },
          ],
        },
        {},
      ],
      targets: [
        { group: 'ngo', participants: 25 },
        { group: 'media', participants: 5 },
      ],
      results: { attended: 60, by_group: { media: 0 } },
    })
    expect(document).not.toHaveProperty('summary')
    expect(document?.contact).not.toHaveProperty('phone')
  })

  test('rows are added, moved and taken out without losing what was typed elsewhere', async () => {
    await hold('rows')
    const path = '/organize/events/rows/edit'
    const added = await edit('rows', 'add:agenda', { 'venue.room.bg': 'Друга зала' })
    expect(added.status).toBe(200)
    expect(added.text).toContain('value="Друга зала"')
    expect(added.text).toContain('name="agenda.4.title.bg"')
    expect((await stored('rows'))?.venue.room).toEqual({ bg: 'Зала 1' })
    const typed = await browser.post(
      path,
      filled(added, 'save', {
        'agenda.4.title.bg': 'Обяд',
        'agenda.4.day': '2027-03-02',
        'agenda.4.starts': '11:30',
        'agenda.4.ends': '12:30',
        'agenda.4.signup': 'yes',
      }),
    )
    expect(typed.status).toBe(303)
    expect((await stored('rows'))?.agenda.map(({ id }) => id)).toEqual([
      'opening',
      'water',
      'roads',
      'obyad',
      'closing',
    ])
    const later = await browser.post(path, filled(await edit('rows', 'down:agenda.2'), 'save'))
    expect(later.status).toBe(303)
    expect((await stored('rows'))?.agenda.map(({ id, starts, ends }) => [id, starts, ends])).toEqual([
      ['opening', '09:00', undefined],
      ['water', '10:00', '11:30'],
      ['obyad', '10:00', '11:00'],
      ['roads', '11:00', '12:30'],
      ['closing', '12:00', '13:00'],
    ])
    const gone = await browser.post(path, filled(await edit('rows', 'remove:organizations.0'), 'save'))
    expect(gone.status).toBe(303)
    expect((await stored('rows'))?.organizations.map(({ name }) => name['bg'])).toEqual(['Съюз'])
  })

  test('an empty row says nothing, and a question gets a name that nobody has to think of', async () => {
    await hold('empty-rows')
    const path = '/organize/events/empty-rows/edit'
    const empty = await browser.post(path, filled(await edit('empty-rows', 'add:speakers'), 'save'))
    expect(empty.status).toBe(303)
    expect((await stored('empty-rows'))?.speakers).toHaveLength(1)
    const question = await edit('empty-rows', 'add:form')
    const saved = await browser.post(path, filled(question, 'save', { 'form.2.label.bg': 'Как пътувате?' }))
    expect(saved.status).toBe(303)
    expect((await stored('empty-rows'))?.form[2]).toEqual({
      ...{ id: 'kak-patuvate', label: { bg: 'Как пътувате?' }, type: 'text', required: false, options: [] },
    })
  })

  test('mistakes are told in words beside their fields, in each language of the workspace', async () => {
    await hold('wrong')
    const wrong = {
      'ends.time': '08:00',
      'ends.day': '2027-03-02',
      'venue.longitude': '',
      'contact.email': 'maria at home',
      'registration.capacity': 'many',
      'registration.groups': [],
      'agenda.1.starts': '12.00',
      'form.1.options.bg': 'едно',
      'results.attended': '-1',
    }
    const expected: Record<string, string[]> = {
      en: [
        'Ends: It must end after it starts',
        'Longitude: Latitude and longitude belong together',
        'E-mail: Write an address such as name@example.org',
        'Places: Write a whole number from 0 to 1,000,000',
        'Groups people choose from: Choose at least one group',
        'Water, To: It must end after it starts',
        'News, Answers to choose from (Bulgarian): A question answered in this way has no answers',
        'How many took part: Write a whole number',
      ],
      ru: ['Окончание: Окончание должно быть после начала', 'Мест: Напишите целое число'],
      bg: ['Край: Краят трябва да е след началото'],
      ky: ['Аягы: Аягы башталышынан кийин болушу керек'],
      be: ['Заканчэнне: Заканчэнне мае быць пасля пачатку'],
    }
    const before = await stored('wrong')
    const form = await browser.get('/organize/events/wrong/edit')
    for (const [language, sentences] of Object.entries(expected)) {
      browser.language = language
      const page = await browser.post('/organize/events/wrong/edit', filled(form, 'save', wrong))
      expect(page.status).toBe(422)
      const text = reading(page)
      for (const sentence of sentences) expect(text).toContain(sentence)
      expect(text).not.toMatch(/\bslug\b|YAML|is not a|expected|mapping/)
      for (const kept of ['value="maria at home"', 'value="many"', 'value="-1"'])
        expect(page.text).toContain(kept)
      expect(leadNowhere(page)).toEqual([])
    }
    browser.language = 'en'
    expect(await stored('wrong')).toEqual(before)
  })

  test('hours that clocks skip or show twice are told with the way out', async () => {
    await hold('clocks', { agenda: [], registration: { groups: ['ngo'] }, ends: '2027-03-28T12:00' })
    const skipped = await edit('clocks', 'save', { 'starts.day': '2027-03-28', 'starts.time': '03:30' })
    expect(reading(skipped)).toContain('That night the clocks jump over 03:30: write 02:30 or 04:30')
    const days = { 'starts.day': '2027-10-31', 'ends.day': '2027-10-31', 'starts.time': '03:30' }
    const twice = await edit('clocks', 'save', days)
    expect(reading(twice)).toContain('That night the clocks show 03:30 twice')
  })

  test('when the event moves to other days its agenda goes along', async () => {
    await hold('moved')
    const days = { 'starts.day': '2027-03-09', 'ends.day': '2027-03-10' }
    expect((await edit('moved', 'save', days)).status).toBe(303)
    expect((await stored('moved'))?.agenda.map(({ day }) => day)).toEqual([
      ...['2027-03-09', '2027-03-09', '2027-03-09', '2027-03-10'],
    ])
  })

  test('an event of one day keeps its length wherever its beginning goes; one of several only when it must', async () => {
    const oneDay = { agenda: [], starts: '2027-03-02T09:00', ends: '2027-03-02T13:00' }
    await hold('one-day', oneDay)
    for (const day of ['2027-03-09', '2027-03-01']) {
      expect((await edit('one-day', 'save', { 'starts.day': day })).status).toBe(303)
      const { starts, ends } = (await stored('one-day')) ?? {}
      expect([starts, ends]).toEqual([`${day}T09:00`, `${day}T13:00`])
    }
    await edit('one-day', 'save', { 'starts.day': '2027-03-08', 'ends.day': '2027-03-09' })
    expect((await stored('one-day'))?.ends).toBe('2027-03-09T13:00')
    // A day more before the two that stay
    await edit('one-day', 'save', { 'starts.day': '2027-03-07' })
    expect((await stored('one-day'))?.ends).toBe('2027-03-09T13:00')
    await edit('one-day', 'save', { 'starts.day': '2027-04-07' })
    expect((await stored('one-day'))?.ends).toBe('2027-04-09T13:00')
  })

  test('an end before the beginning is one mistake, and no point of the agenda is blamed for it', async () => {
    await hold('backwards')
    const page = await edit('backwards', 'save', { 'starts.day': '2027-03-09', 'ends.day': '2027-03-08' })
    expect(page.status).toBe(422)
    expect(reading(page)).toContain('Please correct one thing')
  })

  test('another language is added, and what is missing in it is listed with links', async () => {
    await hold('languages')
    const page = await edit('languages', 'language', { add_language: 'ru' })
    expect(page.text).toContain('name="title.ru"')
    expect(reading(page)).toMatch(/Missing in Russian: Title , Summary , Description , Place/)
    expect(reading(page)).toMatch(/What happens \(4\)/)
    expect(leadNowhere(page)).toEqual([])
    const saved = await browser.post(
      '/organize/events/languages/edit',
      filled(page, 'save', { 'title.ru': 'Круглый стол' }),
    )
    expect(saved.status).toBe(303)
    expect((await stored('languages'))?.title).toEqual({
      bg: 'Кръгла маса',
      en: 'Round table',
      ru: 'Круглый стол',
    })
  })

  test('a draft may get another address, which nobody else has; what is published keeps its own', async () => {
    await hold('address')
    await hold('taken')
    const refused = await edit('address', 'save', { slug: 'taken' })
    expect(reading(refused)).toContain('Address of the page: Another event has this address')
    expect(reading(await edit('address', 'save', { slug: 'Моя' }))).toContain(
      'Write 3 to 80 small Latin letters',
    )
    const renamed = await edit('address', 'publish', { slug: 'new-address' })
    expect([renamed.status, renamed.location]).toEqual([
      303,
      '/organize/events/new-address/edit?done=published',
    ])
    expect([await stored('address'), (await stored('new-address'))?.status]).toEqual([undefined, 'published'])
    const form = await browser.get('/organize/events/new-address/edit')
    expect(form.text).not.toContain('name="slug"')
    const forged = await browser.post(
      '/organize/events/new-address/edit',
      filled(form, 'save', { slug: 'other' }),
    )
    expect([forged.status, reading(forged).includes('its address stays as it is')]).toEqual([422, true])
  })

  test('is previewed in each language by those who write it, marked, without a form, and nobody keeps it', async () => {
    await hold('seen')
    const page = await browser.get('/organize/events/seen/preview?language=bg')
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    for (const part of ['Преглед.', 'Чернова: тази страница виждат само организаторите.', 'Води', 'Приети.'])
      expect(reading(page)).toContain(part)
    for (const hidden of ['/register"', '/ask"', 'application/ld+json'])
      expect(page.text).not.toContain(hidden)
    expect(page.text).toContain('/organize/events/seen/files/programme.txt')
    expect((await browser.get('/organize/events/seen/files/programme.txt')).text).toBe('09:00')
    expect((await browser.get('/events/seen/files/programme.txt')).status).toBe(404)
    expect(reading(await browser.get('/organize/events/seen/preview?language=en'))).toContain('Round table')
  })
})
