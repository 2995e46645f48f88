import { afterAll, beforeAll, expect, test } from 'vitest'
import { hold, letters, people, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

const question = { required: true, options: [] }

onEachDatabase('somebody added by hand', (of) => {
  let workspace: Workspace
  let browser: Browser
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
    browser = await signedIn(workspace, of().database, 'typist@example.org', 'organizer')
  })
  afterAll(() => workspace.stop())

  const form = { channel: 'phone', language: 'bg', name: 'Баба Яна' }

  test('needs a name and a channel, and no address; who typed it in is kept and shown', async () => {
    const event = await hold(of().database, {
      ...roundTable('village', { verify_email: true, approval: true }),
      form: [
        { ...question, id: 'diet', label: { bg: 'Хранене' }, type: 'text' },
        { ...question, id: 'bus', label: { bg: 'Автобус' }, type: 'checkbox' },
      ],
    })
    const added = await browser.post('/organize/events/village/add', {
      ...form,
      'answers[diet]': 'постно',
      phone: '0888 123 456',
      guests: '1',
    })
    expect([added.status, added.location]).toEqual([
      303,
      expect.stringMatching(/people\/[A-Z0-9]{4}-[A-Z0-9]{4}\?done=added$/),
    ])
    expect(await people(of().database, event)).toEqual(['Баба Яна: confirmed'])
    expect(await letters(of().database, event)).toEqual([])
    const text = reading(await browser.get(added.location ?? ''))
    for (const part of [
      'Added. Add a person',
      'Registered by Telephone Typed in by typist@example.org',
      'Хранене постно',
      'No e-mail address is known',
    ]) {
      expect(text).toContain(part)
    }
  })

  test('with an address gets the letter in the language chosen', async () => {
    const event = await hold(of().database, roundTable('letter'))
    await browser.post('/organize/events/letter/add', {
      ...form,
      channel: 'paper',
      language: 'ru',
      email: 'yana@example.org',
    })
    expect(await letters(of().database, event)).toEqual(['confirmed → Баба Яна (REQUEST 0)'])
    const row = await of()
      .database.read.selectFrom('outbox')
      .select('language')
      .where('event_id', '=', event.id)
      .executeTakeFirst()
    expect(row).toEqual({ language: 'ru' })
  })

  test('with mistakes comes back with all that was typed', async () => {
    await hold(of().database, roundTable('wrong'))
    const page = await browser.post('/organize/events/wrong/add', {
      name: ' ',
      email: 'yana at home',
      organization: 'Читалище „Пример“',
      guests: '17',
      channel: 'pigeon',
      language: 'bg',
      note: 'Един\nдва',
    })
    expect(page.status).toBe(422)
    const text = reading(page)
    for (const mistake of [
      'Please correct 4 things',
      'Write your full name',
      'Write an e-mail address such as name@example.org',
      'You may bring 3 guests at most',
      'Choose how the answer reached you',
    ]) {
      expect(text).toContain(mistake)
    }
    for (const kept of ['value="yana at home"', 'value="Читалище „Пример“"', 'value="17"', 'Един\nдва']) {
      expect(page.text).toContain(kept)
    }
    for (const link of page.text.matchAll(/<li><a href="#([^"]+)">/g))
      expect(page.text).toContain(`id="${link[1]}"`)
  })

  test('waits in line when it is full, unless a reason lets them in over the limit', async () => {
    const event = await hold(of().database, roundTable('full', { capacity: 1 }))
    const add = (more: object) => browser.post('/organize/events/full/add', { ...form, ...more })
    await add({ name: 'Анна' })
    expect(reading(await browser.get('/organize/events/full/add'))).toContain('All places are taken.')
    expect((await add({ name: 'Борис' })).location).toContain('?done=added-waiting')
    await add({ name: 'Вера', over_limit_reason: 'кмет на селото' })
    expect(await people(of().database, event)).toEqual([
      'Анна: confirmed',
      'Борис: waitlisted 1',
      'Вера: confirmed',
    ])
  })

  test('is refused with the reason beside its field where there is no waiting list', async () => {
    await hold(of().database, roundTable('shut', { capacity: 1, waitlist: false }))
    const add = (name: string) => browser.post('/organize/events/shut/add', { ...form, name })
    await add('Анна')
    const refused = await add('Борис')
    expect([
      refused.status,
      reading(refused).includes('All places are taken: write why you go over the limit'),
    ]).toEqual([422, true])
    expect(refused.text).toContain('value="Борис"')
  })

  test('who is registered already is shown, and not registered twice', async () => {
    const event = await hold(of().database, roundTable('twice'))
    const add = () => browser.post('/organize/events/twice/add', { ...form, email: 'yana@example.org' })
    const [first, second] = [await add(), await add()]
    expect(second.location).toBe(first.location?.replace('added', 'already-there'))
    expect(await people(of().database, event)).toEqual(['Баба Яна: confirmed'])
  })

  test('is possible after the public form has closed', async () => {
    const event = await hold(of().database, { ...roundTable('closed'), status: 'cancelled' })
    expect((await browser.post('/organize/events/closed/add', { ...form, answer: 'no' })).status).toBe(303)
    expect(await people(of().database, event)).toEqual(['Баба Яна: declined'])
  })
})
