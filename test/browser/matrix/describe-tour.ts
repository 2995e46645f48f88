import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../../src/platform/i18n.ts'
import { startBrowser } from '../../support/browser.ts'
import { schemes } from './examine.ts'
import type { Family } from './going.ts'
import { openStage, type Stage } from './stage.ts'
import { newPage, organizerPage, visit } from './tour.ts'

/**
 * Every page of these families in every language: it speaks it, is written well and fits every window. Rules of
 * accessibility are tried on each page in one language, which is another for the next, wide and narrow, light and dark:
 * what they find hardly depends on the words, and `npm run accessibility` tries them in all.
 */
export function describeTour(
  families: readonly Family[],
  visitor: 'stranger' | 'organizer' = 'stranger',
): void {
  const ways: Family = Object.assign({}, ...families)
  let browser: Browser
  let stage: Stage
  beforeAll(async () => {
    ;[browser, stage] = await Promise.all([startBrowser(), openStage()])
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.close()
  })
  describe.each(languages)('in %s', (language) => {
    let page: Page
    beforeAll(async () => {
      page = await (visitor === 'stranger' ? newPage : organizerPage)(browser, stage, language)
    })
    afterAll(() => page?.context().close())
    it.each(Object.entries(ways))('%s', async (name, way) => {
      const turn = Object.keys(ways).indexOf(name) % languages.length
      const looks = languages[turn] === language ? schemes : []
      expect(await visit(page, way, language, stage, looks)).toEqual([])
    })
  })
}
