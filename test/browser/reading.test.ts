/** How people read who read otherwise: by keyboard, with wider spacing, in their own colours, on paper. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { languages, type PhraseKey, phrase } from '../../src/platform/i18n.ts'
import { desk, focused, startBrowser } from '../support/browser.ts'
import { hasPdfToText, pdfToText } from '../support/read-lists.ts'
import { contrastFaults, unpushed } from './matrix/examine.ts'
import { openStage, type Stage } from './matrix/stage.ts'

const say = (key: PhraseKey) => phrase('bg', key)

let browser: Browser
let stage: Stage
const open: BrowserContext[] = []

beforeAll(async () => {
  ;[browser, stage] = await Promise.all([startBrowser(), openStage()])
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})
afterEach(async () => {
  for (const context of open.splice(0)) await context.close()
})

type Wanted = { path: string; language?: string; scripts?: boolean; forcedColors?: 'active' }

async function visit({ path, language = 'bg', scripts = true, forcedColors }: Wanted): Promise<Page> {
  const context = await browser.newContext({
    baseURL: stage.full.base,
    viewport: { width: desk, height: 800 },
    locale: language,
    javaScriptEnabled: scripts,
    // For what is put into the page here; the pages themselves are held to their policy elsewhere.
    bypassCSP: true,
    ...(forcedColors === undefined ? {} : { forcedColors }),
  })
  open.push(context)
  const page = await context.newPage()
  await page.goto(`/${language}${path}`)
  return page
}

/** As WCAG 2.2 asks for (1.4.12) */
const spacing =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'

/** Elements whose content is cut off; what is meant for the ear alone is cut on purpose, and fields move under the cursor. */
const cutOff = `[...document.querySelectorAll('body *:not(input, textarea, select)')].filter((element) => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(element)
  const hides = (overflow) => overflow === 'hidden' || overflow === 'clip'
  return clipPath === 'none' && !element.closest('svg') &&
    ((hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
     (hides(overflowY) && element.scrollHeight > element.clientHeight + 1))
}).map((element) => element.outerHTML.slice(0, 120))`

describe.each(languages)('with wider spacing, in %s', (language) => {
  it.each(['', '/events/everything', '/events/longest', '/events/everything/register', `/accessibility`])(
    'nothing of “%s” is lost',
    async (path) => {
      const page = await visit({ path, language })
      await page.addStyleTag({ content: spacing })
      const lost: Record<number, unknown> = {}
      for (const width of [...unpushed, desk]) {
        await page.setViewportSize({ width, height: 800 })
        lost[width] = await page.evaluate(
          `({ cut: ${cutOff}, sideways: document.documentElement.scrollWidth - innerWidth })`,
        )
      }
      const nothing = { cut: [], sideways: 0 }
      expect(lost).toEqual({ 320: nothing, 360: nothing, 768: nothing, 1280: nothing })
    },
  )
})

it('sees what is cut off', async () => {
  const page = await visit({ path: '/privacy' })
  await page.addStyleTag({ content: 'h1 { height: 10px; overflow: hidden }' })
  expect(await page.evaluate(cutOff)).toEqual([expect.stringContaining('<h1')])
})

/** Tab by Tab to what is wanted; everything on the way shows that it has the focus, inside the window. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs += 1) {
    await page.keyboard.press('Tab')
    const what = await focused(page)
    const outlined = await page.evaluate(outlinedNow)
    // Scrolling there takes a frame or two.
    const isInside = await page.waitForFunction(insideNow, undefined, { timeout: 2000 }).then(
      () => true,
      () => false,
    )
    expect({ what, outlined, isInside }).toEqual({ what, outlined: true, isInside: true })
    if (what === wanted) return
  }
  throw new Error(`The keyboard does not come to “${wanted}”`)
}

const outlinedNow = `(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)(
  getComputedStyle(document.activeElement))`
const insideNow = `(({ top, bottom, left, right }) => bottom > 0 && top < innerHeight && right > 0 && left < innerWidth)(
  document.activeElement.getBoundingClientRect())`

it('the keyboard alone leads from the list to the receipt, and shows where it is', async () => {
  const page = await visit({ path: '' })
  await tabTo(page, say('public.skip'))
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('main')
  await tabTo(page, 'Маса least')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/events/least')
  await tabTo(page, say('public.event.confirm'))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/register')
  await tabTo(page, 'name')
  await page.keyboard.type('Вера Клавишева')
  await tabTo(page, 'email')
  await page.keyboard.type('keys@example.org')
  await tabTo(page, say('public.form.submit'))
  await page.keyboard.press('Space')
  await page.waitForURL('**/received/**')
  expect(await page.locator('h1').textContent()).toBe(say('public.receipt.confirmed'))
})

it('the keyboard alone changes a registration and cancels it', async () => {
  const page = await visit({ path: stage.own('waitlisted') })
  await tabTo(page, say('public.own.change'))
  await page.keyboard.press('Enter')
  await tabTo(page, 'organization')
  await page.keyboard.type(' и читалище')
  await tabTo(page, say('public.own.change-submit'))
  await page.keyboard.press('Enter')
  await page.waitForURL('**done=changed')
  await tabTo(page, say('public.own.cancel'))
  await page.keyboard.press('Space')
  await tabTo(page, say('public.own.cancel-submit'))
  await page.keyboard.press('Enter')
  await page.waitForURL('**done=cancelled')
  expect(await page.locator('h1').textContent()).toBe(say('public.own.cancelled'))
})

describe.each(['light', 'dark'] as const)('for who asks for more contrast, in the %s', (colorScheme) => {
  it.each(['', '/events/everything', '/events/everything/register'])(
    '“%s” has seven to one',
    async (path) => {
      const page = await visit({ path })
      await page.emulateMedia({ colorScheme, contrast: 'more' })
      expect(await contrastFaults(page)).toEqual([])
    },
  )
})

it('in colours of one’s own, buttons have an edge and states a shape', async () => {
  const page = await visit({ path: '/events/few', forcedColors: 'active' })
  expect(
    await page.evaluate(`({
      edge: parseFloat(getComputedStyle(document.querySelector('.button')).borderTopWidth) > 0,
      shape: parseFloat(getComputedStyle(document.querySelector('.state'), '::before').borderTopWidth) > 0,
    })`),
  ).toEqual({ edge: true, shape: true })
})

describe.runIf(hasPdfToText)('on paper', () => {
  async function print(path: string): Promise<{ text: string; pages: number }> {
    const page = await visit({ path, scripts: false })
    const text = pdfToText(await page.pdf({ format: 'A4' }))
    return { text, pages: text.split('\f').length - 1 }
  }

  it('an event has what one takes along, and nothing to press', async () => {
    const { text, pages } = await print('/events/everything')
    const wanted = ['Конференция за селата', 'ул. Широка 7', '+359 42 000 000', 'Заседание water', '11:00']
    expect(wanted.filter((words) => !text.includes(words))).toEqual([])
    const unwanted = [
      say('public.event.confirm'),
      say('public.nav.organizers'),
      say('public.skip'),
      'Русский',
    ]
    expect(unwanted.filter((words) => text.includes(words))).toEqual([])
    expect(pages).toBeLessThanOrEqual(4)
  })

  it('a ticket is one sheet with the reference, the time and the place', async () => {
    const { text, pages } = await print(stage.own('confirmed'))
    const wanted = ['Конференция за селата', 'ул. Широка 7', 'март 2027', say('public.own.reference')]
    expect(wanted.filter((words) => !text.includes(words))).toEqual([])
    expect(text).not.toContain(say('public.nav.organizers'))
    expect(pages).toBe(1)
  })
})
