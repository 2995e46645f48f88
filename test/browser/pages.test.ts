/** Every page in a real browser, in each language, light and dark: nothing to find for axe, nothing out of the window. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadFirstSamples } from '../../src/domain/events/first-samples.ts'
import { addOrganizer } from '../../src/domain/organizers/add-organizer.ts'
import { type Language, languages, type PhraseKey, phrase } from '../../src/platform/i18n.ts'
import { desk, openContext, press, sideways, startBrowser } from '../support/browser.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { startSite, type TestSite } from '../support/site.ts'

const conference = 'ruse-open-councils'
const table = 'stara-zagora-round-table'

let browser: Browser
let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  ;[browser, made] = await Promise.all([startBrowser(), makeDatabase('sqlite')])
  await loadFirstSamples(made.database, new Date())
  site = await startSite(made.database, { settings: { keptMail: 'data/var/no-letters-here' } })
  await site.post(`/bg/events/${table}/register`, someone('Елена Стоянова', 'elena@example.org'))
  await site.post(`/bg/events/${table}/ask`, {
    ...someone('Иво', 'ivo@example.org'),
    message: 'Има ли рампа?',
  })
})
afterAll(async () => {
  await Promise.all([browser?.close(), site?.stop()])
  await made?.remove()
})

const someone = (name: string, email: string) => ({
  name,
  email,
  phone: '+359 88 784 8238',
  organization: 'Община',
})

/** How one comes to a page. */
type Way = (page: Page, language: Language) => Promise<unknown>

const at =
  (path: string): Way =>
  (page, language) =>
    page.goto(`/${language}${path}`)

const sending =
  (path: string, button: PhraseKey, typed: Record<string, string>): Way =>
  async (page, language) => {
    await page.goto(path.startsWith('/organize') ? path : `/${language}${path}`)
    for (const [id, value] of Object.entries(typed)) await page.locator(`#${id}`).fill(value)
    await press(page, page.getByRole('button', { name: phrase(language, button), exact: true }))
  }

const ways: Record<string, Way> = {
  'the list': at(''),
  'past events': at('?past=1'),
  'nothing found': at('?q=nothing-of-the-kind'),
  'a conference': at(`/events/${conference}`),
  'a round table': at(`/events/${table}`),
  'the form': at(`/events/${conference}/register`),
  'the form with mistakes': sending(`/events/${conference}/register`, 'public.form.submit', {
    guests: '-1',
    email: 'elena',
  }),
  'the receipt': sending(`/events/${table}/register`, 'public.form.submit', {
    name: 'Вера Примерова',
    email: 'vera@gmial.com',
  }),
  'one’s own registration': async (page, language) => {
    const token = site.tokens.registration.sign(await idOf('Елена Стоянова'), 1)
    await page.goto(`/${language}/r/${token}`)
    for (const summary of await page.locator('summary').all()) await summary.click()
  },
  'a question': at(`/events/${table}/ask`),
  'a question with mistakes': sending(`/events/${table}/ask`, 'public.ask.submit', { email: '' }),
  'a question sent': sending(`/events/${table}/ask`, 'public.ask.submit', {
    name: 'Иво',
    email: 'ivo@example.org',
    message: '?',
  }),
  privacy: at('/privacy'),
  'no such page': at('/nothing-here'),
}

/** For whoever is not signed in yet. */
const gates: Record<string, Way> = {
  'the way in': (page) => page.goto('/organize'),
  'the way in with a mistake': sending('/organize/sign-in', 'organizer.sign-in.send', { email: 'maria' }),
  'a link on its way': sending('/organize/sign-in', 'organizer.sign-in.send', { email: 'maria@example.org' }),
}

