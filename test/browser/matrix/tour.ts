/** Goes to the pages of a family in one language and examines each. */
import type { Browser, Page } from 'playwright-core'
import { type Language, phrase } from '../../../src/platform/i18n.ts'
import { desk, openContext } from '../../support/browser.ts'
import { faultsOf, markupFaults, type Scheme } from './examine.ts'
import type { Way } from './going.ts'
import type { Stage } from './stage.ts'

/** A page of somebody new, who asks for `language`. Scripts are on for what examines the pages. */
export async function newPage(browser: Browser, stage: Stage, language: Language): Promise<Page> {
  const context = await openContext(browser, stage.full.base, { width: desk, language, scripts: true })
  return context.newPage()
}

/** The same of somebody who has come into the workspace. */
export async function organizerPage(browser: Browser, stage: Stage, language: Language): Promise<Page> {
  const page = await newPage(browser, stage, language)
  await page.goto(await stage.signInLink())
  await page.getByRole('button', { name: phrase(language, 'organizer.link.enter'), exact: true }).click()
  await page.waitForURL('**/organize')
  return page
}

/** What is wrong with the page that `way` leads to, in these looks (all of them when absent) and as it is written. */
export async function visit(
  page: Page,
  way: Way,
  language: Language,
  stage: Stage,
  looks?: readonly Scheme[],
): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: desk, height: 800 })
  const answer = await way(page, language, stage)
  const spoken = await page.locator('html').getAttribute('lang')
  const html = (await answer?.text()) ?? ''
  return [
    ...(spoken === language ? [] : [`the page speaks ${spoken}`]),
    ...(await faultsOf(page, looks)),
    ...(await markupFaults(html)),
  ]
}
