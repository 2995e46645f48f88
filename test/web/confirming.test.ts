import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { makeDatabase, type TestDatabase } from '../support/databases.ts'
import { type Form, startSite, type TestSite } from '../support/site.ts'
import { importCast, now } from './cast.ts'

let made: TestDatabase
let site: TestSite
let time = now

beforeAll(async () => {
  made = await makeDatabase('sqlite')
  await importCast(made.database)
  site = await startSite(made.database, { clock: () => time })
})

afterEach(() => {
  time = now
})

afterAll(async () => {
  await site.stop()
  await made.remove()
})

const ivan: Form = { name: 'Ivan Primerov', email: 'ivan@example.org' }

async function send(slug: string, fields: Form, language = 'en') {
  const answer = await site.post(`/${language}/events/${slug}/register`, fields)
  return { status: answer.status, location: answer.headers.get('location') ?? '', page: await answer.text() }
}

async function receipt(slug: string, fields: Form): Promise<string> {
  const { status, location } = await send(slug, fields)
  expect(status).toBe(303)
  const page = await (await site.get(location)).text()
  return /<h1>([^<]+)<\/h1>/.exec(page)?.[1] ?? ''
}

function mistakesIn(page: string): string[] {
  return [...page.matchAll(/<li><a href="(#[^"]+)">([^<]+)<\/a>/g)].map(([, href, text]) => `${href} ${text}`)
}

const rows = () => made.database.read.selectFrom('registrations').selectAll().orderBy('id', 'desc').execute()

it('takes the whole form, cleaned, and answers with a receipt that can be reloaded', async () => {
  const before = (await rows()).length
  const { status, location } = await send('conference-2027', {
    name: '  Мария \u202e Примерова\u0007 ',
    email: ' maria.p@example.org ',
    phone: '+359 88 784 8238',
    organization: 'Читалище „Пример“',
    position: 'Секретар',
    locality: 'Примерово',
    group: 'ngo',
    answer: 'yes',
    guests: '2',
    guest_names: 'Първи Гост\r\nВтори Гост\r\n',
    sessions: ['roads'],
    note: 'Рампа',
    'answers[diet]': 'без месо',
    'answers[bus]': 'From Ruse',
    'answers[topics]': ['Вода', 'Пътища'],
    'answers[rules]': 'yes',
    consent_photos: 'yes',
  })
  expect(status).toBe(303)
  expect(location).toMatch(/^\/en\/events\/conference-2027\/received\/[\w-]+$/)
  const [row] = await rows()
  expect(row).toMatchObject({
    name: 'Мария Примерова',
    email: 'maria.p@example.org',
    phone: '+359 88 784 8238',
    audience: 'ngo',
    guests: 2,
    guest_names: '["Първи Гост","Втори Гост"]',
    sessions: '["roads"]',
    answers: '{"diet":"без месо","bus":"От Русе","topics":["Вода","Пътища"],"rules":true}',
    status: 'confirmed',
    source: 'web',
    language: 'en',
    consent_photos_at: now.toISOString(),
    consent_news_at: null,
  })
  const first = await site.get(location)
  const page = await first.text()
  expect(page).toContain('<h1>Your place is confirmed</h1>')
  expect(page).toContain('maria.p@example.org')
  expect(page).toContain('/events/conference-2027.ics?lang=en')
  // The reference is in the letter only.
  expect(page).not.toContain(row?.reference)
  expect(first.headers.get('cache-control')).toBe('no-store')
  expect(location).not.toContain('maria')
  expect(await (await site.get(location)).text()).toBe(page)
  expect((await rows()).length).toBe(before + 1)
})

it('says what happened to every answer', async () => {
  expect(await receipt('open', ivan)).toBe('Your place is confirmed')
  expect(await receipt('open', { ...ivan, name: 'A', answer: 'maybe' })).toBe(
    'We have noted that you may come',
  )
  expect(await receipt('open', { ...ivan, name: 'B', answer: 'no' })).toBe(
    'We have noted that you cannot come',
  )
  expect(await receipt('verified', ivan)).toBe('One more step: confirm your address')
  expect(await receipt('approved', ivan)).toBe('Your request has been received')
  expect(await receipt('small', ivan)).toBe('Your place is confirmed')
  expect(await receipt('small', { ...ivan, name: 'Second' })).toBe('You are on the waiting list')
})

