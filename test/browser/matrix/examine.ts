/** What an examination of a page is: the rules, the schemes and the widths, and what they find. */
import axe from 'axe-core'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { desk, sideways, telephone } from '../../support/browser.ts'

export const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]
export const widths = [desk, telephone] as const
/** The narrowest is also what a screen of 1280 px is at 400 % (WCAG 2.2, 1.4.10). */
export const unpushed = [320, 360, 768] as const
/** All of WCAG 2.0, 2.1 and 2.2 at A and AA that a program can check, and what axe recommends besides. */
export const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const

export const axeVersion = axe.version

/**
 * Every fault of the page that is open, each with the look in which it was seen; an empty list is the aim. Without a look
 * it is only seen whether anything stands out of the window, which depends on the words.
 */
export async function faultsOf(page: Page, looks: readonly Scheme[] = schemes): Promise<string[]> {
  const found: string[] = []
  if (looks.length > 0) await page.evaluate(axe.source)
  for (const width of looks.length > 0 ? widths : []) {
    await page.setViewportSize({ width, height: 800 })
    for (const scheme of looks) {
      await page.emulateMedia({ colorScheme: scheme })
      // Between the schemes nothing differs but colours.
      const faults = await runAxe(page, scheme === 'light' ? { type: 'tag', values: tags } : colours)
      found.push(...faults.map((fault) => `${scheme} ${width}: ${fault}`))
    }
  }
  for (const width of unpushed) {
    await page.setViewportSize({ width, height: 800 })
    const over = await sideways(page)
    if (over !== 0) found.push(`${over} px out of a window of ${width}`)
  }
  return found
}

/** Text that does not reach 7 : 1, or 4.5 : 1 where it is large (WCAG 2.2, 1.4.6, level AAA) */
export async function contrastFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return runAxe(page, { type: 'rule', values: ['color-contrast-enhanced'] })
}

type RunOnly = { type: 'tag' | 'rule'; values: readonly string[] }

const colours: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

type Violations = { id: string; nodes: { html: string }[] }[]

/** Only what is wrong is described in full, which is most of the work. */
async function runAxe(page: Page, runOnly: RunOnly): Promise<string[]> {
  const options = { resultTypes: ['violations'], runOnly }
  const found = await page.evaluate<Violations>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

const markup = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Titles name the event, whatever its length; telephones are kept whole by the stylesheet.
    'long-title': 'off',
    'tel-non-breaking': 'off',
    'no-trailing-whitespace': 'off',
    // Tick boxes of one name are one list: that is how sessions are sent.
    'form-dup-name': 'off',
  },
})

/** What is wrong with a page as it is written. */
export async function markupFaults(html: string): Promise<string[]> {
  const { results } = await markup.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `line ${line}: ${ruleId}: ${message}`),
  )
}
