/** What a page weighs on a slow line: counted by a browser that has never been here. */
import type { Browser, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadFirstSamples } from '../../src/domain/events/first-samples.ts'
import { languages } from '../../src/platform/i18n.ts'
import { openContext, startBrowser, telephone } from '../support/browser.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { folderOf, importFrom, leastEvent } from '../support/event-files.ts'
import { grain, photograph } from '../support/photographs.ts'
import { startSite, type TestSite } from '../support/site.ts'

/** Kilobytes as they come over the line, everything that belongs to the page counted */
const budgets = { list: 60, event: 80, form: 40, receipt: 30, pictures: 80 }
const mostRequests = 6

let browser: Browser
let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  ;[browser, made] = await Promise.all([startBrowser(), makeDatabase('sqlite')])
  await loadFirstSamples(made.database, new Date())
  await importPictures(made)
  site = await startSite(made.database)
})
afterAll(async () => {
  await Promise.all([browser?.close(), site?.stop()])
  await made?.remove()
})

it.each(languages)('list, event, form and receipt are light in %s', async (language) => {
  const event = `/${language}/events/ruse-open-councils`
  const sent = await site.post(`/${language}/events/stara-zagora-round-table/register`, {
    name: 'Елена Стоянова',
    email: `elena.${language}@example.org`,
  })
  const pages = {
    list: `/${language}`,
    event,
    pictures: `/${language}/events/round-table-2027`,
    form: `${event}/register`,
    receipt: sent.headers.get('location') ?? '',
  }
  // The names are those of the budgets.
  for (const [name, address] of Object.entries(pages) as [keyof typeof budgets, string][]) {
    const { kilobytes, requests, elsewhere } = await weigh(address, language)
    expect(elsewhere).toEqual([])
    expect(requests, `requests of the ${name}`).toBeLessThanOrEqual(mostRequests)
    expect(kilobytes, `kilobytes of the ${name}`).toBeLessThanOrEqual(budgets[name])
  }
})

/** Without a budget of their own: none is heavier than a form. */
const others = ['/calendar', '/privacy', '/accessibility', '/subscribe', '/embedding', '/embed', '/offline']

it.each(languages)('the pages around them are light in %s', async (language) => {
  const ask = '/events/ruse-open-councils/ask'
  const weights = new Map<string, { kilobytes: number; requests: number }>()
  for (const path of [...others, ask]) weights.set(path, await weigh(`/${language}${path}`, language))
  const heavy = [...weights].filter(
    ([, { kilobytes, requests }]) => kilobytes > budgets.form || requests > mostRequests,
  )
  expect(heavy).toEqual([])
})

it('four portraits and three logos are in their page, and would not be light by themselves', async () => {
  const names = [
    'logo-1.png',
    'logo-2.png',
    'logo-3.png',
    'face-1.jpg',
    'face-2.jpg',
    'face-3.jpg',
    'face-4.jpg',
  ]
  const files = await Promise.all(names.map((name) => site.get(`/events/round-table-2027/files/${name}`)))
  const bytes = await Promise.all(files.map(async (file) => (await file.arrayBuffer()).byteLength))
  expect(sum(bytes)).toBeGreaterThan(500 * 1024)
  const page = await (await site.get('/bg/events/round-table-2027')).text()
  expect(page.match(/<img src="data:image\/webp/g)?.length).toBe(7)
})

it('sees the weight of a page that came as it was written', async () => {
  const address = '/bg/events/ruse-open-councils'
  const [packed, plain] = [
    await weigh(address, 'bg'),
    await weigh(address, 'bg', { 'accept-encoding': 'identity' }),
  ]
  expect(plain.kilobytes).toBeGreaterThan(2 * packed.kilobytes)
})

/** As organizers bring them: photographs of a camera, logos out of a text processor. */
async function importPictures({ database }: TestDatabase): Promise<void> {
  const speakers = [1, 2, 3, 4].map((n) => `  - { name: Име ${n}, photo: face-${n}.jpg }`)
  const logos = [1, 2, 3].map((n) => `  - { name: Сдружение ${n}, role: partner, logo: logo-${n}.png }`)
  const text = `${leastEvent}speakers:\n${speakers.join('\n')}\norganizations:\n${logos.join('\n')}\n`
  const files: Record<string, string | Buffer> = { 'event.yaml': text }
  for (const n of [1, 2, 3, 4]) files[`face-${n}.jpg`] = await photograph(900, 1200, n)
  for (const n of [1, 2, 3]) files[`logo-${n}.png`] = await (await grain(500, 200, n)).png().toBuffer()
  const folder = folderOf(files, (remove) => afterAll(remove))
  expect(await importFrom(folder, ['event.yaml'], database)).toMatchObject({ done: 'imported' })
}

async function weigh(address: string, language: string, headers: Record<string, string> = {}) {
  const context = await openContext(browser, site.base, { width: telephone, language, scripts: true })
  await context.setExtraHTTPHeaders(headers)
  const page = await context.newPage()
  const answers: Response[] = []
  page.on('response', (answer) => answers.push(answer))
  await page.goto(address, { waitUntil: 'load' })
  // Errors are light too.
  expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 200))
  const bytes = await Promise.all(answers.map(weightOf))
  await context.close()
  return {
    kilobytes: Math.round(sum(bytes) / 102.4) / 10,
    requests: answers.length,
    elsewhere: answers.map((answer) => answer.url()).filter((url) => !url.startsWith(site.base)),
  }
}

async function weightOf(answer: Response): Promise<number> {
  const { responseBodySize, responseHeadersSize } = await answer.request().sizes()
  return responseBodySize + responseHeadersSize
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