it('answers the same person again with the very same page, and keeps one registration', async () => {
  // The page says back the name that was typed, to whoever typed it.
  const strip = (page: string) =>
    page
      .replaceAll(/received\/[\w-]+/g, 'received/…')
      .replace(/<strong>pet[ar]{2} +primerova?<\/strong>/i, '')
  const show = async (fields: Form) =>
    strip(await (await site.get((await send('open', fields)).location)).text())
  const first = await show({ name: 'Petar Primerov', email: 'petar@example.org' })
  const before = (await rows()).length
  expect(await show({ name: ' PETAR  primerov', email: 'petar@example.org' })).toBe(first)
  expect((await rows()).length).toBe(before)
  expect(await show({ name: 'Petra Primerova', email: 'petar@example.org' })).toBe(first)
  expect((await rows()).length).toBe(before + 1)
})

it('comes back with all the mistakes and all that was typed', async () => {
  const before = (await rows()).length
  const { status, page } = await send('conference-2027', {
    name: ' ',
    email: 'ivan at example',
    group: 'kings',
    answer: 'perhaps',
    guests: '-1',
    sessions: ['plenary', 'roads'],
    phone: '1'.repeat(61),
    note: 'Read <b>me</b>',
    'answers[bus]': 'By plane',
    'answers[topics]': ['Вода'],
    consent_news: 'surely',
  })
  expect(status).toBe(422)
  expect(page).toContain('<title>Error: Confirm attendance: Conference on villages · Turnout</title>')
  expect(mistakesIn(page)).toEqual([
    '#name Write your full name',
    '#email The address has no “@”, as in name@example.org',
    '#answer Choose yes, no or maybe',
    '#guests Write the number of guests in figures, such as 0 or 2',
    '#sessions Choose sessions from the list',
    '#answers-bus Choose from the answers given to “Bus”',
    '#answers-rules Tick “Прочетох правилата”',
    '#group Choose one of the groups in the list',
    '#phone Write at most 60 characters',
    '#consent_news Tick the box or leave it empty',
  ])
  // Each link leads to a field that is there, and from top to bottom.
  const ids = [...page.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => page.indexOf(` id="${id}"`))
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  expect(ids).not.toContain(-1)
  expect(page).toContain('value="ivan at example"')
  expect(page).toContain('Read &lt;b&gt;me&lt;/b&gt;')
  expect(page).toMatch(/value="roads" checked/)
  expect(page).toMatch(/value="Вода" checked/)
  expect((await rows()).length).toBe(before)
})

it('keeps what was typed when the form is turned into another language', async () => {
  const answer = await site.post('/bg/events/open/register', { ...ivan, phone: '12', show: 'form' })
  const page = await answer.text()
  expect(answer.status).toBe(200)
  expect(page).toContain('value="ivan@example.org"')
  expect(page).toContain('Име и фамилия')
  expect(mistakesIn(page)).toEqual([])
})

it('knows how many guests there may be', async () => {
  const about = async (fields: Form, slug = 'conference-2027') =>
    mistakesIn((await send(slug, { ...ivan, 'answers[bus]': 'Не', 'answers[rules]': 'on', ...fields })).page)
  expect(await about({ guests: '3' })).toEqual(['#guests You may bring 2 guests at most'])
  expect(await about({ guests: '1', guest_names: 'A\nB' })).toEqual([
    '#guest_names You named more people than the one guest: correct the number or take out a name',
  ])
  expect(await about({ guest_names: 'A\nB\nC' })).toEqual(['#guest_names You may bring 2 guests at most'])
  // Beside a mistake elsewhere too: whoever mends one is not sent back for the next.
  expect(await about({ guests: '3', group: 'nobles' })).toEqual([
    '#guests You may bring 2 guests at most',
    '#group Choose one of the groups in the list',
  ])
  expect(await about({ guests: 'many', guest_names: 'A\nB\nC' })).toEqual([
    '#guests Write the number of guests in figures, such as 0 or 2',
  ])
  expect(await about({ guests: '1' }, 'open')).toEqual([
    '#guests Guests are not provided for at this event: write 0',
  ])
  expect(await about({ guests: '2' }, 'small')).toEqual([
    '#guests There are fewer places than your party needs: bring fewer guests',
  ])
})

it('does not ask the questions of those who cannot come', async () => {
  expect(await receipt('conference-2027', { ...ivan, answer: 'no' })).toBe(
    'We have noted that you cannot come',
  )
})

