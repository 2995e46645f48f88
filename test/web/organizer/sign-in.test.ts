import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstOrganizerToken } from '../../../src/domain/organizers/first-organizer.ts'
import { now } from '../../domain/registrations/cast.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { Browser, openWorkspace, reading, signedIn, signInAddress, type Workspace } from './workspace.ts'

onEachDatabase('signing in', (of) => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
  })
  afterAll(() => workspace.stop())

  const lettersTo = (email: string) =>
    of().database.read.selectFrom('outbox').select(['kind', 'data']).where('to_email', '=', email).execute()

  describe('while there is no organizer', () => {
    test('the printed link makes one administrator, once, and then nobody else', async () => {
      const { database } = of()
      const token = await firstOrganizerToken(database, workspace.tokens, now)
      const other = await firstOrganizerToken(database, workspace.tokens, now)
      const address = `/organize/sign-in/${token}`
      const browser = new Browser(workspace)
      const page = await browser.get(address)
      expect(page.status).toBe(200)
      expect(reading(page)).toContain('Left empty, they go to events@example.org.')
      expect(page.text).not.toContain('value="events@example.org"')
      const wrong = await browser.post(address, { name: 'Мария', email: 'мария' })
      expect(wrong.status).toBe(422)
      expect(wrong.text).toContain('<title>Error: ')
      expect(wrong.text).toContain('value="Мария"')
      const entered = await browser.post(address, { name: 'Мария Примерова', email: 'Maria@Example.org' })
      expect([entered.status, entered.location]).toEqual([303, '/organize'])
      expect(reading(await browser.get('/organize'))).toContain('Your events')
      expect(await firstOrganizerToken(database, workspace.tokens, now)).toBeNull()
      for (const used of [address, `/organize/sign-in/${other}`]) {
        expect((await new Browser(workspace).get(used)).status).toBe(410)
        expect((await new Browser(workspace).post(used, { email: 'late@example.org' })).status).toBe(410)
      }
      const rows = await database.read
        .selectFrom('organizers')
        .innerJoin('organizer_roles', 'organizer_id', 'organizers.id')
        .select(['email', 'name', 'role', 'event_id'])
        .execute()
      expect(rows).toEqual([
        { email: 'maria@example.org', name: 'Мария Примерова', role: 'admin', event_id: null },
      ])
    })
  })

  test('asking reads the same for an organizer and for a stranger, and writes to the organizer alone', async () => {
    await signInAddress(workspace, of().database, 'asks@example.org', 'organizer')
    const answers = []
    for (const email of ['ASKS@example.org ', 'nobody@example.org']) {
      const browser = new Browser(workspace)
      const asked = performance.now()
      const sent = await browser.post('/organize/sign-in', { email, next: '/organize/events/x' })
      // Writing a letter takes a few milliseconds, and not writing one takes as long.
      expect(performance.now() - asked).toBeGreaterThan(95)
      const page = await browser.get(sent.location ?? '')
      answers.push([sent.status, sent.location, page.status, page.text])
    }
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.slice(0, 3)).toEqual([303, '/organize/sign-in/sent?language=en', 200])
    expect(await lettersTo('nobody@example.org')).toEqual([])
    expect((await lettersTo('asks@example.org')).map(({ kind }) => kind)).toEqual(['sign-in'])
  })

  test('the letter leads back to the page that was asked for, on this site only', async () => {
    await signInAddress(workspace, of().database, 'goes@example.org', 'organizer')
    const ways = [
      '/organize/events/x?sort=status',
      'https://evil.example/organize',
      '//evil.example',
      '/organize\\@evil.example',
    ]
    const ends = []
    for (const next of ways) {
      const browser = new Browser(workspace)
      await browser.post('/organize/sign-in', { email: 'goes@example.org', next })
      const letter = (await lettersTo('goes@example.org')).at(-1)
      const { signIn } = JSON.parse(letter?.data ?? '{}')
      ends.push((await browser.post(`/organize/sign-in/${workspace.tokens.signIn.sign(signIn)}`)).location)
    }
    expect(ends).toEqual(['/organize/events/x?sort=status', '/organize', '/organize', '/organize'])
  })

  test('an address that is none is a mistake that keeps what was typed', async () => {
    const page = await new Browser(workspace).post('/organize/sign-in', { email: 'maria at example' })
    expect([page.status, page.text.includes('value="maria at example"')]).toEqual([422, true])
    expect(reading(page)).toContain('Write an e-mail address such as name@example.org')
  })

  test('looking at the link uses nothing up; the button works once', async () => {
    const address = await signInAddress(workspace, of().database, 'once@example.org', 'organizer')
    const browser = new Browser(workspace)
    for (let i = 0; i < 3; i++) expect((await browser.get(address)).status).toBe(200)
    expect(browser.cookies.size).toBe(0)
    expect((await browser.post(address)).status).toBe(303)
    const again = new Browser(workspace)
    const used = await again.post(address)
    expect([used.status, again.cookies.size]).toEqual([410, 0])
    expect(reading(used)).toContain('This link has been used already')
    expect((await again.get(address)).status).toBe(410)
  })

  test('of two who press at the same moment one is let in', async () => {
    const address = await signInAddress(workspace, of().database, 'twice@example.org', 'organizer')
    const pressed = await Promise.all([1, 2, 3, 4].map(() => new Browser(workspace).post(address)))
    expect(pressed.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410])
  })

  test('a link is too old after a quarter of an hour, and a wrong one is none', async () => {
    const address = await signInAddress(workspace, of().database, 'late@example.org', 'organizer')
    workspace.wait(15)
    const [looked, pressed] = [
      await new Browser(workspace).get(address),
      await new Browser(workspace).post(address),
    ]
    workspace.wait(0)
    expect([looked.status, pressed.status]).toEqual([410, 410])
    expect(reading(pressed)).toContain('This link is too old')
    const wrong = [
      `${address}x`,
      address.replace(/\..*/, '.AAAAAAAAAAAAAAAAAAAAAA'),
      '/organize/sign-in/nonsense',
    ]
    for (const one of wrong) {
      expect([
        (await new Browser(workspace).get(one)).status,
        (await new Browser(workspace).post(one)).status,
      ]).toEqual([404, 404])
    }
    expect((await new Browser(workspace).post(address)).status).toBe(303)
  })

  test('the cookie is for this site alone, and the table holds only its hash', async () => {
    const browser = new Browser(workspace)
    const entered = await browser.post(
      await signInAddress(workspace, of().database, 'cookie@example.org', 'organizer'),
    )
    const [line = ''] = entered.headers.getSetCookie().filter((one) => one.startsWith('turnout_session='))
    expect(line.replace(/=[^;]+; Max-Age=\d+/, '=…').replace(/Expires=[^;]+/, 'Expires=…')).toBe(
      'turnout_session=…; Path=/; Expires=…; HttpOnly; SameSite=Lax',
    )
    const token = browser.cookies.get('turnout_session') ?? ''
    const hash = createHash('sha256').update(token).digest('hex')
    const rows = await of().database.read.selectFrom('organizer_sessions').select('token_hash').execute()
    expect(rows).toContainEqual({ token_hash: hash })
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('a session ends twelve hours after its last use, a week after its first, or by the button', async () => {
    const { database } = of()
    const signsIn = (name: string) => signedIn(workspace, database, `${name}@example.org`, 'organizer')
    const statusAt = async (browser: Browser, hours: number) => {
      workspace.wait(hours * 60)
      return (await browser.get('/organize')).status
    }
    const [idle, busy, leaves] = [await signsIn('idle'), await signsIn('busy'), await signsIn('leaves')]
    expect([await statusAt(busy, 11), await statusAt(busy, 22), await statusAt(idle, 12)]).toEqual([
      200, 200, 303,
    ])
    for (let hours = 33; hours < 168; hours += 11) expect(await statusAt(busy, hours)).toBe(200)
    expect(await statusAt(busy, 168)).toBe(303)
    workspace.wait(0)
    const stolen = new Browser(workspace)
    for (const [name, value] of leaves.cookies) stolen.cookies.set(name, value)
    expect((await leaves.post('/organize/sign-out')).location).toBe('/organize/sign-in?language=en')
    expect([leaves.cookies.size, (await stolen.get('/organize')).status]).toEqual([0, 303])
  })

  test('nothing is posted from another site', async () => {
    const browser = await signedIn(workspace, of().database, 'origin@example.org', 'organizer')
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ]
    for (const headers of foreign)
      expect((await browser.post('/organize/sign-out', {}, headers)).status).toBe(403)
    expect((await browser.get('/organize')).status).toBe(200)
  })

  test('the language of the page on which one comes in stays, until one chooses another', async () => {
    const address = await signInAddress(workspace, of().database, 'speaks@example.org', 'organizer')
    const browser = new Browser(workspace)
    await browser.post(`${address}?language=bg`)
    expect(reading(await browser.get('/organize'))).toContain('Вашите събития')
    await browser.post('/organize/language', { language: 'ru', next: '/organize' })
    const again = await signInAddress(workspace, of().database, 'speaks@example.org', 'organizer')
    const other = new Browser(workspace)
    await other.post(`${again}?language=bg`)
    expect(reading(await other.get('/organize'))).toContain('Ваши мероприятия')
  })

  test('the language chosen is kept for the next time, else the browser asks', async () => {
    const { database } = of()
    const browser = await signedIn(workspace, database, 'speaks@example.org', 'organizer')
    browser.language = 'ru'
    expect((await browser.get('/organize')).text).toContain('Ваши мероприятия')
    const switched = await browser.post('/organize/language', { language: 'bg', next: '/organize?past=1' })
    expect([switched.status, switched.location]).toEqual([303, '/organize?past=1'])
    const again = await signedIn(workspace, database, 'speaks@example.org', 'organizer')
    expect((await again.get('/organize')).text).toContain('Вашите събития')
    expect((await browser.post('/organize/language', { language: 'tlh' })).status).toBe(400)
  })

  test('over https the cookie is tied to this very host', async () => {
    const { database } = of()
    const address = await signInAddress(workspace, database, 'tls@example.org', 'organizer')
    const settings = { baseUrl: 'https://events.example.org', trustProxy: 1 }
    const behindProxy = await openWorkspace(database, settings)
    const proxied = { 'x-forwarded-host': 'events.example.org', 'x-forwarded-proto': 'https' }
    const entered = await new Browser(behindProxy).post(address, {}, { ...proxied, origin: settings.baseUrl })
    await behindProxy.stop()
    const [line = ''] = entered.headers.getSetCookie().filter((one) => one.includes('turnout_session='))
    expect([
      entered.status,
      line.startsWith('__Host-turnout_session='),
      line.endsWith('; HttpOnly; Secure; SameSite=Lax'),
    ]).toEqual([303, true, true])
  })

  test('one address is written to twenty times an hour at most, and the answer stays the same', async () => {
    const { database } = of()
    await signInAddress(workspace, database, 'flooded@example.org', 'organizer')
    const limited = await openWorkspace(database, { rateLimits: true })
    const answers = new Set<string>()
    for (let i = 0; i < 23; i++) {
      const sent = await new Browser(limited).post('/organize/sign-in', { email: 'flooded@example.org' })
      answers.add(`${sent.status} ${sent.location}`)
    }
    await limited.stop()
    expect([...answers]).toEqual(['303 /organize/sign-in/sent?language=en'])
    expect(await lettersTo('flooded@example.org')).toHaveLength(20)
  })
})
