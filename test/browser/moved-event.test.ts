/** A round table that is moved and then called off, by an organizer without script; each calendar hears of it by mail. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phrase } from '../../src/platform/i18n.ts'
import { desk, openContext, press, startBrowser } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'
import { inviteIn } from '../support/read-invite.ts'

const slug = 'stara-zagora-round-table'
const workspace = `/organize/events/${slug}`

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

describe.each(['sqlite', 'postgres'] as const)('a round table, on %s', (dialect) => {
  let product: Product
  let page: Page
  beforeAll(async () => {
    product = await startProduct({ dialect, mail: 'smtp' })
    const context = await openContext(browser, product.origin, { width: desk, language: 'bg' })
    page = await context.newPage()
    await page.goto((await product.command('organizer', 'add', 'vera@example.org', '--role', 'admin')).trim())
    await press(page, page.getByRole('button', { name: phrase('bg', 'organizer.link.enter'), exact: true }))
  })
  afterAll(() => product?.stop())

  it('is moved: every calendar gets the new day, who is undecided a letter', {
    timeout: 90_000,
  }, async () => {
    await confirms('bg', 'Ана Примерова', 'ana@example.org')
    await confirms('ru', 'Олег Примеров', 'oleg@example.org')
    await confirms('bg', 'Иво Примеров', 'ivo@example.org', 'maybe')
    const before = await Promise.all(['ana', 'oleg'].map((name) => invitation(name, 1)))

    await page.goto(`${workspace}/edit`)
    const day = await page.locator('#starts-day').inputValue()
    const moved = nextDay(day)
    await page.locator('#starts-day').fill(moved)
    await page.locator('#ends-day').fill(moved)
    await press(page, page.locator('button[value^="save"]:visible').first())
    const told = await page.locator('table.told').innerText()
    expect(told.replace(/\s+/g, ' ')).toContain(phrase('bg', 'status.confirmed'))
    await press(page, page.locator('button[value="carry-out"]'))

    const after = await Promise.all(['ana', 'oleg'].map((name) => invitation(name, 2)))
    for (const [at, first] of before.entries()) {
      const second = after[at]
      expect([first?.method, second?.method]).toEqual(['REQUEST', 'REQUEST'])
      expect(second?.uid).toBe(first?.uid)
      expect(second?.sequence).toBeGreaterThan(first?.sequence ?? 0)
      expect(second?.starts.slice(0, 10)).toBe(moved)
      expect(second?.starts.slice(10)).toBe(first?.starts.slice(10))
    }
    const [, letter] = await product.mail.waitFor('oleg@example.org', 2)
    expect(letter?.text).toMatch(/[А-Яа-я]/)
    const [, plain] = await product.mail.waitFor('ivo@example.org', 2)
    expect(plain && inviteIn(plain)).toBeNull()
  })

  it('is called off: every calendar lets go of it, with the reason', { timeout: 90_000 }, async () => {
    await page.goto(`${workspace}/status`)
    await press(page, page.locator('button[value="cancel"]'))
    await page.locator('textarea').first().fill('Залата е наводнена.')
    await press(page, page.locator('button[value="carry-out"]'))
    for (const name of ['ana', 'oleg']) {
      const [moved, gone] = [await invitation(name, 2), await invitation(name, 3)]
      expect(gone).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', uid: moved?.uid })
      expect(gone?.sequence).toBeGreaterThan(moved?.sequence ?? 0)
    }
    const letters = await product.mail.waitFor('ana@example.org', 3)
    expect(letters.at(-1)?.text).toContain('Залата е наводнена.')
    await page.goto(`/bg/events/${slug}/register`)
    expect(await page.locator('form[method=post]').count()).toBe(0)
  })

  async function confirms(language: string, name: string, email: string, answer = 'yes'): Promise<void> {
    const sent = await fetch(`${product.origin}/${language}/events/${slug}/register`, {
      method: 'POST',
      headers: { origin: product.origin },
      body: new URLSearchParams({ name, email, answer }),
      redirect: 'manual',
    })
    expect(sent.status).toBe(303)
  }

  /** The calendar part of somebody's letter of this number. */
  async function invitation(name: string, number: number) {
    const letters = await product.mail.waitFor(`${name}@example.org`, number)
    const letter = letters[number - 1]
    return letter && inviteIn(letter)
  }
})

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
