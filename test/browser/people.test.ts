/** The list of people in a real browser: found while one types, and many changed and changed back, with script and without. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventRecord } from '../../src/domain/events/event-record.ts'
import { register } from '../../src/domain/registrations/register.ts'
import { hold, now, people, person, roundTable } from '../domain/registrations/cast.ts'
import { desk, openContext, press, sideways, startBrowser, telephone } from '../support/browser.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { openWorkspace, signInAddress, type Workspace } from '../web/organizer/workspace.ts'

let made: TestDatabase
let workspace: Workspace
let browser: Browser
let event: EventRecord
beforeAll(async () => {
  made = await makeDatabase('sqlite')
  workspace = await openWorkspace(made.database)
  browser = await startBrowser()
  event = await hold(made.database, roundTable('list', { capacity: 100 }))
  const names = ['Елена Стоянова', 'Пётр Семёнов', 'Анна Ким', 'Вера Колева']
  for (const [at, name] of names.entries()) {
    const done = await register(made.database, event, person(name, { email: `p${at}@example.org` }), now)
    if (done.done === 'refused') throw new Error(done.reason)
  }
})
afterAll(async () => {
  await browser?.close()
  await workspace?.stop()
  await made?.remove()
})

async function open(look: { width: number; scripts: boolean }): Promise<Page> {
  const context = await openContext(browser, workspace.base, { language: 'en', ...look })
  const page = await context.newPage()
  await page.goto(await signInAddress(workspace, made.database, 'writer@example.org', 'organizer'))
  await press(page, page.getByRole('button', { name: 'Sign in' }))
  await page.goto('/organize/events/list')
  return page
}

const found = async (page: Page) => (await page.locator('.people-list tbody th a').allInnerTexts()).sort()

test('people are found while one types, in another alphabet, and the address says what was looked for', async () => {
  const page = await open({ width: desk, scripts: true })
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  await page.locator('#q').pressSequentially('stoyan', { delay: 20 })
  await expect.poll(() => found(page)).toEqual(['Елена Стоянова'])
  expect(new URL(page.url()).searchParams.get('q')).toBe('stoyan')
  await page.locator('#q').fill('семенов')
  await expect.poll(() => found(page)).toEqual(['Пётр Семёнов'])
  await page.locator('#q').fill('nobody')
  await expect.poll(() => page.locator('.empty').count()).toBe(1)
  await page.locator('#q').fill('')
  await expect.poll(() => found(page)).toHaveLength(4)
  // None of it loaded a page, and the cursor is where it was.
  expect(loads).toBe(0)
  expect(await page.evaluate('document.activeElement.id')).toBe('q')
  await page.context().close()
})

describe.each([
  { width: desk, scripts: true },
  { width: telephone, scripts: false },
])('at $width px, scripts: $scripts', ({ width, scripts }) => {
  test('found by the button, many are cancelled, and it is undone', async () => {
    const page = await open({ width, scripts })
    await page.locator('#q').fill('kim')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect.poll(() => found(page)).toEqual(['Анна Ким'])
    await page.goto('/organize/events/list')
    for (const name of ['Анна Ким', 'Вера Колева']) await page.getByRole('checkbox', { name }).check()
    await press(page, page.locator('.bulk-tools button[value="cancel"]'))
    expect(await page.locator('main').innerText()).toContain('This concerns 2 people.')
    expect(await people(made.database, event)).toContain('Анна Ким: confirmed')
    await press(page, page.getByRole('button', { name: 'Cancel: 2' }))
    expect(await people(made.database, event)).toEqual([
      ...['Елена Стоянова: confirmed', 'Пётр Семёнов: confirmed'],
      ...['Анна Ким: cancelled', 'Вера Колева: cancelled'],
    ])
    expect(await sideways(page)).toBe(0)
    await press(page, page.getByRole('button', { name: 'Undo' }))
    expect((await people(made.database, event)).every((one) => one.endsWith(': confirmed'))).toBe(true)
    await page.context().close()
  })

  test('a cancelled person comes after all, from their own page', async () => {
    const page = await open({ width, scripts })
    await press(page, page.getByRole('link', { name: 'Вера Колева' }))
    await page.locator('summary', { hasText: 'Cancel the registration' }).click()
    await press(page, page.getByRole('button', { name: 'Cancel: Вера Колева' }))
    await page.locator('summary', { hasText: 'They come after all' }).click()
    await press(page, page.getByRole('button', { name: 'Confirm: Вера Колева' }))
    expect(await page.locator('.banner').innerText()).toBe('The place is confirmed.')
    expect(await people(made.database, event)).toContain('Вера Колева: confirmed')
    await press(page, page.getByRole('button', { name: 'Send the letter again' }))
    expect(await page.locator('.banner').innerText()).toBe('The letter has been written once more.')
    expect(await sideways(page)).toBe(0)
    await page.context().close()
  })
})