const workspace: Record<string, Way> = {
  'the organizer’s events': (page) => page.goto('/organize'),
  'the attendee list': (page) => page.goto(`/organize/events/${table}`),
  'nobody found': (page) => page.goto(`/organize/events/${table}?q=nobody`),
  'a person': async (page) => {
    await page.goto(`/organize/events/${table}`)
    await press(page, page.locator('.people-list tbody th a').first())
    for (const summary of await page.locator('summary').all()) await summary.click()
  },
  'the form for a person': (page) => page.goto(`/organize/events/${conference}/add`),
  'that form with mistakes': sending(`/organize/events/${conference}/add`, 'organizer.add.submit', {
    email: 'a',
  }),
  questions: (page) => page.goto(`/organize/events/${table}/questions`),
  'kept letters': (page) => page.goto('/organize/mail'),
}

const all = { ...ways, ...gates, ...workspace }

describe.each(languages)('in %s', (language) => {
  let stranger: Page
  let organizer: Page
  beforeAll(async () => {
    ;[stranger, organizer] = await Promise.all([newPage(language), newPage(language)])
    await organizer.goto(await signInLink())
    await organizer
      .getByRole('button', { name: phrase(language, 'organizer.link.enter'), exact: true })
      .click()
    await organizer.waitForURL('**/organize')
  })
  afterAll(() => Promise.all([stranger?.context().close(), organizer?.context().close()]))

  it.each(Object.keys(all))('%s', async (name) => {
    const page = Object.hasOwn(workspace, name) ? organizer : stranger
    await page.setViewportSize({ width: desk, height: 800 })
    await all[name]?.(page, language)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect({ ...(await faults(page)), sideways: await sidewaysAt(page, 320, 360, 768) }).toEqual({
      light: [],
      dark: [],
      sideways: { 320: 0, 360: 0, 768: 0 },
    })
  })
})

it('sees what is wrong with a page where something is', async () => {
  const page = await newPage('en')
  await page.setContent(
    '<html><body style="color:#999;background:#fff;width:2000px"><img src="x"><p>Pale</p><input></body></html>',
  )
  const { light, dark } = await faults(page)
  const rules = (found: string[]) => new Set(found.map((fault) => fault.split(':')[0]))
  const inLight = ['color-contrast', 'html-has-lang', 'image-alt', 'label']
  expect([...rules(light)]).toEqual(expect.arrayContaining(inLight))
  expect([...rules(dark)]).toEqual(['color-contrast'])
  expect(await sidewaysAt(page, 320)).not.toEqual({ 320: 0 })
  await page.context().close()
})

/** Of somebody new. Scripts are on for axe alone: the pages have none. */
async function newPage(language: Language): Promise<Page> {
  const context = await openContext(browser, site.base, { width: desk, language, scripts: true })
  return context.newPage()
}

type Violations = { id: string; nodes: { html: string }[] }[]

/** What axe has to say of the page in the light, and of its colours in the dark: nothing else differs there. */
async function faults(page: Page): Promise<{ light: string[]; dark: string[] }> {
  await page.emulateMedia({ colorScheme: 'light' })
  // Only what is wrong is described in full, which is most of the work; frames, which we have none of, are left out.
  const examination = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const light = (await examination.analyze()).violations
  await page.emulateMedia({ colorScheme: 'dark' })
  // It stays in the page; to bring it in again would take longer than the examination.
  const dark = await page.evaluate<Violations>(
    'axe.run(document, { resultTypes: ["violations"], runOnly: ["cat.color"] }).then(({ violations }) => violations)',
  )
  return { light: light.flatMap(sentences), dark: dark.flatMap(sentences) }
}

function sentences({ id, nodes }: Violations[number]): string[] {
  return nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)
}

async function sidewaysAt(page: Page, ...widths: number[]): Promise<Record<number, number>> {
  const found: Record<number, number> = {}
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    found[width] = await sideways(page)
  }
  return found
}

async function signInLink(): Promise<string> {
  const person = {
    email: 'maria@example.org',
    name: 'Мария Примерова',
    role: 'admin' as const,
    eventSlugs: [],
  }
  const added = await addOrganizer(made.database, person, new Date())
  if (added.done === 'refused') throw new Error(added.reason)
  return `/organize/sign-in/${site.tokens.signIn.sign(added.signInId)}`
}

async function idOf(name: string): Promise<number> {
  const { id } = await made.database.read
    .selectFrom('registrations')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return id
}
