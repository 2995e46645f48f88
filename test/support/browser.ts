/** A real browser: the Chromium of this machine, else the one that comes inside an npm package. */
import { existsSync } from 'node:fs'
import packaged from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export async function startBrowser(): Promise<Browser> {
  const found = installed.find((path) => existsSync(path))
  // As root there is no sandbox; pages of our own need none.
  if (found !== undefined) return chromium.launch({ executablePath: found, args: ['--no-sandbox'] })
  return chromium.launch({ executablePath: await packaged.executablePath(), args: packaged.args })
}

export type Look = {
  width: number
  language: string
  /** Scripts are for what examines a page; people go without. */
  scripts?: boolean
}

/** Widths of a desk and of a cheap telephone */
export const desk = 1280
export const telephone = 360

export function openContext(browser: Browser, origin: string, look: Look): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: origin,
    viewport: { width: look.width, height: 800 },
    locale: look.language,
    javaScriptEnabled: look.scripts ?? false,
    acceptDownloads: true,
  })
}

/** Presses what leads to another page, and waits for it. */
export async function press(page: Page, place: Locator): Promise<void> {
  const loaded = page.waitForEvent('load')
  await place.click()
  await loaded
}

/** How many pixels of the page lie to the right of the window; nobody should have to push a page sideways. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

/** What has the focus: its id, else its words. */
export function focused(page: Page): Promise<string> {
  return page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()')
}
