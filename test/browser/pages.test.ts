/** The workspace and the ways into it: every page, every language, light and dark, wide and narrow. */
import { describe, expect, it } from 'vitest'
import { openContext, startBrowser } from '../support/browser.ts'
import { describeTour } from './matrix/describe-tour.ts'
import { faultsOf, markupFaults } from './matrix/examine.ts'
import { gates, workspace } from './matrix/ways.ts'

describe('a stranger', () => describeTour([gates]))
describe('an organizer', () => describeTour([workspace], 'organizer'))

it('sees what is wrong with a page where something is', async () => {
  const html =
    '<html><body style="color:#999;background:#fff;width:2000px"><img src="x"><p>Pale</p><input></body></html>'
  const browser = await startBrowser()
  const context = await openContext(browser, 'http://localhost', {
    width: 1280,
    language: 'en',
    scripts: true,
  })
  const page = await context.newPage()
  await page.setContent(html)
  const kinds = new Set((await faultsOf(page)).map((fault) => fault.replace(/(: .*): .*/s, '$1')))
  await browser.close()
  const seen = ['color-contrast', 'html-has-lang', 'image-alt', 'label'].flatMap((rule) => [
    `light 1280: ${rule}`,
    `light 360: ${rule}`,
  ])
  const inTheDark = ['dark 1280: color-contrast', 'dark 360: color-contrast']
  const outside = [1680, 1640, 1232].map((over, i) => `${over} px out of a window of ${[320, 360, 768][i]}`)
  expect([...kinds]).toEqual(expect.arrayContaining([...seen, ...inTheDark]))
  expect([...kinds].filter((kind) => kind.includes('window')).length).toBe(outside.length)
  expect(await markupFaults(html)).not.toEqual([])
})
