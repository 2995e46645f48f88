import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDatabase, onEachDatabase } from '../../support/databases.ts'
import { type Account, startProvider, type TestProvider } from '../../support/open-id-provider.ts'
import { codeOf, enrolApp } from './code-app.ts'
import { Browser, openWorkspace, type Page, reading, signInAddress, type Workspace } from './workspace.ts'

const begin = '/organize/sign-in/oidc'

onEachDatabase('single sign-on', (of) => {
  let provider: TestProvider
  let workspace: Workspace
  beforeAll(async () => {
    provider = await startProvider()
    workspace = await openWorkspace(of().database, { oidc: provider.settings })
    provider.serve(`${workspace.base}${begin}/callback`)
  })
  afterAll(async () => {
    await workspace.stop()
    await provider.stop()
  })

  const invite = (email: string) => signInAddress(workspace, of().database, email, 'organizer')

  const account = (name: string, more: Partial<Account> = {}): Account => ({
    subject: `subject of ${name}`,
    email: `${name}@example.org`,
    email_verified: true,
    ...more,
  })

  /** From the button to where the provider leads back to. */
  async function comesBack(browser: Browser, person: Account | null, from = begin): Promise<string> {
    provider.person = person
    const begun = await browser.get(from)
    expect([begun.status, begun.location?.startsWith(`${provider.settings.issuer}/auth?`)]).toEqual([
      303,
      true,
    ])
    return provider.visit(begun.location ?? '')
  }

  async function signsOn(person: Account | null, browser = new Browser(workspace)): Promise<Page> {
    return browser.get(await comesBack(browser, person))
  }

  const said = (page: Page) => [page.status, reading(page)]
  const refused = (words: string) => [403, expect.stringContaining(words)]

  const logged = async (email: string) => {
    const rows = await of()
      .database.read.selectFrom('audit_log')
      .select(['action', 'after'])
      .where('subject', '=', email)
      .orderBy('id')
      .execute()
    return rows.map(({ action, after }) => `${action} ${after ?? ''}`.trim())
  }

  test('lets in an organizer with a verified address, to the page that was asked for, and binds the subject', async () => {
    await invite('maria@example.org')
    const browser = new Browser(workspace)
    const page = await browser.get('/organize/sign-in?next=/organize?past=1')
    const host = new URL(provider.settings.issuer).host
    expect(reading(page)).toContain(`Sign in with ${host}`)
    const href =
      /href="(\/organize\/sign-in\/oidc\?[^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const back = await comesBack(
      browser,
      account('maria', { email: 'Maria@Example.org' }),
      href.replaceAll('&#x3D;', '='),
    )
    const entered = await browser.get(back)
    expect([entered.status, entered.location]).toEqual([303, '/organize?past=1'])
    expect((await browser.get('/organize')).status).toBe(200)
    expect(await logged('maria@example.org')).toEqual([
      `sign-on-bound ${JSON.stringify({ issuer: provider.settings.issuer })}`,
      'signed-in {"how":"single-sign-on"}',
    ])
    // The second time binds nothing.
    expect((await signsOn(account('maria'))).status).toBe(303)
    expect(await logged('maria@example.org')).toHaveLength(3)
  })

  test('asks the provider with code, PKCE, state and nonce', async () => {
    const begun = await new Browser(workspace).get(begin)
    const asked = Object.fromEntries(new URL(begun.location ?? '').searchParams)
    const random = expect.stringMatching(/^[\w-]{43}$/)
    expect(asked).toEqual({
      client_id: 'turnout',
      redirect_uri: `${workspace.base}${begin}/callback`,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      code_challenge: random,
      state: random,
      nonce: random,
    })
    const [line = ''] = begun.headers.getSetCookie().filter((one) => one.startsWith('turnout_sign_on='))
    expect(line).toMatch(/; Max-Age=600; Path=\/organize\/sign-in\/oidc; .*HttpOnly; SameSite=Lax$/)
    for (const secret of [asked.state ?? '', asked.nonce ?? '']) expect(line).not.toContain(secret)
  })

  test('refuses whom nobody invited, and makes nobody', async () => {
    const before = await of().database.read.selectFrom('organizers').selectAll().execute()
    const browser = new Browser(workspace)
    expect(said(await signsOn(account('nobody'), browser))).toEqual(
      refused('Nobody here works under the address'),
    )
    expect((await browser.get('/organize')).status).toBe(303)
    expect(await of().database.read.selectFrom('organizers').selectAll().execute()).toEqual(before)
  })

  test('refuses an address that the provider has not verified, or does not tell', async () => {
    await invite('careless@example.org')
    const unverified = refused('does not confirm that your e-mail address is yours')
    expect(said(await signsOn(account('careless', { email_verified: false })))).toEqual(unverified)
    const { subject, email } = account('careless')
    expect(said(await signsOn({ subject, email: email ?? '' }))).toEqual(unverified)
    expect(said(await signsOn({ subject }))).toEqual(unverified)
    expect((await signsOn(account('careless'))).status).toBe(303)
  })

  test('an address that has passed to another person there opens nothing, until an administrator says so', async () => {
    await invite('recycled@example.org')
    await invite('newcomer@example.org')
    expect((await signsOn(account('recycled'))).status).toBe(303)
    const other = account('recycled', { subject: 'somebody else' })
    const another = refused('Until now another account of')
    expect(said(await signsOn(other))).toEqual(another)
    // Nor does the first subject become another colleague by taking their address.
    expect(said(await signsOn(account('newcomer', { subject: 'subject of recycled' })))).toEqual(another)
    const admin = new Browser(workspace)
    await admin.post(await signInAddress(workspace, of().database, 'admin@example.org', 'admin'))
    expect(reading(await admin.get('/organize/security'))).toContain(
      'Remove the binding: recycled@example.org',
    )
    const release = { action: 'release-sign-on', email: 'recycled@example.org' }
    expect((await admin.post('/organize/security', release)).location).toMatch(/done=released$/)
    expect((await admin.post('/organize/security', release)).location).toMatch(/done=nothing$/)
    expect((await signsOn(other)).status).toBe(303)
    expect(said(await signsOn(account('recycled')))).toEqual(another)
    expect((await logged('recycled@example.org')).filter((line) => line.startsWith('sign-on'))).toEqual([
      `sign-on-bound ${JSON.stringify({ issuer: provider.settings.issuer })}`,
      'sign-on-released',
      `sign-on-bound ${JSON.stringify({ issuer: provider.settings.issuer })}`,
    ])
  })

  test('an answer is good in the browser that asked, with its own state, once', async () => {
    await invite('once@example.org')
    const elsewhere = refused('does not belong to this visit')
    const browser = new Browser(workspace)
    const back = await comesBack(browser, account('once'))
    expect(said(await new Browser(workspace).get(back))).toEqual(elsewhere)
    const attacker = new Browser(workspace)
    await comesBack(attacker, account('once'))
    expect(said(await attacker.get(back))).toEqual(elsewhere)
    const kept = browser.cookies.get('turnout_sign_on') ?? ''
    expect((await browser.get(back)).status).toBe(303)
    expect(browser.cookies.has('turnout_sign_on')).toBe(false)
    const thief = new Browser(workspace)
    thief.cookies.set('turnout_sign_on', kept)
    expect(said(await thief.get(back))).toEqual(elsewhere)
    expect(thief.cookies.has('turnout_session')).toBe(false)
    expect((await browser.get(back)).status).toBe(403)
  })

  test('an answer that comes late, or says no, opens nothing', async () => {
    const browser = new Browser(workspace)
    const back = await comesBack(browser, account('once'))
    workspace.wait(11)
    const late = await browser.get(back)
    workspace.wait(0)
    const no = await signsOn(null)
    for (const page of [late, no]) expect(said(page)).toEqual(refused('does not belong to this visit'))
  })

  test('who has a second factor here is asked for it all the same', async () => {
    const address = await invite('both@example.org')
    const first = new Browser(workspace)
    await first.post(address)
    const { key } = await enrolApp(first)
    const browser = new Browser(workspace)
    const entered = await signsOn(account('both'), browser)
    expect(entered.location).toBe('/organize/sign-in/second-factor?language=en')
    expect((await browser.get('/organize')).status).toBe(303)
    const code = codeOf(key, 30)
    expect((await browser.post('/organize/sign-in/second-factor', { kind: 'code', code })).location).toBe(
      '/organize',
    )
    expect((await logged('both@example.org')).at(-1)).toBe(
      'signed-in {"how":"single-sign-on","factor":"code"}',
    )
  })

  test('the page that began it keeps its language', async () => {
    const browser = new Browser(workspace)
    const back = await comesBack(browser, account('nobody'), `${begin}?language=bg`)
    expect(reading(await browser.get(back))).toContain('тук не работи никой')
  })
})

