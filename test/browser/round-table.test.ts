/** The main job in a real browser without script: a person on a wide and on a narrow screen, then the organizer. */
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PhraseKey, phrase } from '../../src/platform/i18n.ts'
import { desk, focused, openContext, press, sideways, startBrowser, telephone } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'
import { inviteIn } from '../support/read-invite.ts'
import { hasPdfToText, jsonAsCsv, pdfToText, readCsv, readXlsx } from '../support/read-lists.ts'

const title = 'Кръгла маса „Как общината пита и как отговаря“'
const say = (key: PhraseKey, values: Record<string, string | number> = {}) => phrase('bg', key, values)

const screens = [
  { screen: 'desk', width: desk, name: 'Елена Стоянова', email: 'elena@example.org' },
  { screen: 'telephone', width: telephone, name: 'Борис Иванов', email: 'boris@example.org' },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

describe.each(['sqlite', 'postgres'] as const)('a round table in a browser, on %s', (dialect) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ dialect, mail: 'smtp' })
  })
  afterAll(async () => {
    await product?.stop()
  })

  it.each(screens)('is found, confirmed and cancelled on a $screen', async ({ width, name, email }) => {
    await within(product, width, async (page) => {
      await page.goto('/')
      await go(page, 'link', title)
      await go(page, 'link', say('public.event.confirm'))
      await go(page, 'button', say('public.form.submit'))
      await seesMistakes(page)
      await page.getByLabel(say('public.form.email'), { exact: true }).fill(email)
      await page.getByLabel(say('public.form.organization')).fill('Община Примерово')
      await go(page, 'button', say('public.form.submit'))
      expect(await page.getByLabel(say('public.form.organization')).inputValue()).toBe('Община Примерово')
      await page.getByLabel(say('public.form.name'), { exact: true }).fill(name)
      await go(page, 'button', say('public.form.submit'))
      expect(await heading(page)).toBe(say('public.receipt.confirmed'))
      expect(await page.getByText(email).isVisible()).toBe(true)
      await page.reload()
      expect(await heading(page)).toBe(say('public.receipt.confirmed'))
      await page.goto(await linkInLetter(product, email))
      expect(await heading(page)).toBe(say('public.own.confirmed'))
      await page.getByText(say('public.own.cancel'), { exact: true }).click()
      await go(page, 'button', say('public.own.cancel-submit'))
      expect(await heading(page)).toBe(say('public.own.cancelled'))
    })
    const letters = await product.mail.waitFor(email, 2)
    expect(letters.map((letter) => inviteIn(letter)?.method)).toEqual(['REQUEST', 'CANCEL'])
  })

  it('is confirmed with the keyboard alone', async () => {
    await within(product, desk, async (page) => {
      await page.goto('/bg/events/stara-zagora-round-table')
      await page.keyboard.press('Tab')
      expect(await focused(page)).toBe(say('public.skip'))
      await page.keyboard.press('Enter')
      await tabTo(page, say('public.event.confirm'))
      await page.keyboard.press('Enter')
      await page.waitForURL('**/register')
      await tabTo(page, 'name')
      await page.keyboard.type('Вера Клавишева')
      await page.keyboard.press('Tab')
      await page.keyboard.type('vera@example.org')
      await tabTo(page, 'group')
      await page.keyboard.press('ArrowDown')
      await tabTo(page, 'consent_news')
      await page.keyboard.press('Space')
      await tabTo(page, say('public.form.submit'))
      await page.keyboard.press('Enter')
      await page.waitForURL('**/received/**')
      expect(await heading(page)).toBe(say('public.receipt.confirmed'))
    })
  })

  it.each(screens)(
    'is organized on a $screen: a person added, the list downloaded',
    async ({ screen, width }) => {
      const name = `Пенка Хартиева ${screen}`
      await within(product, width, async (page) => {
        await signIn(page, product, screen)
        await go(page, 'link', title)
        await go(page, 'link', say('organizer.people.add'))
        await go(page, 'button', say('organizer.add.submit'))
        await seesMistakes(page)
        await page.getByLabel(say('column.name'), { exact: true }).fill(name)
        await page.getByLabel(say('source.paper'), { exact: true }).check()
        await go(page, 'button', say('organizer.add.submit'))
        expect(await heading(page)).toBe(name)
        await go(page, 'link', say('organizer.tab.people'))
        await search(page, 'хартиева')
        await search(page, '')
        await seesFiles(page, name)
      })
    },
  )
})

