import { languages } from '../../../src/platform/i18n.ts'
import type { Examination } from '../../../src/web/public/accessibility.ts'
import { axeVersion, schemes, tags, unpushed, widths } from './examine.ts'
import { allWays, namesOf } from './ways.ts'

/** What the matrix examines, as the statement of accessibility wants it written. */
export function record(browser: string, at: Date): Examination {
  return {
    date: at.toISOString().slice(0, 10),
    browser,
    axe: axeVersion,
    rules: [...tags],
    languages: [...languages],
    schemes: [...schemes],
    widths: [...widths],
    unpushed: [...unpushed],
    pages: namesOf(allWays),
  }
}
