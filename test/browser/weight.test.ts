/** What a page weighs on a slow line: counted by a browser that has never been here. */
import type { Browser, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadFirstSamples } from '../../src/domain/events/first-samples.ts'
import { languages } from '../../src/platform/i18n.ts'
import { openContext, startBrowser, telephone } from '../support/browser.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'

/** Kilobytes as they come over the line, everything that belongs to the page counted */
const budgets = { list: 60, event: 80, form: 40, receipt: 30 }
const mostRequests = 6

let browser: Browser
let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  ;[browser, made] = await Promise.all([startBrowser(), makeDatabase('sqlite')])
  await loadFirstSamples(made.database, new Date())
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

it('sees the weight of a page that came as it was written', async () => {
  const address = '/bg/events/ruse-open-councils'
  const [packed, plain] = [
    await weigh(address, 'bg'),
    await weigh(address, 'bg', { 'accept-encoding': 'identity' }),
  ]
  expect(plain.kilobytes).toBeGreaterThan(2 * packed.kilobytes)
})

async function weigh(address: string, language: string, headers: Record<string, string> = {}) {
  const context = await openContext(browser, site.base, { width: telephone, language })
  await context.setExtraHTTPHeaders(headers)
  const page = await context.newPage()
  const answers: Response[] = []
  page.on('response', (answer) => answers.push(answer))
  await page.goto(address, { waitUntil: 'networkidle' })
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
