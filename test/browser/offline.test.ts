/** What was read can be read again without a connection, and nothing else is kept. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type PhraseKey, phrase } from '../../src/platform/i18n.ts'
import { openContext, startBrowser, telephone } from '../support/browser.ts'
import type { TestSite } from '../support/site.ts'
import { openStage, type Stage } from './matrix/stage.ts'

const say = (key: PhraseKey) => phrase('bg', key)

let browser: Browser
let stage: Stage
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[browser, stage] = await Promise.all([startBrowser(), openStage()])
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})
beforeEach(async () => {
  const look = { width: telephone, language: 'bg', scripts: true }
  context = await openContext(browser, stage.full.base, look)
  page = await context.newPage()
  return () => context.close()
})

/** The same site by another address, whose answers may be held back. */
async function behindSlowLine({ port }: TestSite) {
  let milliseconds = 0
  const proxy = createServer((req, res) => {
    const headers = { ...req.headers, host: `localhost:${port}` }
    const passed = request({ port, path: req.url, method: req.method, headers }, (answer) => {
      setTimeout(() => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      }, milliseconds).unref()
    })
    req.pipe(passed)
  })
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready))
  // A listening TCP server has an address with a port.
  const { port: own } = proxy.address() as AddressInfo
  return {
    base: `http://localhost:${own}`,
    delay: (wanted: number) => {
      milliseconds = wanted
    },
    async stop() {
      proxy.closeAllConnections()
      await new Promise((stopped) => proxy.close(stopped))
    },
  }
}

/** Reads a page and waits until the worker has kept all of it, as it does for whoever reads on. */
async function read(path: string): Promise<void> {
  await page.goto(path)
  await page.evaluate('navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)')
  await page.waitForFunction('navigator.serviceWorker.controller !== null')
  await page.reload()
  await page.waitForFunction(
    `caches.match(${JSON.stringify(path)}).then((found) => found !== undefined && caches.match('/bg/offline'))`,
  )
}

it('an event stays readable, and says when it was kept', async () => {
  await read('/bg/events/everything')
  expect(await page.locator('#kept').isVisible()).toBe(false)
  await context.setOffline(true)
  await page.reload()
  expect(await page.locator('h1').textContent()).toBe('Конференция за селата')
  const line = page.locator('#kept')
  expect(await line.isVisible()).toBe(true)
  const year = String(new Date().getFullYear())
  expect(await line.textContent()).toMatch(new RegExp(`^${say('offline.kept')} .*${year}.*\\.$`))
  // With its stylesheet: whatever is not styled has no such width.
  expect(await page.evaluate('getComputedStyle(document.querySelector(".width")).paddingLeft')).toBe('16px')
  await context.setOffline(false)
  await page.reload()
  expect(await page.locator('#kept').isVisible()).toBe(false)
})

it('a line that hardly answers is not waited for: the kept page comes within some seconds', async () => {
  const slow = await behindSlowLine(stage.full)
  const look = { width: telephone, language: 'bg', scripts: true }
  const far = await openContext(browser, slow.base, look)
  page = await far.newPage()
  await read('/bg/offline')
  slow.delay(60_000)
  const started = Date.now()
  await page.reload()
  expect(await page.locator('#kept').isVisible()).toBe(true)
  expect(Date.now() - started).toBeLessThan(9000)
  await far.close()
  await slow.stop()
})

it('in place of what was not kept stands a page in the same language, with what can be read', async () => {
  await read('/bg/events/everything')
  await context.setOffline(true)
  await page.goto('/bg/events/least')
  expect(await page.locator('h1').textContent()).toBe(say('offline.title'))
  const link = page.locator('#kept-pages a')
  await link.waitFor()
  expect(await link.allTextContents()).toEqual(['Конференция за селата'])
  await link.click()
  await page.waitForURL('**/everything')
  expect(await page.locator('h1').textContent()).toBe('Конференция за селата')
  await page.goto('/bg/events/everything/register')
  expect(await page.locator('h1').textContent()).toBe(say('offline.title'))
})

it('forms, receipts, tickets and the workspace are not kept', async () => {
  await read('/bg/events/everything')
  const sent = await stage.full.post('/bg/events/least/register', { name: 'Вера', email: 'vera@example.org' })
  const addresses = [
    ...['/bg/events/everything/register', '/bg/events/everything/ask', '/organize'],
    ...[sent.headers.get('location') ?? '', `/bg${stage.own('confirmed')}`],
  ]
  for (const address of addresses) await page.goto(address)
  const kept = await page.evaluate<string[]>(
    `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
      .then((all) => all.flat().map(({ url }) => new URL(url).pathname).filter((path) => !path.startsWith('/assets/')))`,
  )
  expect(kept.sort()).toEqual(['/bg/events/everything', '/bg/offline'])
})

it('a ticket is kept when its owner says so, and goes when she says so', async () => {
  const ticket = `/bg${stage.own('confirmed')}`
  await page.goto(ticket)
  const keep = page.getByRole('button', { name: say('offline.keep') })
  const forget = page.getByRole('button', { name: say('offline.forget') })
  await keep.click()
  await forget.waitFor()
  expect(await keep.isVisible()).toBe(false)
  const title = await page.locator('h1').textContent()
  await context.setOffline(true)
  await page.reload()
  expect(await page.locator('h1').textContent()).toBe(title)
  expect(await page.locator('#kept').isVisible()).toBe(true)
  await forget.click()
  await keep.waitFor()
  await context.setOffline(false)
  await page.goto('/bg/events/least')
  await page.waitForFunction(`caches.match('/bg/offline').then(Boolean)`)
  await context.setOffline(true)
  await page.goto(ticket)
  expect(await page.locator('h1').textContent()).toBe(say('offline.title'))
})

it('no more than thirty pages are kept', async () => {
  await read('/bg/events/everything')
  for (let n = 0; n < 34; n += 1) await page.goto(`/bg/events/least?n=${n}`)
  const paths = await page.evaluate<string[]>(
    `new Promise((later) => setTimeout(later, 300)).then(() => caches.open('turnout-pages-1')).then((cache) => cache.keys())
      .then((all) => all.map(({ url }) => new URL(url).pathname + new URL(url).search))`,
  )
  const events = paths.filter((path) => path !== '/bg/offline')
  expect([events.length, events[0], events.at(-1)]).toEqual([
    30,
    '/bg/events/least?n=4',
    '/bg/events/least?n=33',
  ])
})

it('what an older version kept goes, what is not ours stays', async () => {
  await page.goto('/bg/events/least/register')
  await page.evaluate(`Promise.all(['turnout-pages-0', 'another'].map((name) => caches.open(name)))`)
  await read('/bg/events/least')
  const names = await page.evaluate<string[]>('caches.keys()')
  expect([names.includes('turnout-pages-0'), names.includes('another')]).toEqual([false, true])
})

it('without script no page offers what only a script can do', async () => {
  const plain = await openContext(browser, stage.full.base, { width: telephone, language: 'bg' })
  const visitor = await plain.newPage()
  await visitor.goto(`/bg${stage.own('confirmed')}`)
  expect(await visitor.getByText(say('offline.keep')).isVisible()).toBe(false)
  expect(await visitor.locator('#kept').isVisible()).toBe(false)
  await plain.close()
})
