import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstOrganizerToken } from '../../../src/domain/organizers/first-organizer.ts'
import { register } from '../../../src/domain/registrations/register.ts'
import { languages } from '../../../src/platform/i18n.ts'
import { hold, now, person, roundTable } from '../../domain/registrations/cast.ts'
import { makeDatabase, type TestDatabase } from '../../support/databases.ts'
import { Browser, openWorkspace, reading, signedIn, signInAddress, type Workspace } from './workspace.ts'

const html = new HtmlValidate({
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

let made: TestDatabase
let workspace: Workspace
let browser: Browser
const addresses: string[] = []

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  const { database } = made
  workspace = await openWorkspace(database)
  addresses.push(`/organize/sign-in/${await firstOrganizerToken(database, workspace.tokens, now)}`)
  const session = { day: '2026-12-02', starts: '09:00', speakers: [], signup: true }
  const question = { required: true, options: [{ bg: 'да' }, { bg: 'не' }] }
  const event = await hold(
    database,
    {
      ...roundTable('town', { approval: true, capacity: 2 }),
      title: { bg: 'Кръгла маса „Град & село“: <изводи> и препоръки '.repeat(4).trim() },
      agenda: [{ ...session, id: 'water', title: { bg: 'Води' }, capacity: 1 }],
      form: (['text', 'paragraph', 'choice', 'choices', 'checkbox'] as const).map((type) => ({
        ...question,
        id: type,
        type,
        label: { bg: `Въпрос: ${type}` },
      })),
    },
    { water: 1 },
  )
  await hold(database, roundTable('empty'))
  const comes = await register(database, event, person('Анна', { guests: 1, note: 'a\nb' }), now)
  const typed = await register(
    database,
    event,
    person('Борис', { email: null, enteredBy: 1, source: 'phone', sessions: ['water'] }),
    now,
  )
  for (const one of [comes, typed]) {
    if (one.done === 'registered') addresses.push(`/organize/events/town/people/${one.reference}`)
  }
  addresses.push(
    ...['/organize', '/organize?past=1', '/organize/events/empty', '/organize/events/empty/questions'],
    ...[
      '/organize/events/town',
      '/organize/events/town?status=pending&sort=group&q=анна',
      '/organize/events/town?q=никой',
    ],
    ...['/organize/events/town/add', '/organize/events/town/questions'],
  )
})

afterAll(async () => {
  await workspace.stop()
  await made.remove()
})

async function faultsOf(page: string): Promise<string[]> {
  const report = await html.validateString(page)
  return report.results.flatMap(({ messages }) =>
    messages.map((one) => `${one.line}: ${one.ruleId}: ${one.message}`),
  )
}

test.each(languages)('every page of the workspace is valid and whole in %s', async (language) => {
  const faults: string[] = []
  async function check(visitor: Browser, address: string): Promise<void> {
    const page = await visitor.get(address)
    expect([address, page.status]).toEqual([address, 200])
    expect(page.text).toContain(`<html lang="${language}">`)
    faults.push(...(await faultsOf(page.text)).map((fault) => `${address}: ${fault}`))
    // A sentence that could not be filled in shows its braces.
    expect([address, /[{}]/.test(reading(page))]).toEqual([address, false])
    expect(page.text).not.toContain('<изводи>')
  }
  const stranger = new Browser(workspace)
  stranger.language = language
  for (const path of ['/organize/sign-in', '/organize/sign-in/sent']) await check(stranger, path)
  if (language === 'en') await check(stranger, addresses[0] ?? '')
  await check(stranger, await signInAddress(workspace, made.database, 'all@example.org', 'admin'))
  browser = await signedIn(workspace, made.database, 'all@example.org', 'admin')
  await browser.post('/organize/language', { language })
  for (const address of addresses.slice(1)) await check(browser, address)
  expect(faults).toEqual([])
})

test('pages carry no script but files of ours, and what people type stays text', async () => {
  for (const address of addresses.slice(1)) {
    const page = await browser.get(address)
    const files = page.text.match(/<script type="module" src="\/assets\/[\w.-]+"><\/script>/g) ?? []
    expect(files.reduce((text, file) => text.replace(file, ''), page.text)).not.toMatch(
      /<script|\son[a-z]+=|style=/,
    )
    expect(page.headers.get('content-security-policy')).toContain(
      `script-src ${files.length > 0 ? "'self'" : "'none'"};`,
    )
    expect(page.headers.get('x-robots-tag')).toBe('noindex')
  }
})
