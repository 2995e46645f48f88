/** How one comes to a page in a state. */
import type { Page, Response } from 'playwright-core'
import type { Language } from '../../../src/platform/i18n.ts'
import type { TestSite } from '../../support/site.ts'
import type { Stage } from './stage.ts'

/** Opens the page in its state, and answers what the server said. */
export type Way = (page: Page, language: Language, stage: Stage) => Promise<Response | null>

export type Family = Readonly<Record<string, Way>>

/** The workspace has one address for all languages; it speaks the one that the browser asks for. */
function addressOf(site: TestSite, language: Language, path: string): string {
  return path.startsWith('/organize') ? `${site.base}${path}` : `${site.base}/${language}${path}`
}

type SiteName = 'full' | 'empty' | 'single' | 'broken'

export const at =
  (path: string, of: SiteName = 'full'): Way =>
  (page, language, stage) =>
    page.goto(addressOf(stage[of], language, path))

export const own =
  (name: string): Way =>
  (page, language, stage) =>
    page.goto(`${stage.full.base}/${language}${stage.own(name)}`)

type Fields = Readonly<Record<string, string>>

/** The answer to a form that a page of ours has sent, whatever it holds. */
export const sending =
  (
    path: string,
    fields: Fields = {},
    { encoding = '', of = 'full' }: { encoding?: string; of?: SiteName } = {},
  ): Way =>
  async (page, language, stage) => {
    await page.goto(`${stage[of].base}/${language}/privacy`)
    return submit(page, addressOf(stage[of], language, path), fields, encoding)
  }

/** The same from a page that is not ours. */
export const fromElsewhere =
  (path: string): Way =>
  async (page, language, { full }) => {
    await page.goto('about:blank')
    return submit(page, `${full.base}/${language}${path}`, {}, '')
  }

async function submit(page: Page, action: string, fields: Fields, enctype: string): Promise<Response> {
  const answered = page.waitForResponse((response) => response.url() === action)
  const loaded = page.waitForEvent('load')
  await page.evaluate(
    `(${sendForm})(${JSON.stringify(action)}, ${JSON.stringify(fields)}, ${JSON.stringify(enctype)})`,
  )
  await loaded
  return answered
}

/** Runs in the browser. */
const sendForm = `(action, fields, enctype) => {
  const form = Object.assign(document.createElement('form'), { method: 'post', action })
  if (enctype) form.enctype = enctype
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('textarea'), { name, value }))
  document.body.append(form)
  form.submit()
}`

/** The page after a form that was taken. */
export const after =
  (path: string, fields: Record<string, string>): Way =>
  async (page, language, { full }) => {
    const sent = await full.post(`/${language}${path}`, { name: 'Вера Примерова', ...fields })
    if (sent.status !== 303) throw new Error(`${path} was answered with ${sent.status}`)
    return page.goto(`${full.base}${sent.headers.get('location')}`)
  }

/** Opens everything that is folded away. */
export const unfolded =
  (way: Way): Way =>
  async (page, language, stage) => {
    const answer = await way(page, language, stage)
    for (const summary of await page.locator('summary').all()) await summary.click()
    return answer
  }
