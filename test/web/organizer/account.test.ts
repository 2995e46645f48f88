import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachDatabase } from '../../support/databases.ts'
import { Browser, openWorkspace, reading, signedIn, signInAddress, type Workspace } from './workspace.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'
const telephone =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

onEachDatabase('one’s own account', (of) => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
  })
  afterAll(() => workspace.stop())

  const log = (email: string) =>
    of()
      .database.read.selectFrom('audit_log')
      .select(['action', 'before', 'after'])
      .where('subject', '=', email)
      .orderBy('id')
      .execute()

  /** Signs the same person in from another device. */
  async function from(device: string, email: string): Promise<Browser> {
    const browser = new Browser(workspace)
    const address = await signInAddress(workspace, of().database, email, 'organizer')
    await browser.post(address, {}, { origin: workspace.base, 'user-agent': device })
    return browser
  }

  test('is reached from the header, and keeps name and language; the log says what changed', async () => {
    const browser = await signedIn(workspace, of().database, 'maria@example.org', 'organizer')
    const home = await browser.get('/organize')
    expect(home.text).toContain('<span class="work-name">maria@example.org</span>')
    expect(home.text).toContain('<a href="/organize/account">Your account</a>')
    const saved = await browser.post('/organize/account', { name: ' Мария  Примерова ', language: 'bg' })
    expect([saved.status, saved.location]).toEqual([303, '/organize/account?done=saved'])
    const page = await browser.get('/organize/account?done=saved')
    expect(reading(page)).toContain('Вашият профил Запазено.')
    expect(page.text).toContain('value="Мария Примерова"')
    await browser.post('/organize/account', { name: 'Мария Примерова', language: 'bg' })
    expect((await log('maria@example.org')).slice(1)).toEqual([
      {
        action: 'account-changed',
        before: JSON.stringify({ name: '', language: null }),
        after: JSON.stringify({ name: 'Мария Примерова', language: 'bg' }),
      },
    ])
  })

  test('with mistakes comes back as it was typed', async () => {
    const browser = await signedIn(workspace, of().database, 'slips@example.org', 'organizer')
    const page = await browser.post('/organize/account', { name: ' ', language: 'tlh' })
    expect([page.status, page.text.includes('<title>Error: Your account')]).toEqual([422, true])
    expect(reading(page)).toContain('Please correct 2 things')
    expect(await log('slips@example.org')).toHaveLength(1)
  })

  test('lists where one is signed in, in plain words, and ends one session or all others', async () => {
    const email = 'roams@example.org'
    const desk = await from(firefox, email)
    workspace.wait(5)
    const [phone, library, other] = [
      await from(telephone, email),
      await from('', email),
      await from(telephone, 'somebody@example.org'),
    ]
    const page = await desk.get('/organize/account')
    const rows = [...page.text.matchAll(/<tr>\s*<th scope="row">([\s\S]*?)<\/tr>/g)].map(([row]) =>
      reading({ ...page, text: row }),
    )
    expect(rows[0]).toMatch(/^Firefox, Linux This device, now /)
    expect(
      rows
        .slice(1)
        .map((row) => row.split(/ \d/)[0])
        .sort(),
    ).toEqual(['Chrome, Android', 'Unknown device'])
    const ids = [
      ...page.text.matchAll(/name="end" value="([0-9a-f]{64})"[\s\S]*?<span class="spoken"> (\w+)/g),
    ]
    const ofPhone = ids.find(([, , device]) => device === 'Chrome')?.[1] ?? ''
    expect((await other.post('/organize/account/sessions', { end: ofPhone })).status).toBe(303)
    expect((await phone.get('/organize')).status).toBe(200)
    await desk.post('/organize/account/sessions', { end: ofPhone })
    const statuses = async () =>
      Promise.all([desk, phone, library, other].map(async (one) => (await one.get('/organize')).status))
    expect(await statuses()).toEqual([200, 303, 200, 200])
    await from(telephone, email)
    await desk.post('/organize/account/sessions', { end: 'others' })
    expect(await statuses()).toEqual([200, 303, 303, 200])
    expect(
      (await log(email)).filter(({ action }) => action === 'sessions-ended').map(({ after }) => after),
    ).toEqual([JSON.stringify({ sessions: 1 }), JSON.stringify({ sessions: 2 })])
    workspace.wait(0)
  })

  test('what a browser says of itself is cut to 200 characters, and its last use written once an hour', async () => {
    const email = 'long@example.org'
    const browser = await from('x'.repeat(500), email)
    const row = () =>
      of()
        .database.read.selectFrom('organizer_sessions')
        .innerJoin('organizers', 'organizers.id', 'organizer_id')
        .select(['user_agent', 'last_used_at', 'organizer_sessions.created_at'])
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
    const first = await row()
    expect(first.user_agent).toBe('x'.repeat(200))
    const usedAfter = async (minutes: number) => {
      workspace.wait(minutes)
      await browser.get('/organize')
      return (Date.parse((await row()).last_used_at) - Date.parse(first.created_at)) / 60_000
    }
    expect([await usedAfter(59), await usedAfter(60), await usedAfter(100)]).toEqual([0, 60, 60])
    workspace.wait(0)
  })

  test('gets another address once its mailbox has been seen, by the button, for whoever asked; the old one is told', async () => {
    const { database } = of()
    let browser = await from(firefox, 'before@example.org')
    const other = await from(firefox, 'not-me@example.org')
    const lettersTo = (email: string) =>
      database.read.selectFrom('outbox').select(['kind', 'data']).where('to_email', '=', email).execute()
    const ask = (address: string) => browser.post('/organize/account/address', { address })
    for (const wrong of ['nonsense', ' Before@example.org '])
      expect([(await ask(wrong)).status, (await ask(wrong)).text.includes(`value="${wrong}"`)]).toEqual([
        422,
        true,
      ])
    expect((await ask('After@Example.org')).location).toBe('/organize/account?done=address-asked')
    await ask('not-me@example.org')
    const [letter] = await lettersTo('after@example.org')
    const { address } = JSON.parse(letter?.data ?? '{}')
    const linkTo = (to: string) =>
      `/organize/account/address/${workspace.tokens.address.sign({ ...address, to })}`
    const link = linkTo('after@example.org')
    expect([letter?.kind, (await browser.get(link)).status, (await other.get(link)).status]).toEqual([
      'address-confirm',
      200,
      404,
    ])
    expect([(await other.post(link)).status, (await browser.post(`${link}x`)).status]).toEqual([404, 404])
    workspace.wait(24 * 60)
    const late = await (await from(firefox, 'before@example.org')).post(link)
    workspace.wait(0)
    // Whoever signed in a day later has cleared away what was open before.
    browser = await from(firefox, 'before@example.org')
    expect([late.status, reading(late).includes('This link is too old')]).toEqual([409, true])
    const pending = await signInAddress(workspace, database, 'before@example.org', 'organizer')
    const taken = await browser.post(linkTo('not-me@example.org'))
    expect([
      taken.status,
      reading(taken).includes('A colleague works under not-me@example.org already.'),
    ]).toEqual([409, true])
    expect((await browser.post(link)).location).toBe('/organize/account?done=address-changed')
    expect(reading(await browser.get('/organize/account'))).toContain('after@example.org')
    expect((await browser.post(link)).status).toBe(409)
    // Neither the link to another address nor the letter to the old one is worth anything now.
    expect([
      (await browser.get(linkTo('third@example.org'))).status,
      (await browser.get(pending)).status,
    ]).toEqual([404, 404])
    expect((await lettersTo('before@example.org')).map(({ kind }) => kind)).toEqual(['address-changed'])
    expect((await log('after@example.org')).filter(({ action }) => action === 'account-changed')).toEqual([
      {
        action: 'account-changed',
        before: JSON.stringify({ email: 'before@example.org' }),
        after: JSON.stringify({ email: 'after@example.org' }),
      },
    ])
  })
})