it('shows a full session as such and takes nobody more there', async () => {
  const fields = { 'answers[bus]': 'Не', 'answers[rules]': 'on', sessions: 'water' }
  expect(await receipt('conference-2027', { ...ivan, ...fields })).toBe('Your place is confirmed')
  const form = await (await site.get('/en/events/conference-2027/register')).text()
  expect(form).toMatch(/name="sessions" value="water" disabled/)
  expect(form).toContain('no places left')
  const { status, page } = await send('conference-2027', { ...ivan, name: 'Late', ...fields })
  expect([status, mistakesIn(page)]).toEqual([
    422,
    ['#sessions There are no places left in “Water”: choose another session'],
  ])
})

it('points at a slip in the address, and lets it through', async () => {
  const show = async (email: string) =>
    (await (await site.get((await send('open', { name: email, email })).location)).text()).match(
      /Did you mean [^<]+/,
    )?.[0]
  expect(await show('a@gmial.com')).toBe('Did you mean a@gmail.com?')
  expect(await show('a@abv.bf')).toBe('Did you mean a@abv.bg?')
  expect(await show('a@mail.ur')).toBe('Did you mean a@mail.ru?')
  expect(await show('a@ymail.com')).toBeUndefined()
  expect(await show('a@example.org')).toBeUndefined()
})

it('has no form, and takes none, when there is nothing to confirm', async () => {
  await send('no-list', ivan)
  const reasons = {
    early: 'Attendance can be confirmed from 1 February 2027, 09:00 (Sofia, UTC+2).',
    closed: 'Confirmation closed on 10 January 2027, 09:00 (Sofia, UTC+2).',
    'no-list': 'All places are taken.',
    over: 'This event is over.',
    cancelled: 'This event has been cancelled.',
    postponed: 'This event has been postponed. The new date will be announced here.',
  }
  const before = (await rows()).length
  for (const [slug, reason] of Object.entries(reasons)) {
    const answer = await site.get(`/en/events/${slug}/register`)
    const page = await answer.text()
    expect([slug, answer.status, page.includes(reason), page.includes('<form')]).toEqual([
      slug,
      200,
      true,
      false,
    ])
    const sent = await send(slug, { ...ivan, name: 'Too Late' })
    expect([slug, sent.status, sent.page.includes(reason)]).toEqual([slug, 409, true])
  }
  expect((await rows()).length).toBe(before)
})

it('opens and closes by the clock', async () => {
  time = new Date('2027-02-01T06:59:59.999Z')
  expect((await send('early', ivan)).status).toBe(409)
  time = new Date('2027-02-01T07:00:00.000Z')
  expect((await send('early', ivan)).status).toBe(303)
  time = new Date('2027-04-01T06:00:00.000Z')
  expect((await send('early', { ...ivan, name: 'At the start' })).status).toBe(409)
})

it('takes a question to the contact, once', async () => {
  const question = { name: 'Ана', email: 'ana@example.org', message: 'Има ли рампа?\n\nБлагодаря.' }
  const answer = await site.post('/bg/events/conference-2027/ask', question)
  expect(answer.status).toBe(303)
  const page = await (await site.get(answer.headers.get('location') ?? '')).text()
  expect(page).toContain('Въпросът Ви е изпратен')
  expect(page).toContain('ana@example.org')
  await site.post('/bg/events/conference-2027/ask', question)
  const letters = made.database.read.selectFrom('outbox').where('kind', 'like', 'question%')
  expect(
    await letters.select(['kind', 'to_email', 'to_name', 'language', 'data']).orderBy('id').execute(),
  ).toEqual([
    {
      kind: 'question-received',
      to_email: 'ana@example.org',
      to_name: 'Ана',
      language: 'bg',
      data: JSON.stringify({ question: { ...question, language: 'bg' } }),
    },
    {
      kind: 'question',
      to_email: 'desk@example.org',
      to_name: 'Мария Примерова',
      language: 'bg',
      data: JSON.stringify({ question: { ...question, language: 'bg' } }),
    },
  ])
  const empty = await site.post('/en/events/open/ask', { name: 'Ana' })
  expect([empty.status, mistakesIn(await empty.text())]).toEqual([
    422,
    ['#email Write your e-mail address', '#message Write your question'],
  ])
})

it('opens no receipt that was not sealed here, nor one of another event', async () => {
  const { location } = await send('open', { ...ivan, name: 'Sealed' })
  const sealed = location.split('/').at(-1) ?? ''
  const statuses = [
    `open/received/${sealed}`,
    `approved/received/${sealed}`,
    `open/received/${sealed}A`,
    `open/asked/${sealed}`,
  ]
  const seen = await Promise.all(
    statuses.map(async (address) => (await site.get(`/en/events/${address}`)).status),
  )
  expect(seen).toEqual([200, 404, 404, 404])
})
