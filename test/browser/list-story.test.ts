/** A list of three hundred, as an organizer without script brings it in, mends it, takes it out again and writes to it. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PhraseKey, phrase } from '../../src/platform/i18n.ts'
import { desk, openContext, press, startBrowser } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'
import { readXlsx } from '../support/read-lists.ts'

const say = (key: PhraseKey, values: Record<string, string | number> = {}) => phrase('bg', key, values)
const family = ['Стоянова', 'Димитрова', 'Петрова', 'Колева', 'Иванова', 'Тодорова']
const first = ['Елена', 'Мария', 'Вера', 'Ана', 'Ива']

/** As a town hall's old program saves it: semicolons, Windows-1251, a title above the table. */
function list(): Buffer {
  const rows = Array.from({ length: 300 }, (_, at) => {
    const name = `${first[at % 5]} ${family[at % 6]} ${'АБВГДЕЖЗИК'[Math.floor(at / 30)]}.`
    const address = at === 17 ? 'elena@example' : `person-${at}@example.org`
    return `${at + 1};${name};${address};0887 ${100_000 + at};Община ${at};община`
  })
  // The first once more, as somebody else spelt her.
  rows.push('301;Elena Stoyanova A.;PERSON-0@example.org;;Община 0;община')
  return in1251(
    ['Списък на участниците', '№;Име и фамилия;Ел. поща;Тел.;Организация;Категория', ...rows].join('\r\n'),
  )
}

function in1251(text: string): Buffer {
  const decoder = new TextDecoder('windows-1251')
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from([...text].map((sign) => bytes.get(sign) ?? 63))
}

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

describe.each(['sqlite', 'postgres'] as const)('three hundred people, on %s', (dialect) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ dialect, mail: 'smtp' })
  })
  afterAll(async () => {
    await product?.stop()
  })

  it('are imported, mended, exported and written to', { timeout: 120_000 }, async () => {
    const context = await openContext(browser, product.origin, { width: desk, language: 'bg' })
    const page = await context.newPage()
    const link = await product.command('organizer', 'add', 'vera@example.org', '--role', 'admin')
    await page.goto(link.trim())
    await click(page, 'button', say('organizer.link.enter'))
    await page.locator('.event-list tbody a').first().click()
    await click(page, 'link', say('lists.import.title'))

    await page.setInputFiles('#file', { name: 'Списък.csv', mimeType: 'text/csv', buffer: list() })
    await click(page, 'button', say('lists.file.submit'))
    expect(await page.locator('.samples').nth(1).innerText()).toContain('Елена Стоянова')
    await click(page, 'button', say('lists.columns.submit'))
    await page.waitForSelector('.list-sum', { timeout: 30_000 })
    expect(await page.locator('.list-problems tbody tr').first().innerText()).toContain('elena@example')
    await page.locator('#leave_out').check()
    await page.locator('button[value=import]').click()
    await page.waitForSelector('.list-back', { timeout: 30_000 })
    expect(await page.locator('.list-count').innerText()).toBe(say('lists.result.in', { n: 300 }))

    await click(page, 'link', say('lists.doubles.title'))
    await page.locator('.doubles a').first().click()
    await page.locator('button[value=merge]').click()
    expect(await page.locator('.banner').innerText()).toBe(say('lists.done.merged'))

    await click(page, 'link', say('organizer.tab.people'))
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Excel' }).click()
    const { labels, rows } = await readXlsx(readFileSync(await (await download).path()))
    const status = labels.indexOf(say('column.status'))
    const source = labels.indexOf(say('column.source'))
    const imported = rows.filter((row) => row[source] === say('source.import'))
    const standing = Map.groupBy(imported, (row) => row[status])
    expect(imported).toHaveLength(300)
    expect(standing.get(say('status.cancelled'))).toHaveLength(1)

    await writeToAll(page)
    await until(() => product.mail.count() >= 299)
    const [letter, ...more] = await product.mail.lettersTo('person-8@example.org')
    expect([letter?.subject, more]).toEqual([subject, []])
    expect(letter?.text).toContain('Уважаеми/а Ана Петрова А.,\n')
    expect(product.mail.count()).toBe(299)
    await context.close()
  })
})

const subject = 'Как се стига до залата'

/** One letter to everybody who comes, with their names. */
async function writeToAll(page: Page): Promise<void> {
  await click(page, 'link', say('writing.tab'))
  await click(page, 'link', say('writing.new'))
  await page.locator('#subject_bg').fill(subject)
  await page.locator('#body_bg').fill('Уважаеми/а {name},\n\nвходът е откъм парка.')
  await press(page, page.locator('button[value=keep]'))
  await press(page, page.locator('button[value=send]'))
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !holds(); tries += 1)
    await new Promise((later) => setTimeout(later, 200))
}

async function click(page: Page, role: 'button' | 'link', name: string): Promise<void> {
  await press(page, page.getByRole(role, { name, exact: true }).first())
}
