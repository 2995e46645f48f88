import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../src/database/tables.ts'
import { createTokens } from '../../../src/platform/tokens.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { codeOf, codesIn, enrolApp, wrongCode } from './code-app.ts'
import { Browser, openWorkspace, reading, signedIn, signInAddress, type Workspace } from './workspace.ts'

const question = '/organize/sign-in/second-factor'
const factors = '/organize/account/second-factor'

onEachDatabase('a second factor', (of) => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await openWorkspace(of().database)
  })
  afterAll(() => workspace.stop())

  const signsIn = (email: string, role: Role = 'organizer') => signedIn(workspace, of().database, email, role)

  /** As far as the question. */
  async function halfIn(email: string, role: Role = 'organizer'): Promise<Browser> {
    const browser = new Browser(workspace)
    const pressed = await browser.post(await signInAddress(workspace, of().database, email, role))
    expect([pressed.status, pressed.location]).toEqual([303, `${question}?language=en`])
    return browser
  }

  const actions = async (email: string) => {
    const rows = await of()
      .database.read.selectFrom('audit_log')
      .select(['action', 'after'])
      .where('subject', '=', email)
      .orderBy('id')
      .execute()
    return rows.map(({ action, after }) => `${action} ${after ?? ''}`.trim())
  }

  const isIn = async (browser: Browser) => (await browser.get('/organize')).status === 200

  test('of an app is added with its first code, and ten recovery codes are shown once', async () => {
    const browser = await signsIn('adds@example.org')
    const elsewhere = await signsIn('adds@example.org')
    const { key, codes, page } = await enrolApp(browser, 'Телефон')
    expect([page.status, codes.length, new Set(codes).size]).toEqual([200, 10, 10])
    expect(await isIn(browser)).toBe(true)
    // It was opened without the factor.
    expect(await isIn(elsewhere)).toBe(false)
    const list = reading(await browser.get(factors))
    expect(list).toContain('Телефон Authenticator app')
    expect(list).toContain('10 codes are left.')
    const stored = JSON.stringify([
      await of().database.read.selectFrom('second_factors').selectAll().execute(),
      await of().database.read.selectFrom('recovery_codes').selectAll().execute(),
    ])
    for (const secret of [key, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(stored).not.toContain(secret)
    expect(await actions('adds@example.org')).toEqual([
      'signed-in {"how":"link"}',
      'signed-in {"how":"link"}',
      'second-factor-added {"kind":"app","name":"Телефон"}',
      'sessions-ended {"sessions":1}',
      'recovery-codes-made',
    ])
  })

  test('is not added with a wrong code, a foreign key or one of long ago', async () => {
    const [browser, other] = [await signsIn('slip@example.org'), await signsIn('other@example.org')]
    const page = await browser.get(`${factors}/app`)
    const key = [...page.text.matchAll(/<span>([A-Z2-7]{4})<\/span>/g)].map(([, group]) => group).join('')
    const sealed = /name="key" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const wrong = await browser.post(`${factors}/app`, { key: sealed, code: wrongCode(key), name: 'Мой' })
    expect([wrong.status, wrong.text.includes('value="Мой"')]).toEqual([422, true])
    expect(reading(wrong)).toContain('This code is not right, or has been used already')
    // The same square stands there again: whoever has scanned it need not do so once more.
    expect(/<path d="([^"]+)"/.exec(wrong.text)?.[1]).toBe(/<path d="([^"]+)"/.exec(page.text)?.[1])
    expect((await other.post(`${factors}/app`, { key: sealed, code: codeOf(key) })).status).toBe(303)
    workspace.wait(31)
    expect((await browser.post(`${factors}/app`, { key: sealed, code: codeOf(key, 31 * 60) })).status).toBe(
      303,
    )
    workspace.wait(0)
    expect(
      await of().database.read.selectFrom('second_factors').select('id').where('name', '=', 'Мой').execute(),
    ).toEqual([])
    expect(
      (await browser.post(`${factors}/app`, { key: sealed, code: codeOf(key), name: 'Мой' })).status,
    ).toBe(200)
  })

  describe('of somebody who has an app', () => {
    const email = 'has@example.org'
    let key = ''
    let codes: string[] = []
    beforeAll(async () => {
      ;({ key, codes } = await enrolApp(await signsIn(email)))
    })

    test('is asked for after the link; until then there is no session and nothing opens', async () => {
      const browser = await halfIn(email)
      const before = await of().database.read.selectFrom('organizer_sessions').select('token_hash').execute()
      for (const path of ['/organize', '/organize/account', factors, '/organize/security', '/organize/mail'])
        expect([
          path,
          (await browser.get(path)).status,
          (await browser.get(path)).location?.slice(0, 17),
        ]).toEqual([path, 303, '/organize/sign-in'])
      for (const path of [
        '/organize/account',
        '/organize/account/sessions',
        `${factors}/app`,
        '/organize/language',
      ])
        expect([path, (await browser.post(path, { end: 'others' })).location?.slice(0, 17)]).toEqual([
          path,
          '/organize/sign-in',
        ])
      expect(
        await of().database.read.selectFrom('organizer_sessions').select('token_hash').execute(),
      ).toEqual(before)
      const page = await browser.get(question)
      expect([page.status, reading(page).startsWith('Second step of signing in')]).toEqual([200, true])
      const half = browser.cookies.get('turnout_session')
      const entered = await browser.post(question, { kind: 'code', code: codeOf(key, 30) })
      expect([entered.status, entered.location]).toEqual([303, '/organize'])
      expect(await isIn(browser)).toBe(true)
      expect(browser.cookies.get('turnout_session')).not.toBe(half)
      expect((await actions(email)).at(-1)).toBe('signed-in {"how":"link","factor":"code"}')
    })

    test('a code is accepted once, whoever gives it, and within a step of drift', async () => {
      workspace.wait(10)
      const at = (steps: number) => codeOf(key, 600 + steps * 30)
      const gives = async (code: string) =>
        (await (await halfIn(email)).post(question, { kind: 'code', code })).status
      expect([await gives(at(-2)), await gives(at(2))]).toEqual([422, 422])
      const both = await Promise.all([halfIn(email), halfIn(email)])
      const at_once = await Promise.all(both.map((one) => one.post(question, { kind: 'code', code: at(0) })))
      expect(at_once.map(({ status }) => status).sort()).toEqual([303, 422])
      // What came before the last one counts as used too.
      expect([await gives(at(0)), await gives(at(-1)), await gives(at(1))]).toEqual([422, 422, 303])
      workspace.wait(0)
    })

    test('a recovery code lets in once, however it is typed', async () => {
      const [first = ''] = codes
      const typed = ` ${first.toUpperCase().replaceAll('-', ' ')}`
      const gives = async () =>
        (await halfIn(email)).post(question, { kind: 'recovery-code', recovery: typed })
      const [good, again] = [await gives(), await gives()]
      expect([good.status, again.status]).toEqual([303, 422])
      expect(reading(again)).toContain('This recovery code is not right, or has been used already')
      expect((await actions(email)).slice(-3)).toEqual([
        'recovery-code-used {"left":9}',
        'signed-in {"how":"link","factor":"recovery-code"}',
        'second-factor-refused',
      ])
    })

    test('after five wrong answers one begins anew, also when they come at once', async () => {
      workspace.wait(70)
      const browser = await halfIn(email)
      const wrong = { kind: 'code', code: wrongCode(key) }
      const tries = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => browser.post(question, wrong)))
      expect(tries.map(({ status }) => status).sort()).toEqual([409, 409, 409, 422, 422, 422, 422])
      expect((await browser.get(question)).status).toBe(409)
      workspace.wait(0)
    })

    test('after twenty wrong answers in an hour nobody may try, and after an hour they may', async () => {
      workspace.wait(200)
      const gives = async (code: string) => {
        const browser = await halfIn(email)
        return browser.post(question, { kind: 'code', code })
      }
      for (let n = 0; n < 20; n += 1) expect((await gives('0')).status).toBe(422)
      const right = await gives(codeOf(key, 200 * 60))
      expect([right.status, reading(right).includes('Wait an hour')]).toEqual([422, true])
      workspace.wait(261)
      expect((await gives(codeOf(key, 261 * 60))).status).toBe(303)
      workspace.wait(0)
    })

    test('the question has to be answered within ten minutes', async () => {
      const browser = await halfIn(email)
      workspace.wait(300)
      const late = await browser.post(question, { kind: 'code', code: codeOf(key, 300 * 60) })
      expect([late.status, reading(late).includes('It took too long')]).toEqual([409, true])
      workspace.wait(0)
    })

    test('the way to the page that was asked for outlasts the question', async () => {
      const browser = new Browser(workspace)
      await browser.post('/organize/sign-in', { email, next: '/organize?past=1' })
      await browser.post(await signInAddress(workspace, of().database, email, 'organizer'))
      workspace.wait(400)
      const again = await halfIn(email)
      for (const [name, value] of browser.cookies) if (name === 'turnout_next') again.cookies.set(name, value)
      const entered = await again.post(question, { kind: 'code', code: codeOf(key, 400 * 60) })
      expect([entered.status, entered.location]).toEqual([303, '/organize?past=1'])
      workspace.wait(0)
    })

    test('an answer from another site is refused before it counts', async () => {
      const browser = await halfIn(email)
      for (const headers of [{ origin: 'https://evil.example' }, {}])
        expect((await browser.post(question, { kind: 'code', code: '0' }, headers)).status).toBe(403)
    })
  })

  test('the key is sealed: an older SECRET still opens it, and using it seals it with the newest', async () => {
    const { database } = of()
    const email = 'rotates@example.org'
    const { key } = await enrolApp(await signsIn(email))
    const sealed = () =>
      database.read
        .selectFrom('second_factors')
        .innerJoin('organizers', 'organizers.id', 'organizer_id')
        .select('sealed_key')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
    const opens = async (...secrets: string[]) =>
      createTokens(secrets).open('authenticator app', (await sealed()).sealed_key ?? '') as object | null
    expect(await opens('a secret for tests only')).toEqual({ key })
    expect(await opens('another')).toBeNull()
    const rotated = await openWorkspace(database, {}, ['the newest secret', 'a secret for tests only'])
    const browser = new Browser(rotated)
    await browser.post(await signInAddress(rotated, database, email, 'organizer'))
    expect((await browser.post(question, { kind: 'code', code: codeOf(key, 30) })).status).toBe(303)
    await rotated.stop()
    expect(await opens('the newest secret')).toEqual({ key })
    expect(await opens('a secret for tests only')).toBeNull()
  })

  test('is removed after it was given once more; with the last one the codes go, and the link alone lets in', async () => {
    const email = 'removes@example.org'
    const browser = await signsIn(email)
    const { key, codes } = await enrolApp(browser)
    const page = await browser.get(factors)
    const remove = new RegExp(`href="(${factors}/\\d+)"`).exec(page.text)?.[1] ?? ''
    workspace.wait(6)
    const asked = await browser.get(remove)
    expect([asked.status, asked.location]).toEqual([
      303,
      `/organize/account/confirm?${new URLSearchParams({ next: remove })}`,
    ])
    expect((await browser.post(remove)).location).toBe(asked.location)
    const wrong = await browser.post('/organize/account/confirm', {
      kind: 'code',
      code: wrongCode(key),
      next: remove,
    })
    expect([wrong.status, wrong.text.includes(`name="next" value="${remove}"`)]).toEqual([422, true])
    const confirmed = await browser.post('/organize/account/confirm', {
      kind: 'recovery-code',
      recovery: codes[3] ?? '',
      next: remove,
    })
    expect([confirmed.status, confirmed.location]).toEqual([303, remove])
    expect(reading(await browser.get(remove))).toContain('It is your only one.')
    const stranger = await signsIn('stranger@example.org')
    expect([(await stranger.get(remove)).status, (await stranger.post(remove)).status]).toEqual([404, 404])
    expect((await browser.post(remove)).location).toBe(`${factors}?done=removed`)
    expect((await browser.post(remove)).status).toBe(404)
    workspace.wait(0)
    expect(await isIn(await signsIn(email))).toBe(true)
    expect((await actions(email)).slice(-4)).toEqual([
      'second-factor-refused',
      'recovery-code-used {"left":9}',
      'second-factor-removed',
      'signed-in {"how":"link"}',
    ])
  })

  test('new recovery codes take the place of the old ones', async () => {
    const email = 'recodes@example.org'
    const browser = await signsIn(email)
    const { codes } = await enrolApp(browser)
    expect((await browser.get(`${factors}/recovery-codes`)).status).toBe(200)
    const made = codesIn(await browser.post(`${factors}/recovery-codes`))
    expect([made.length, made.some((code) => codes.includes(code))]).toEqual([10, false])
    const gives = async (recovery = '') =>
      (await (await halfIn(email)).post(question, { kind: 'recovery-code', recovery })).status
    expect([await gives(codes[0]), await gives(made[0])]).toEqual([422, 303])
    const without = await signsIn('without@example.org')
    expect([
      (await without.get(`${factors}/recovery-codes`)).status,
      (await without.post(`${factors}/recovery-codes`)).status,
    ]).toEqual([404, 404])
  })

  describe('demanded by an administrator', () => {
    test('leads everybody who has none to make one, and nowhere else, until it is made', async () => {
      const [admin, worker] = [
        await signsIn('admin@example.org', 'admin'),
        await signsIn('worker@example.org'),
      ]
      expect((await worker.get('/organize/security')).status).toBe(404)
      expect((await worker.post('/organize/security', { demand: 'yes' })).status).toBe(404)
      const { key } = await enrolApp(admin)
      expect((await admin.post('/organize/security', { demand: 'yes' })).location).toBe(
        '/organize/security?done=demanded',
      )
      await admin.post('/organize/security', { demand: 'yes' })
      const paths = [
        '/organize',
        '/organize/account',
        '/organize/mail',
        '/organize/nowhere',
        '/organize/events/x',
      ]
      for (const path of paths) expect([path, (await worker.get(path)).location]).toEqual([path, factors])
      expect((await worker.post('/organize/account', { name: 'Иво', language: 'bg' })).location).toBe(factors)
      expect(reading(await worker.get(factors))).toContain('Everybody who works here needs a second factor.')
      expect((await worker.post('/organize/language', { language: 'en', next: factors })).location).toBe(
        factors,
      )
      const late = await signsIn('newcomer@example.org')
      expect((await late.get('/organize')).location).toBe(factors)
      expect((await enrolApp(worker)).codes).toHaveLength(10)
      expect([await isIn(worker), await isIn(admin), await isIn(late)]).toEqual([true, true, false])
      workspace.wait(6)
      expect((await admin.post('/organize/security', { demand: 'no' })).location).toMatch(
        '/organize/account/confirm',
      )
      await admin.post('/organize/account/confirm', { kind: 'code', code: codeOf(key, 360) })
      await admin.post('/organize/security', { demand: 'no' })
      expect(await isIn(late)).toBe(true)
      expect((await actions('admin@example.org')).slice(-2)).toEqual([
        'second-factor-demanded',
        'second-factor-not-demanded',
      ])
      workspace.wait(0)
    })

    test('is removed for a colleague who has lost it, whose sessions end', async () => {
      const [admin, loser] = [await signsIn('helps@example.org', 'admin'), await signsIn('loses@example.org')]
      await enrolApp(loser)
      const half = await halfIn('loses@example.org')
      const page = reading(await admin.get('/organize/security'))
      expect(page).toContain('Remove the second factor: loses@example.org')
      const remove = { action: 'remove-factors', email: 'loses@example.org' }
      expect((await admin.post('/organize/security', remove)).location).toBe(
        '/organize/security?done=lost-removed',
      )
      expect((await admin.post('/organize/security', remove)).location).toBe(
        '/organize/security?done=nothing',
      )
      expect([await isIn(loser), (await half.get(question)).status]).toEqual([false, 409])
      expect(await isIn(await signsIn('loses@example.org'))).toBe(true)
      expect((await actions('loses@example.org')).slice(-3)).toEqual([
        'second-factor-removed',
        'sessions-ended {"sessions":1}',
        'signed-in {"how":"link"}',
      ])
      expect((await admin.post('/organize/security', { action: 'burn' })).status).toBe(400)
    })
  })
})
