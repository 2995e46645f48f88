/** `/{lang}/accessibility`: the statement of accessibility, written from what was examined and when. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { describeDay } from '../../platform/dates.ts'
import { type Language, phrase } from '../../platform/i18n.ts'
import { renderPage } from '../page.ts'
import { type Site, siteContact } from '../site.ts'

const families = [
  'lists',
  'events',
  'forms',
  'receipts',
  'registrations',
  'subscriptions',
  'embedded',
  'others',
  'workspace',
] as const

/** What an examination writes down: `npm run accessibility` */
export const examination = z.object({
  /** Calendar day */
  date: z.iso.date(),
  browser: z.string(),
  axe: z.string(),
  rules: z.array(z.string()),
  languages: z.array(z.string()),
  schemes: z.array(z.string()),
  widths: z.array(z.number()),
  /** Windows that no page is wider than */
  unpushed: z.array(z.number()),
  /** Pages in their states, by the part of the site */
  pages: z.record(z.string(), z.array(z.string())),
})

export type Examination = z.infer<typeof examination>

export const examinationFile = fileURLToPath(new URL('../../../data/accessibility.json', import.meta.url))

export function showAccessibility(site: Site, language: Language) {
  const found = examination.parse(JSON.parse(readFileSync(examinationFile, 'utf8')))
  const page = { ...statement(site, found, language), path: '/accessibility' }
  return (req: Request, res: Response): Promise<void> =>
    site.pages.show(req, res, `/${language}/accessibility`, {
      state: 'always',
      until: null,
      render: () => renderPage(site, language, 'public/accessibility', page),
    })
}

function statement({ settings }: Site, found: Examination, language: Language) {
  const title = phrase(language, 'offline.access.title')
  const counts = Object.entries(found.pages).map(([family, names]) => ({
    part: phrase(language, `offline.access.part-${knownFamily(family)}`),
    n: names.length,
  }))
  const [narrow, wide] = [Math.min(...found.widths), Math.max(...found.widths)]
  return {
    title,
    heading: title,
    lead: phrase(language, 'offline.access.lead', { name: settings.brandName }),
    prepared: phrase(language, 'offline.access.prepared', { date: describeDay(found.date, language).date }),
    examined: phrase(language, 'offline.access.examined', {
      ...{ pages: counts.reduce((sum, { n }) => sum + n, 0), languages: found.languages.length },
      ...{ narrow, wide, axe: found.axe, browser: found.browser },
    }),
    counts,
    email: siteContact(settings),
  }
}

function knownFamily(name: string): (typeof families)[number] {
  const family = families.find((one) => one === name)
  if (family === undefined) throw new Error(`The statement of accessibility has no word for “${name}”`)
  return family
}
