/** Passkeys in a real browser, with an authenticator that Chromium plays: made, asked for, and every other way around. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { desk, openContext, press, startBrowser } from '../support/browser.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { openWorkspace, signInAddress, type Workspace } from '../web/organizer/workspace.ts'

let made: TestDatabase
let database: Database
let workspace: Workspace
let browser: Browser
beforeAll(async () => {
  made = await makeDatabase('sqlite')
  database = made.database
  workspace = await openWorkspace(database)
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workspace?.stop()
  await made?.remove()
})

const factors = '/organize/account/second-factor'

type Visit = { context: BrowserContext; page: Page; keys: CDPSession; authenticatorId: string }

/** A browser with a security key in it; what one makes is lost with its browser. */
async function visit({ scripts = true, older = false } = {}): Promise<Visit> {
  const context = await openContext(browser, workspace.base, { width: desk, language: 'en', scripts })
  const page = await context.newPage()
  if (older) {
    await page.addInitScript(`
      delete PublicKeyCredential.parseCreationOptionsFromJSON
      delete PublicKeyCredential.parseRequestOptionsFromJSON
      delete PublicKeyCredential.prototype.toJSON
    `)
  }
  const keys = await context.newCDPSession(page)
  await keys.send('WebAuthn.enable')
  const { authenticatorId } = await keys.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: false,
      hasUserVerification: false,
      automaticPresenceSimulation: true,
    },
  })
  return { context, page, keys, authenticatorId }
}

async function follow(page: Page, email: string): Promise<void> {
  await page.goto(await signInAddress(workspace, database, email, 'organizer'))
  await press(page, page.getByRole('button', { name: 'Sign in', exact: true }))
}

async function make(page: Page): Promise<void> {
  await page.goto(`${factors}/passkey`)
  await press(page, page.getByRole('button', { name: 'Make the passkey' }))
}

const heading = (page: Page) => page.locator('h1').textContent()

const logged = async (email: string) => {
  const rows = await database.read
    .selectFrom('audit_log')
    .select(['action', 'after'])
    .where('subject', '=', email)
    .orderBy('id')
    .execute()
  return rows.map(({ action, after }) => `${action} ${after ?? ''}`.trim())
}

test.each([
  ['a browser of today', false],
  ['a browser that reads no JSON', true],
])('made and used in %s', async (_name, older) => {
  const email = older ? 'older@example.org' : 'newer@example.org'
  const { context, page } = await visit({ older })
  await follow(page, email)
  await make(page)
  expect(await heading(page)).toBe('Your recovery codes')
  expect(await page.locator('.codes li').count()).toBe(10)
  await context.clearCookies()
  await follow(page, email)
  expect(await heading(page)).toBe('Second step of signing in')
  await page.goto('/organize')
  expect(await heading(page)).toBe('Sign in as an organizer')
  await page.goto('/organize/sign-in/second-factor')
  await press(page, page.getByRole('button', { name: 'Use the passkey' }))
  expect(await heading(page)).toBe('Your events')
  expect((await logged(email)).slice(1)).toEqual([
    'second-factor-added {"kind":"passkey","name":"Passkey"}',
    'recovery-codes-made',
    'signed-in {"how":"link","factor":"passkey"}',
  ])
  await context.close()
})

test('an answer of a passkey is good once, and for whom it was asked', async () => {
  const email = 'once@example.org'
  const { context, page } = await visit()
  await follow(page, email)
  await make(page)
  await context.clearCookies()
  await follow(page, email)
  const sent = page.waitForRequest((request) => request.method() === 'POST')
  await press(page, page.getByRole('button', { name: 'Use the passkey' }))
  const answer = (await sent).postData() ?? ''
  expect(new URLSearchParams(answer).get('answer')).toContain('"signature"')
  expect(await heading(page)).toBe('Your events')
  /** Sends it again, from the half-open session of whoever it is. */
  const again = async (who: string) => {
    await context.clearCookies()
    await follow(page, who)
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const response = await fetch(`${workspace.base}/organize/sign-in/second-factor`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: workspace.base, 'content-type': 'application/x-www-form-urlencoded' },
      body: answer,
    })
    return response.status
  }
  expect([await again(email), await again('newer@example.org')]).toEqual([422, 422])
  await context.close()
})

test('a passkey that is there already is not made again, and one that is not there fails with words', async () => {
  const email = 'twice@example.org'
  const { context, page, keys, authenticatorId } = await visit()
  await follow(page, email)
  await make(page)
  await page.goto(`${factors}/passkey`)
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await page.getByText('This device has a passkey for your account already.').waitFor()
  await keys.send('WebAuthn.clearCredentials', { authenticatorId })
  await context.clearCookies()
  await follow(page, email)
  await keys.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  await keys.send('WebAuthn.disable')
  await page.addInitScript(
    `navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))`,
  )
  await page.reload()
  await page.getByRole('button', { name: 'Use the passkey' }).click()
  await page.getByText('Nothing was sent: it was stopped').waitFor()
  // The other way in is still there.
  await page.getByText('I do not have it with me').click()
  await page.getByLabel('Recovery code').waitFor()
  await context.close()
})

test('without script the page says so and offers the app', async () => {
  const { context, page } = await visit({ scripts: false })
  await follow(page, 'plain@example.org')
  await page.goto(`${factors}/passkey`)
  expect(await page.getByText('This browser cannot make passkeys here').isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: 'Make the passkey' }).isVisible()).toBe(false)
  await page.locator('.passkey-cannot a').click()
  await page.waitForURL(`**${factors}/app`)
  await context.close()
})
