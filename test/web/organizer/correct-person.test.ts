import { afterAll, beforeAll, expect, test } from 'vitest'
import { register } from '../../../src/domain/registrations/register.ts'
import { hold, letters, now, people, person, places, roundTable } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Browser, openWorkspace, reading, signedIn, type Workspace } from './workspace.ts'

onEachDatabase('what was written of somebody', (of) => {
  let workspace: Workspace
  let browser: Browser
  let address = ''
  let link = ''
  const held = { phone: '+359 88 784 8238', organization: 'Читалище', group: 'ngo', note: 'рампа' }
  beforeAll(async () => {
    const { database } = of()
    workspace = await openWorkspace(database)
    browser = await signedIn(workspace, database, 'boss@example.org', 'organizer')
    const event = await hold(database, roundTable('mine'))
    await register(database, event, person('Вера', { email: 'vera@example.org' }), now)
    const ana = person('Ана', { ...held, group: 'ngo', email: 'ana@exmaple.org' })
    const done = await register(database, event, ana, now)
    if (done.done === 'refused') throw new Error(done.reason)
    address = `/organize/events/mine/people/${done.reference}`
    link = `/bg/r/${workspace.tokens.registration.sign(done.id, 0)}`
  })
  afterAll(() => workspace.stop())

  const send = (fields: Record<string, string>) =>
    browser.post(address, { action: 'correct', name: 'Ана', email: 'ana@exmaple.org', ...held, ...fields })
  const log = () =>
    of()
      .database.read.selectFrom('audit_log')
      .select(['action', 'before', 'after'])
      .where('registration_id', 'is not', null)
      .orderBy('id')
      .execute()

  test('comes back with every mistake and all that was typed, and nothing is changed', async () => {
    const page = await send({ name: ' ', email: 'ana@', organization: 'Друго <читалище>', group: 'nobility' })
    expect(page.status).toBe(422)
    expect(page.text).toMatch(/<title>Error: /)
    expect(page.text).toContain('value="Друго &lt;читалище&gt;"')
    for (const field of ['name', 'email', 'group']) expect(page.text).toContain(`href="#${field}"`)
    expect(reading(await browser.get(address))).toContain('Читалище')
    expect(await log()).toEqual([])
  })

  test('is not made into somebody who is there already', async () => {
    const page = await send({ name: 'вера', email: 'VERA@example.org' })
    expect(page.status).toBe(422)
    expect(reading(page)).toContain('Somebody of this name and address is on the list already')
    expect(await log()).toEqual([])
  })

  test('is set right: found under the new words, in the log from what to what, the old link opens nothing', async () => {
    expect((await browser.get(link)).status).toBe(200)
    const sent = await send({ email: 'ana@example.org', organization: 'Читалище „Просвета“', note: '' })
    expect([sent.status, sent.location]).toEqual([303, `${address}?done=corrected`])
    const found = await browser.get('/organize/events/mine?q=prosveta')
    expect(reading(found)).toContain('ana@example.org')
    expect(await log()).toEqual([
      {
        action: 'person-changed',
        before: JSON.stringify({ email: 'ana@exmaple.org', organization: 'Читалище', note: 'рампа' }),
        after: JSON.stringify({
          email: 'ana@example.org',
          organization: 'Читалище „Просвета“',
          note: '',
        }),
      },
    ])
    expect((await browser.get(link)).status).toBe(404)
    const [again] = [await send({ email: 'ana@example.org', organization: 'Читалище „Просвета“', note: '' })]
    expect(again.status).toBe(303)
    expect(await log()).toHaveLength(1)
  })
  test('a letter follows to another address when it is wanted, and again by a button', async () => {
    const { database } = of()
    const written = () =>
      database.read
        .selectFrom('outbox')
        .select(['to_email', 'kind'])
        .where('to_name', '=', 'Ана')
        .where('state', '!=', 'dropped')
        .orderBy('id')
        .execute()
    const before = await written()
    const same = { organization: 'Читалище „Просвета“', note: '' }
    // Nothing changes but the name of a house: nobody is told.
    await send({ email: 'ana@example.org', organization: 'Читалище', note: '', tells: 'yes' })
    expect(await written()).toEqual(before)
    await send({ email: 'ana@example.com', ...same, tells: 'yes' })
    const [told] = (await written()).slice(-1)
    expect(told).toEqual({ to_email: 'ana@example.com', kind: 'confirmed' })
    const again = await browser.post(address, { action: 'tell-again' })
    expect([again.status, again.location]).toEqual([303, `${address}?done=told-again`])
    expect((await written()).filter(({ to_email }) => to_email === 'ana@example.com')).toHaveLength(1)
    expect((await log()).at(-1)).toEqual({ action: 'letters-resent', before: null, after: '{"letters":1}' })
  })

  test('cancelled on the telephone, and back again', async () => {
    expect(reading(await browser.get(address))).not.toContain('They come after all')
    await browser.post(address, { action: 'cancel' })
    const page = reading(await browser.get(address))
    expect(page).toContain('They come after all: confirm')
    expect(page).not.toContain('Send the letter again')
    const back = await browser.post(address, { action: 'confirm' })
    expect([back.status, back.location]).toEqual([303, `${address}?done=confirmed`])
    expect(reading(await browser.get(`${address}?done=confirmed`))).toContain('The place is confirmed.')
    const twice = await browser.post(address, { action: 'confirm' })
    expect([twice.status, reading(twice)]).toEqual([409, expect.stringContaining('confirmed already')])
  })

  test('more guests take places, fewer give them to who waits; a session that is full says so; a reason goes over', async () => {
    const { database } = of()
    const document = {
      ...roundTable('party', { capacity: 3 }),
      agenda: ['a', 'b'].map((id) => ({
        ...{ id, day: '2026-12-02', starts: '09:00', ends: '10:00', signup: true },
        ...{ title: { bg: id === 'a' ? 'Вода' : 'Пътища' }, speakers: [] },
      })),
    }
    const event = await hold(database, document, { a: 2, b: null })
    const add = async (name: string, more = {}) => {
      const email = `party-${Buffer.from(name).toString('hex').slice(0, 8)}@example.org`
      const done = await register(database, event, person(name, { email, ...more }), now)
      if (done.done === 'refused') throw new Error(done.reason)
      return `/organize/events/party/people/${done.reference}`
    }
    const vera = await add('Вера')
    await add('Иво', { guests: 1, guestNames: ['Ана'], sessions: ['a'] })
    const petar = await add('Петър')
    const fix = (fields: Record<string, string>) => browser.post(vera, { action: 'correct', ...fields })
    const full = await fix({ guests: '1' })
    expect([full.status, reading(full)]).toEqual([
      422,
      expect.stringContaining('All places are taken: write why you go over the limit'),
    ])
    expect(full.text).toContain('name="over_limit_reason"')
    const noRoom = await fix({ sessions: 'a' })
    expect([noRoom.status, reading(noRoom)]).toEqual([422, expect.stringContaining('Вода')])
    expect((await fix({ sessions: 'b', language: 'ru', consent_news: 'yes', tells: 'yes' })).status).toBe(303)
    expect(await people(database, event)).toEqual([
      'Вера: confirmed',
      'Иво: confirmed',
      'Петър: waitlisted 1',
    ])
    expect((await letters(database, event)).at(-1)).toBe('changed → Вера (REQUEST 0)')
    expect((await fix({ guests: '2', over_limit_reason: 'Кметът', sessions: 'b' })).status).toBe(303)
    expect(await places(database, event)).toEqual({ taken: 5, waiting: 1 })
    expect((await fix({ guests: '0' })).status).toBe(303)
    expect(await places(database, event)).toEqual({ taken: 3, waiting: 1 })
    const row = await database.read
      .selectFrom('registrations')
      .select(['sessions', 'language', 'guests', 'over_limit_reason'])
      .where('name', '=', 'Вера')
      .where('event_id', '=', event.id)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ sessions: '["b"]', language: 'ru', guests: 0, over_limit_reason: 'Кметът' })
    const page = await browser.get('/organize/events/party')
    const [, ivo = ''] = /people\/([A-Z0-9-]+)">Иво/.exec(page.text) ?? []
    await browser.post(`/organize/events/party/people/${ivo}`, {
      action: 'correct',
      guests: '0',
      guest_names: '',
    })
    expect(await people(database, event)).toEqual(['Вера: confirmed', 'Иво: confirmed', 'Петър: confirmed'])
    expect((await browser.get(petar)).status).toBe(200)
  })
})
