/** An event is written in a real browser: by somebody new, by two at once, and every page of it examined. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PhraseKey, phrase } from '../../src/platform/i18n.ts'
import { desk, openContext, press, startBrowser, telephone } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'
import { describeTour } from './matrix/describe-tour.ts'
import { writing } from './matrix/ways.ts'

describe('an organizer who writes', () => describeTour([writing], 'organizer'))

const say = (key: PhraseKey, values: Record<string, string | number> = {}) => phrase('bg', key, values)

describe('an event', () => {
  let browser: Browser
  let product: Product
  beforeAll(async () => {
    ;[browser, product] = await Promise.all([
      startBrowser(),
      startProduct({ dialect: 'sqlite', mail: 'smtp' }),
    ])
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  async function signedIn(link: string, scripts: boolean, width = desk) {
    const context = await openContext(browser, product.origin, { width, language: 'bg', scripts })
    const page = await context.newPage()
    await page.goto(link)
    return { context, page }
  }

  it('is published within twenty actions by somebody who was never here, without script', async () => {
    let actions = 1 // the link in the letter
    const { context, page } = await signedIn(await link('maria@example.org'), false)
    const go = async (role: 'button' | 'link', name: string) => {
      actions += 1
      await press(page, page.getByRole(role, { name, exact: true }).first())
    }
    const type = async (id: string, text: string) => {
      actions += 1
      await page.locator(`#${id}`).fill(text)
    }
    await go('button', say('organizer.link.enter'))
    await go('link', say('announcement.new'))
    await type('title-bg', 'Обществено обсъждане на бюджета')
    await type('starts-day', '2031-03-04')
    await type('starts-time', '17:30')
    await type('ends-time', '19:00')
    await type('venue-name-bg', 'Народно читалище „Пример“')
    await type('venue-city-bg', 'с. Примерово')
    await type('contact-phone', '+359 42 000 001')
    await go('button', say('announcement.publish'))
    expect(await page.getByText(say('announcement.published')).isVisible()).toBe(true)
    expect(actions).toBeLessThan(20)
    const answer = await page.goto(`${product.origin}/bg/events/obshtestveno-obsazhdane-na-byudzheta`)
    expect(answer?.status()).toBe(200)
    expect(await page.getByText('4 март 2031 г.').first().isVisible()).toBe(true)
    await context.close()
  })

  it.each([
    ['with script', true],
    ['without', false],
  ] as const)('gets points of an agenda on a telephone, %s', async (how, scripts) => {
    const { context, page } = await signedIn(await link(`agenda-${scripts}@example.org`), scripts, telephone)
    await enter(page)
    const slug = scripts ? 'sas-skript' : 'bez-skript'
    await page.goto(`${product.origin}/organize/events/new`)
    await fill(page, { 'title-bg': scripts ? 'Със скрипт' : 'Без скрипт', ...times })
    await press(page, page.getByRole('button', { name: say('announcement.save-draft'), exact: true }))
    let loads = 0
    page.on('load', () => {
      loads += 1
    })
    for (const [row, title] of ['Откриване', 'Разговор'].entries()) {
      await page.getByRole('button', { name: say('announcement.add.agenda') }).click()
      await page.locator(`#agenda-${row}-title-bg`).fill(title)
      await page.locator(`#agenda-${row}-starts`).fill(`1${row}:00`)
      await page.locator(`#agenda-${row}-ends`).fill(`1${row}:30`)
    }
    const earlier = say('announcement.row', { action: say('announcement.agenda-earlier'), name: 'Разговор' })
    // Its name is known to the page once it was sent.
    await page.getByRole('button', { name: say('announcement.add.speaker') }).click()
    await page.locator('#speakers-0-name-bg').fill('Иван Примеров')
    await page.locator('#agenda-1 > summary').click()
    if (
      !(await page
        .locator('#agenda-1')
        .getAttribute('open')
        .then((open) => open !== null))
    )
      await page.locator('#agenda-1 > summary').click()
    await page.getByRole('button', { name: earlier }).click()
    await page
      .waitForFunction("document.querySelector('#agenda-0-title-bg').value === 'Разговор'")
      .catch(() => {})
    expect(await page.locator('#speakers-0-name-bg').inputValue()).toBe('Иван Примеров')
    expect([how, loads > 0]).toEqual([how, !scripts])
    await press(page, page.getByRole('button', { name: say('announcement.save'), exact: true }).first())
    expect(await page.getByText(say('announcement.saved-draft')).isVisible()).toBe(true)
    // Who saves one section comes back to it, far below the banner.
    await press(page, page.locator('button[value="save:where"]'))
    const said = await page.evaluate<string[]>(
      `['where', 'whom'].map((id) => getComputedStyle(document.querySelector('#' + id + ' .editor-section-end'), '::after').content)`,
    )
    expect(said).toEqual([JSON.stringify(say('announcement.saved-draft')), 'none'])
    await page.goto(`${product.origin}/organize/events/${slug}/preview`)
    expect(await page.locator('.session-title').allTextContents()).toEqual(['Разговор', 'Откриване'])
    await context.close()
  })

  it('is written by two at once: the second sees what the first changed, and nothing is lost', async () => {
    const [ana, boris] = await Promise.all(
      ['ana@example.org', 'boris@example.org'].map(async (email) => signedIn(await link(email), true)),
    )
    if (ana === undefined || boris === undefined) throw new Error('There are two')
    await Promise.all([enter(ana.page), enter(boris.page)])
    const address = `${product.origin}/organize/events/bez-skript/edit`
    await Promise.all([ana.page.goto(address), boris.page.goto(address)])
    await fill(ana.page, { 'title-bg': 'Заглавието на Ана', 'venue-room-bg': 'Зала 7' })
    await save(ana.page)
    await fill(boris.page, { 'title-bg': 'Заглавието на Борис', 'contact-phone': '+359 42 000 007' })
    await save(boris.page)
    expect(await boris.page.locator('h1').textContent()).toBe(say('announcement.conflict.title'))
    for (const words of [
      'Заглавието на Ана',
      'Заглавието на Борис',
      'Без скрипт',
      'Зала 7',
      '+359 42 000 007',
    ])
      expect(await boris.page.getByText(words).first().isVisible()).toBe(true)
    await boris.page.locator('input[value="yours"]').first().check()
    await press(boris.page, boris.page.getByRole('button', { name: say('announcement.conflict.save') }))
    await ana.page.goto(address)
    const ids = ['title-bg', 'venue-room-bg', 'contact-phone']
    const values = await Promise.all(ids.map((id) => ana.page.locator(`#${id}`).inputValue()))
    expect(values).toEqual(['Заглавието на Борис', 'Зала 7', '+359 42 000 007'])
    await Promise.all([ana, boris].map(({ context }) => context.close()))
  })

  const link = async (email: string) =>
    (await product.command('organizer', 'add', email, '--role', 'organizer')).trim().split('\n').at(-1) ?? ''
})

const times = { 'starts-day': '2031-03-04', 'starts-time': '10:00', 'ends-time': '12:00' }

async function enter(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: say('organizer.link.enter'), exact: true }))
}

async function fill(page: Page, typed: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, text] of Object.entries(typed)) await page.locator(`#${id}`).fill(text)
}

async function save(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: say('announcement.save'), exact: true }).first())
}