/** A visit of one person: her own cookies, the screen given, no script. */
async function within(
  { origin }: Product,
  width: number,
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await openContext(browser, origin, { width, language: 'bg' })
  try {
    await visit(await context.newPage())
  } finally {
    await context.close()
  }
}

/** Presses what carries these words, and looks whether the next page fits the screen. */
async function go(page: Page, role: 'link' | 'button', name: string): Promise<void> {
  await press(page, page.getByRole(role, { name, exact: true }).first())
  expect([page.url(), await sideways(page)]).toEqual([page.url(), 0])
}

async function heading(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? ''
}

/** A summary on top that has the focus, and whose links lead into the fields. */
async function seesMistakes(page: Page): Promise<void> {
  const summary = page.getByRole('alert')
  expect(await page.title()).toMatch(new RegExp(`^${say('public.error-prefix', { title: '' }).trim()}`))
  expect(await page.evaluate('document.activeElement.className')).toBe('mistakes')
  const links = summary.getByRole('link')
  expect(await links.count()).toBe(2)
  for (const link of await links.all()) {
    const field = (await link.getAttribute('href'))?.slice(1)
    await link.click()
    expect(await focused(page)).toBe(field)
  }
}

async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === wanted) return
  }
  throw new Error(`The keyboard does not come to “${wanted}”`)
}

async function linkInLetter(product: Product, email: string): Promise<string> {
  const [letter] = await product.mail.waitFor(email, 1)
  const [address] = /http:\S+\/bg\/r\/\S+/.exec(letter?.text ?? '') ?? []
  return address ?? ''
}

/** The first by the link that the product printed, the other by one from the command line. */
async function signIn(page: Page, product: Product, screen: string): Promise<void> {
  const isFirst = screen === 'desk'
  const words = ['organizer', 'add', `${screen}@example.org`, '--role', 'organizer']
  await page.goto(isFirst ? product.firstOrganizer : (await product.command(...words)).trim())
  if (isFirst) {
    await page.getByLabel(say('organizer.sign-in.email'), { exact: true }).fill('desk@example.org')
  }
  await go(page, 'button', say('organizer.link.enter'))
  expect(await heading(page)).toBe(say('organizer.events.title'))
}

async function search(page: Page, words: string): Promise<void> {
  await page.getByLabel(say('organizer.people.search-label'), { exact: true }).fill(words)
  await go(page, 'button', say('organizer.people.show'))
}

async function seesFiles(page: Page, name: string): Promise<void> {
  const csv = readCsv(await download(page, 'CSV'))
  const shown = await page.locator('.people-list tbody th a').allInnerTexts()
  expect(csv.map((row) => row.name).sort()).toEqual(shown.sort())
  expect(shown).toContain(name)
  expect(jsonAsCsv(await download(page, 'JSON'))).toEqual(csv)
  const { labels, rows } = await readXlsx(await download(page, 'Excel'))
  const at = labels.indexOf(say('column.name'))
  expect(rows.map((row) => row[at])).toEqual(csv.map((row) => row.name))
  const sheet = await download(page, say('organizer.export.pdf'))
  expect(sheet.subarray(0, 5).toString()).toBe('%PDF-')
  if (hasPdfToText) expect(pdfToText(sheet)).toContain(name)
}

async function download(page: Page, label: string): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: label, exact: true }).click()
  return readFileSync(await (await coming).path())
}