test('a provider that is down or silent is said so in time, the link still works, and it is asked again', async () => {
  const made = await makeDatabase('sqlite')
  const silent = createServer((socket) => socket.resume())
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
  const address = silent.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const oidc = { issuer: `http://127.0.0.1:${port}`, clientId: 'turnout', clientSecret: 'secret' }
  const workspace = await openWorkspace(made.database, { oidc })
  const browser = new Browser(workspace)
  const asked = performance.now()
  const waited = await browser.get(begin)
  expect(performance.now() - asked).toBeLessThan(8000)
  await new Promise((closed) => silent.close(closed))
  const down = await browser.get(begin)
  for (const page of [waited, down])
    expect([
      page.status,
      reading(page).includes('does not answer just now. You can still ask for a link'),
    ]).toEqual([503, true])
  const provider = await startProvider(port)
  provider.serve(`${workspace.base}${begin}/callback`)
  expect((await browser.get(begin)).location).toContain(`${provider.settings.issuer}/auth?`)
  await provider.stop()
  expect(
    (await browser.post(await signInAddress(workspace, made.database, 'a@example.org', 'organizer'))).status,
  ).toBe(303)
  await workspace.stop()
  await made.remove()
})

test('where no provider is set there is no button and no such page', async () => {
  const made = await makeDatabase('sqlite')
  const workspace = await openWorkspace(made.database)
  const browser = new Browser(workspace)
  expect((await browser.get('/organize/sign-in')).text).not.toContain('oidc')
  expect([(await browser.get(begin)).status, (await browser.get(`${begin}/callback`)).status]).toEqual([
    404, 404,
  ])
  await workspace.stop()
  await made.remove()
})
