import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Language, languages } from '../../src/platform/i18n.ts'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { type Form, startSite, type TestSite } from '../support/site.ts'
import { importCast, importChanged, now } from './cast.ts'

let made: TestDatabase
let site: TestSite

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  await importChanged(
    made.database,
    'open',
    (text) => text.replace('slug: open', 'slug: two-slots') + twoSlots,
  )
  site = await startSite(made.database, { clock: () => now })
})

afterAll(async () => {
  await site.stop()
  await made.remove()
})

const twoSlots = `agenda:
  - { id: a, starts: "09:00", ends: "10:00", title: A, signup: true }
  - { id: b, starts: "09:00", ends: "10:00", title: B, signup: true }
  - { id: c, starts: "09:30", ends: "11:00", title: C, signup: true }
  - { id: d, starts: "11:00", ends: "12:00", title: D, signup: true }
  - { id: e, starts: "11:00", ends: "12:00", title: E, signup: true }
`

const form = async (slug: string) => (await site.get(`/en/events/${slug}/register`)).text()

async function send(slug: string, fields: Form, language: Language = 'en') {
  const answer = await site.post(`/${language}/events/${slug}/register`, {
    name: 'Ivan Primerov',
    email: 'ivan@example.org',
    ...fields,
  })
  return { status: answer.status, location: answer.headers.get('location') ?? '', page: await answer.text() }
}

/** "radio roads checked": the choices in the order of the page. */
function choices(page: string): string[] {
  return [
    ...page.matchAll(
      /<input type="(\w+)" id="[\w-]+" name="sessions" value="(\w*)"( checked)?( disabled)?>/g,
    ),
  ].map(([, type, value, checked = '', disabled = '']) => `${type} ${value}${checked}${disabled}`)
}

const summary = (page: string) =>
  [...page.matchAll(/<li><a href="(#[^"]+)">([^<]+)<\/a>/g)].map(([, href, text]) => `${href} ${text}`)

it('offers what runs at the same time as one choice, which can be taken back', async () => {
  expect(choices(await form('conference-2027'))).toEqual(['radio  checked', 'radio water', 'radio roads'])
  const { page } = await send('conference-2027', { sessions: ['', 'roads'] })
  expect(choices(page)).toEqual(['radio ', 'radio water', 'radio roads checked'])
})

it('offers boxes where several hours ask to choose, since all choices have one name', async () => {
  expect(choices(await form('two-slots'))).toEqual(['a', 'b', 'c', 'd', 'e'].map((id) => `checkbox ${id}`))
})

it('takes the field as often as it is sent', async () => {
  const { status } = await send('two-slots', { name: 'Repeated', sessions: ['a', 'd'] })
  const row = await made.database.read
    .selectFrom('registrations')
    .select('sessions')
    .where('name', '=', 'Repeated')
    .executeTakeFirstOrThrow()
  expect([status, row.sessions]).toEqual([303, '["a","d"]'])
})

it('names both of two that clash, and keeps both ticked', async () => {
  const { status, page } = await send('conference-2027', {
    sessions: ['water', 'roads'],
    'answers[bus]': 'Не',
    'answers[rules]': 'yes',
  })
  expect([status, summary(page)]).toEqual([
    422,
    ['#sessions “Water” and “Пътища” take place at the same time: choose one of them'],
  ])
  expect(choices(page)).toEqual(['checkbox water checked', 'checkbox roads checked'])
  const partly = await send('two-slots', { sessions: ['b', 'c', 'd'] })
  expect([partly.status, summary(partly.page)]).toEqual([
    422,
    ['#sessions “B” and “C” take place at the same time: choose one of them'],
  ])
  expect((await send('two-slots', { name: 'After', sessions: ['c', 'd'] })).status).toBe(303)
})

it('says so in every language', async () => {
  const said: string[] = []
  for (const language of languages) {
    const { status, page } = await send('two-slots', { sessions: ['a', 'b'] }, language)
    expect(status).toBe(422)
    said.push(summary(page)[0] ?? '')
  }
  expect(said).toEqual([
    '#sessions “A” and “B” take place at the same time: choose one of them',
    '#sessions „A“ и „B“ са по едно и също време: изберете една от тях',
    '#sessions «A» и «B» идут в одно и то же время: выберите одну из них',
    '#sessions «A» жана «B» бир убакта өтөт: бирөөнү тандаңыз',
    '#sessions «A» і «B» ідуць у адзін і той жа час: выберыце адну з іх',
  ])
})

it('lets nobody change into a clash on their own page', async () => {
  await send('two-slots', { name: 'Changes', email: 'changes@example.org', sessions: ['a'] })
  const { id, generation } = await made.database.read
    .selectFrom('registrations')
    .select(['id', 'generation'])
    .where('name', '=', 'Changes')
    .executeTakeFirstOrThrow()
  const address = `/en/r/${site.tokens.registration.sign(id, generation)}`
  const answer = await site.post(address, { action: 'change', whole: '1', sessions: ['a', 'c'] })
  const page = await answer.text()
  expect([answer.status, summary(page)]).toEqual([
    422,
    ['#sessions “A” and “C” take place at the same time: choose one of them'],
  ])
  expect(choices(page).filter((choice) => choice.endsWith('checked'))).toEqual([
    'checkbox a checked',
    'checkbox c checked',
  ])
  expect((await site.post(address, { action: 'change', sessions: ['c'] })).status).toBe(303)
})
