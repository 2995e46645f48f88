/** Another site shows our events: in a bare frame without script, and with the small element that fits its height. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadFirstSamples } from '../../src/domain/events/first-samples.ts'
import { phrase } from '../../src/platform/i18n.ts'
import { desk, openContext, startBrowser, telephone } from '../support/browser.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'

const table = 'stara-zagora-round-table'

let browser: Browser
let made: TestDatabase
let site: TestSite
let other: Server
let elsewhere: string
let body = ''
const contexts: BrowserContext[] = []

beforeAll(async () => {
  ;[browser, made] = await Promise.all([startBrowser(), makeDatabase('sqlite')])
  await loadFirstSamples(made.database, new Date())
  site = await startSite(made.database)
  other = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    res.end(`<!doctype html><html lang="bg"><title>A newspaper</title><body>${body}</body></html>`)
  })
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
  // A listening TCP server has an address with a port. Another host too, so that nothing is shared with ours.
  elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
})
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})
afterAll(async () => {
  other?.closeAllConnections()
  other?.close()
  await Promise.all([browser?.close(), site?.stop()])
  await made?.remove()
})

/** The other site's page with this in its body. */
async function visit(html: string, look: { scripts: boolean; width?: number }): Promise<Page> {
  body = html
  const { scripts, width = desk } = look
  const context = await openContext(browser, elsewhere, { width, language: 'bg', scripts })
  contexts.push(context)
  const page = await context.newPage()
  await page.goto(elsewhere)
  return page
}

async function frameOf(page: Page): Promise<Frame> {
  const frame = await (await page.locator('iframe').elementHandle())?.contentFrame()
  if (frame === null || frame === undefined) throw new Error('There is no frame')
  // One that a script has made begins empty.
  await frame.waitForURL((address) => address.href !== 'about:blank')
  await frame.waitForLoadState()
  return frame
}

const iframe = (address: string) =>
  `<iframe src="${site.base}${address}" title="Събития" width="100%" height="900"></iframe>`

const confirm = () => phrase('bg', 'public.form.submit')

describe('a bare frame, without script', () => {
  it('shows the list, whose links leave the frame', async () => {
    const page = await visit(iframe('/bg/embed'), { scripts: false })
    const frame = await frameOf(page)
    const link = frame.locator('.events h2 a').first()
    const href = await link.getAttribute('href')
    await link.click()
    await page.waitForURL(`${site.base}${href}`)
  })

  it('takes a confirmation, and shows the receipt in its place', async () => {
    const page = await visit(iframe(`/bg/events/${table}/embed`), { scripts: false })
    const frame = await frameOf(page)
    await frame.getByRole('link', { name: phrase('bg', 'public.event.confirm') }).click()
    await frame.waitForURL('**/embed/events/*/register')
    await frame.locator('#name').fill('Вера Примерова')
    await frame.locator('#email').fill('vera@example.org')
    await frame.getByRole('button', { name: confirm(), exact: true }).click()
    await frame.waitForURL('**/received/*')
    expect(await frame.locator('main').textContent()).toContain('vera@example.org')
    expect(page.url()).toBe(`${elsewhere}/`)
    const { rows } = await people()
    expect(rows).toEqual(['Вера Примерова'])
    expect(await page.context().cookies()).toEqual([])
  })

  it('shows a form with mistakes, in another language too', async () => {
    const page = await visit(iframe(`/bg/embed/events/${table}/register`), { scripts: false })
    const frame = await frameOf(page)
    await frame.getByRole('button', { name: confirm(), exact: true }).click()
    await frame.waitForSelector('.mistakes')
    await frame.getByRole('button', { name: 'English', exact: true }).click()
    await frame.waitForURL('**/en/embed/events/*/register')
    expect(await frame.locator('html').getAttribute('lang')).toBe('en')
  })

  it.each(['/bg', `/bg/events/${table}`, `/bg/events/${table}/register`])(
    'shows nothing of %s',
    async (address) => {
      const page = await visit(iframe(address), { scripts: false })
      const frame = await frameOf(page)
      expect(frame.url()).toMatch(/^chrome-error:/)
    },
  )
})

describe('the element', () => {
  const script = () => `<script src="${site.base}/embed.js" defer></script>`

  it.each([desk, telephone])('makes a frame as high as what it holds, %i pixels wide', async (width) => {
    const html = `${script()}<turnout-events lang="bg" count="3" title="Събития"></turnout-events>`
    const page = await visit(html, { scripts: true, width })
    const frame = await frameOf(page)
    expect(frame.url()).toBe(`${site.base}/bg/embed?count=3`)
    await fits(page, frame)
    expect(await frame.locator('.events li').count()).toBe(3)
    expect(await page.locator('iframe').getAttribute('title')).toBe('Събития')
  })

  it('grows and shrinks with the page in it', async () => {
    const html = `${script()}<turnout-event lang="bg" slug="${table}"></turnout-event>`
    const page = await visit(html, { scripts: true, width: telephone })
    const frame = await frameOf(page)
    await fits(page, frame)
    const before = await heightOf(page)
    await frame.locator('a.button').click()
    await frame.waitForURL('**/register')
    await fits(page, frame)
    expect(await heightOf(page)).toBeGreaterThan(before)
    await page.setViewportSize({ width: desk, height: 800 })
    await fits(page, frame)
  })

  it('speaks the language of the browser where none is said', async () => {
    const page = await visit(`${script()}<turnout-event slug="${table}"></turnout-event>`, { scripts: true })
    const frame = await frameOf(page)
    await frame.waitForURL(`${site.base}/bg/events/${table}/embed`)
    await fits(page, frame)
  })

  it('follows its attributes', async () => {
    const page = await visit(`${script()}<turnout-events lang="bg"></turnout-events>`, { scripts: true })
    await frameOf(page)
    await page.evaluate('document.querySelector("turnout-events").setAttribute("city", "Русе & co")')
    await page.waitForFunction('document.querySelector("iframe").src.includes("city")')
    expect(new URL((await page.locator('iframe').getAttribute('src')) ?? '').searchParams.get('city')).toBe(
      'Русе & co',
    )
  })

  it('believes nobody else about its height', async () => {
    const page = await visit(`${script()}<turnout-events lang="bg" count="1"></turnout-events>`, {
      scripts: true,
    })
    const frame = await frameOf(page)
    await fits(page, frame)
    const before = await heightOf(page)
    await page.evaluate('postMessage({ turnout: "height", height: 9999 }, "*")')
    await page.evaluate('new Promise((seen) => setTimeout(seen, 50))')
    expect(await heightOf(page)).toBe(before)
  })
})

async function heightOf(page: Page): Promise<number> {
  return (await page.locator('iframe').boundingBox())?.height ?? 0
}

/** Waits until nothing in the frame has to be scrolled to, and nothing is left empty under it. */
async function fits(page: Page, frame: Frame): Promise<void> {
  await expect
    .poll(async () => {
      const content = await frame.evaluate<number>('Math.ceil(document.body.getBoundingClientRect().height)')
      return content - (await heightOf(page))
    })
    .toBe(0)
  expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
}

async function people() {
  const found = await made.database.read
    .selectFrom('registrations')
    .select('name')
    .where('status', '=', 'confirmed')
    .execute()
  return { rows: found.map(({ name }) => name) }
}
