/** The whole confirmation on the line of a village: 256 kbit/s and 400 ms there and back, on a telephone's screen. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { phrase } from '../../src/platform/i18n.ts'
import { openContext, startBrowser, telephone } from '../support/browser.ts'
import { startServer } from '../support/processes.ts'
import { type Figure, median, plain } from './figure.ts'
import type { Measure } from './part.ts'
import { measuredProcessor } from './servers.ts'

const line = { bytesPerSecond: 32_000, roundTripMilliseconds: 400 }
const language = 'bg'
const slug = 'stara-zagora-round-table'

/** From the first byte asked for to the page that has loaded, and to its largest paint, in milliseconds */
type Seen = { page: string; loaded: number; painted: number }

export async function slowLine(measure: Measure): Promise<Figure[]> {
  const pinned = measuredProcessor === undefined ? {} : { processor: measuredProcessor }
  const databaseUrl = `sqlite:${join(measure.theatre.folder, 'slow-line', 'bench.db')}`
  const server = await startServer({ databaseUrl, samples: true, ...pinned })
  const browser = await startBrowser()
  try {
    const journeys: Seen[][] = []
    for (let round = 0; round < measure.rounds; round += 1) {
      measure.tell(`journey ${round + 1} of ${measure.rounds}`)
      journeys.push(await journey(browser, server.url, round))
    }
    return figures(journeys)
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Of a browser that has never been here: from the list to the receipt, the time of reading and typing left out. */
async function journey(browser: Browser, origin: string, round: number): Promise<Seen[]> {
  const context = await openContext(browser, origin, { width: telephone, language, scripts: true })
  const page = await context.newPage()
  await slowDown(page)
  const seen = [
    await arrive(page, 'list', () => page.goto(`/${language}`)),
    await arrive(page, 'event', () => page.locator(`a[href="/${language}/events/${slug}"]`).first().click()),
    await arrive(page, 'form', () =>
      page
        .getByRole('link', { name: say('public.event.confirm') })
        .first()
        .click(),
    ),
  ]
  await page.locator('#name').fill('Вера Примерова')
  await page.locator('#email').fill(`vera.${round}@example.org`)
  const submit = page.getByRole('button', { name: say('public.form.submit'), exact: true })
  seen.push(await arrive(page, 'receipt', () => submit.click()))
  await context.close()
  return seen
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.roundTripMilliseconds,
    downloadThroughput: line.bytesPerSecond,
    uploadThroughput: line.bytesPerSecond,
  })
}

async function arrive(page: Page, name: string, leave: () => Promise<unknown>): Promise<Seen> {
  const coming = page.waitForEvent('load')
  await leave()
  await coming
  const { loaded, painted } = await page.evaluate<{ loaded: number; painted: number }>(timesOfPage)
  return { page: name, loaded, painted }
}

/** By the browser's own clock, from the press of the link or button; a redirect counts. */
const timesOfPage = `new Promise((tell) => {
  new PerformanceObserver((list) => {
    const [navigation] = performance.getEntriesByType('navigation')
    setTimeout(() => tell({ loaded: navigation.loadEventEnd, painted: list.getEntries().at(-1).startTime }), 0)
  }).observe({ type: 'largest-contentful-paint', buffered: true })
})`

function figures(journeys: readonly Seen[][]): Figure[] {
  const wholes = journeys.map((seen) => seen.reduce((sum, { loaded }) => sum + loaded, 0))
  const what = 'list, event, form and receipt, by a browser that was never here'
  const whole = plain(
    { part: 'slow-line', what, unit: 'ms', asked: { of: 'ours', atMost: 8000 } },
    median(wholes),
  )
  const names = journeys[0]?.map(({ page }) => page) ?? []
  return [
    whole,
    ...names.map((name, at) =>
      pageFigure(
        name,
        journeys.flatMap((seen) => seen[at] ?? []),
      ),
    ),
  ]
}

function pageFigure(name: string, seen: readonly Seen[]): Figure {
  const painted = median(seen.map((one) => one.painted))
  const notes = { 'loaded ms': Math.round(median(seen.map((one) => one.loaded))) }
  const described = { part: 'slow-line', what: `largest paint of the ${name}`, unit: 'ms', notes }
  return plain({ ...described, asked: { of: 'ours', atMost: 2500 } }, painted)
}

const say = (key: Parameters<typeof phrase>[1]) => phrase(language, key)
