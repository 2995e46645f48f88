/** An announcement on its way into a draft, in a real browser: without script, and with a file dropped on the page. */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desk, openContext, press, sideways, startBrowser, telephone } from '../support/browser.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { docx, paragraphs } from '../support/word-files.ts'
import { openWorkspace, signInAddress, type Workspace } from '../web/organizer/workspace.ts'

let made: TestDatabase
let workspace: Workspace
let browser: Browser
beforeAll(async () => {
  made = await makeDatabase('sqlite')
  workspace = await openWorkspace(made.database)
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await workspace?.stop()
  await made?.remove()
})

const text = [
  'Семинар „Чист въздух“',
  'На 9 март 2027 г. от 18:30 до 20 ч. в хотел „Панорама“, Велико Търново.',
]

async function open(look: { width: number; scripts: boolean }) {
  const context = await openContext(browser, workspace.base, { language: 'en', ...look })
  const page = await context.newPage()
  await page.goto(await signInAddress(workspace, made.database, 'writer@example.org', 'organizer'))
  await press(page, page.getByRole('button', { name: 'Sign in' }))
  await page.goto('/organize')
  await press(page, page.getByRole('link', { name: 'From an announcement' }))
  return page
}

test('pasted on a telephone without script it is a draft in six steps', async () => {
  const page = await open({ width: telephone, scripts: false })
  await page.getByLabel('Text of the announcement').fill(text.join('\n'))
  await press(page, page.getByRole('button', { name: 'Read the text' }))
  expect(await page.getByLabel('Title').inputValue()).toBe('Семинар „Чист въздух“')
  expect(await page.locator('mark').count()).toBeGreaterThan(5)
  expect(await sideways(page)).toBe(0)
  await press(page, page.getByRole('button', { name: 'Save as a draft' }).last())
  expect(page.url()).toMatch(/\/edit\?done=saved$/)
  await page.context().close()
})

test('a Word document is chosen without script, or dropped with it', async () => {
  const file = join(tmpdir(), `announcement-${process.pid}.docx`)
  writeFileSync(file, await docx(paragraphs(...text)))
  const plain = await open({ width: desk, scripts: false })
  await plain.getByLabel('Or a file').setInputFiles(file)
  await press(plain, plain.getByRole('button', { name: 'Read the text' }))
  expect(await plain.getByLabel('Title').inputValue()).toBe('Семинар „Чист въздух“')
  await plain.context().close()

  const page = await open({ width: desk, scripts: true })
  await page.evaluate(drop)
  expect(await page.evaluate(`document.querySelector('#file').files.length`)).toBe(1)
  await press(page, page.getByRole('button', { name: 'Read the text' }))
  expect(await page.getByLabel('Town or village').inputValue()).toBe('Русе')
  await page.context().close()
})

/** Runs in the browser. */
const drop = `(() => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File(['Семинар на 5 март 2027 г. в Русе'], 'a.txt', { type: 'text/plain' }))
  for (const type of ['dragover', 'drop'])
    document.querySelector('.paste-form').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
})()`
